import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconLink, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { allowed, titleOf } from "@/api/meta";
import { useRecord } from "@/api/records";
import type { EntityMeta, RecordItem, RecordRights } from "@/api/types";
import { useUndo } from "@/api/undo";
import { useWrites } from "@/api/writes";
import { ErrorState } from "@/kit/ErrorState";
import { SkeletonLines } from "@/kit/Skeleton";
import { toastDone, toastError, toastUndo } from "@/kit/toast";
import { ActionButtons } from "@/records/actions/ActionButtons";
import { useText } from "@/text";
import { Highlights } from "./Highlights";
import "./record.css";
import { Sections } from "./Sections";
import { useRememberRecord } from "./useRememberRecord";

interface RecordPageProps {
  entity: EntityMeta;
  id: string;
}

export function RecordPage({ entity, id }: RecordPageProps) {
  const { data: record, error, isPending, refetch } = useRecord(entity.name, id);
  useRememberRecord(entity, record);
  if (error) return <ErrorState error={error} retry={() => void refetch()} />;
  return (
    <>
      <RecordTopBar entity={entity} record={record} />
      {isPending || !record ? (
        <SkeletonLines count={10} />
      ) : (
        <div className="record-page">
          <Highlights entity={entity} record={record} />
          <Sections entity={entity} record={record} />
        </div>
      )}
    </>
  );
}

export function RecordTopBar({ entity, record }: { entity: EntityMeta; record: RecordItem | undefined }) {
  const text = useText();
  return (
    <header className="top-bar">
      <nav aria-label={text("nav.breadcrumb")} className="row">
        <Link to="/$entity" params={{ entity: entity.name }} className="quiet">
          {entity.label.many}
        </Link>
        <span className="faint" aria-hidden>
          /
        </span>
      </nav>
      <h1>
        <bdi>{record ? titleOf(entity, record) : "…"}</bdi>
      </h1>
      <span className="grow" />
      {record && (
        <>
          <ActionButtons entity={entity} record={record} />
          <RecordMenu entity={entity} record={record} />
        </>
      )}
    </header>
  );
}

function RecordMenu({ entity, record }: { entity: EntityMeta; record: RecordItem }) {
  const text = useText();
  const navigate = useNavigate();
  const { remove } = useWrites();
  const undo = useUndo();
  const can = record.can as RecordRights | undefined;
  const mayDelete = allowed(entity, "delete") && can?.delete !== false;
  const title = titleOf(entity, record);
  const moveToBin = async () => {
    try {
      const { change } = await remove(entity.name, record.id);
      await navigate({ to: "/$entity", params: { entity: entity.name } });
      if (change) toastUndo(text("record.deleted", { name: title }), () => undo(change));
    } catch (error) {
      toastError(error);
    }
  };
  const copyLink = () =>
    void navigator.clipboard
      .writeText(location.href)
      .then(() => toastDone(text("record.linkCopied")), toastError);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={text("record.more")}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconLink size={15} />} onClick={copyLink}>
          {text("record.copyLink")}
        </Menu.Item>
        {mayDelete && (
          <Menu.Item leftSection={<IconTrash size={15} />} color="red" onClick={moveToBin}>
            {text("record.delete")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
