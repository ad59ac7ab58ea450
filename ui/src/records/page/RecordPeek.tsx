import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowsDiagonal, IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useRecord } from "@/api/records";
import type { EntityMeta } from "@/api/types";
import { ErrorState } from "@/kit/ErrorState";
import { SkeletonLines } from "@/kit/Skeleton";
import { useText } from "@/text";
import { Highlights } from "./Highlights";
import "./record.css";
import { Sections } from "./Sections";

interface RecordPeekProps {
  entity: EntityMeta;
  id: string;
  onClose: () => void;
}

// The record beside its list, so that one can look without leaving.
export function RecordPeek({ entity, id, onClose }: RecordPeekProps) {
  const text = useText();
  const { data: record, error, refetch } = useRecord(entity.name, id);
  return (
    <aside className="peek" aria-label={text("record.peek")}>
      <div className="peek-head">
        <span className="faint grow">{entity.label.one}</span>
        <Tooltip label={text("record.openPage")}>
          <ActionIcon
            size="sm"
            component={Link}
            {...({ to: "/$entity/$id", params: { entity: entity.name, id } } as object)}
            aria-label={text("record.openPage")}
          >
            <IconArrowsDiagonal size={15} />
          </ActionIcon>
        </Tooltip>
        <ActionIcon size="sm" aria-label={text("common.close")} onClick={onClose}>
          <IconX size={15} />
        </ActionIcon>
      </div>
      {error ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : record ? (
        <div className="peek-body">
          <Highlights entity={entity} record={record} compact />
          <Sections key={id} entity={entity} record={record} />
        </div>
      ) : (
        <SkeletonLines />
      )}
    </aside>
  );
}
