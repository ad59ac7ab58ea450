import { Button } from "@mantine/core";
import { IconArrowRight, IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { allowed, fieldOf, titleOf } from "@/api/meta";
import { useRecord, useRecords } from "@/api/records";
import type { EntityMeta, RecordItem } from "@/api/types";
import { EmptyState } from "@/kit/EmptyState";
import { ErrorState } from "@/kit/ErrorState";
import { iconOf } from "@/kit/icons";
import { SkeletonLines } from "@/kit/Skeleton";
import { openCreate } from "@/records/form/createState";
import { useText } from "@/text";
import { formatCount } from "@/text/format";
import { RelatedTable, relatedColumns } from "./RelatedTable";
import type { Related } from "./relations";

interface RelatedTabProps {
  entity: EntityMeta;
  record: RecordItem;
  related: Related;
}

const rowsMax = 50;

// The records that hang on this one, with the way to all of them and to a new one.
export function RelatedTab({ entity, record, related }: RelatedTabProps) {
  const text = useText();
  const { relation, target, filter } = related;
  const view = target.views?.find((candidate) => candidate.kind === "list");
  const listed = useRecords(
    target.name,
    {
      filter: filter ?? "",
      order_by: view?.order_by ?? undefined,
      page_size: rowsMax,
      count: "exact",
    },
    { enabled: filter !== null },
  );
  // Without a link of their own they come along with the record.
  const brought = useRecord(entity.name, record.id, { include: relation.name, enabled: filter === null });
  const answer = filter === null ? brought : listed;
  if (answer.error) return <ErrorState error={answer.error} retry={() => void answer.refetch()} />;
  if (!answer.data) return <SkeletonLines />;
  const rows = filter === null ? broughtRows(brought.data, relation.name) : (listed.data?.items ?? []);
  const total = filter === null ? rows.length : (listed.data?.total ?? rows.length);

  const via = relation.via ? fieldOf(target, relation.via) : undefined;
  const mayAdd = allowed(target, "create") && via?.type === "link" && !via.read_only && !via.computed;
  const add = () =>
    openCreate({
      entity: target.name,
      values: via ? { [via.name]: { id: record.id, title: titleOf(entity, record) } } : {},
      // The new one appears in the list: nobody is taken away from here.
      onCreated: () => {},
    });
  const addButton = mayAdd && (
    <Button variant="default" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={add}>
      {text("record.new", { name: target.label.one.toLowerCase() })}
    </Button>
  );
  const Icon = iconOf(target.icon);
  if (rows.length === 0) {
    return (
      <EmptyState icon={<Icon size={20} />} title={text("related.none")}>
        {addButton}
      </EmptyState>
    );
  }
  return (
    <div className="related">
      <div className="row related-bar">
        <span className="faint num grow">
          {text("count.records", { count: total, formatted: formatCount(total) })}
        </span>
        {filter !== null && (
          <Link
            to="/$entity"
            params={{ entity: target.name }}
            search={{ ...(view ? { view: view.id } : {}), filter } as never}
            className="row accent-link"
          >
            {text("related.openList")}
            <IconArrowRight size={13} aria-hidden />
          </Link>
        )}
        {addButton}
      </div>
      <RelatedTable
        target={target}
        rows={rows}
        columns={relatedColumns(target, relation.via)}
        label={relation.label}
      />
    </div>
  );
}

export function broughtRows(record: RecordItem | undefined, relation: string): RecordItem[] {
  const rows = record?.[relation];
  if (!Array.isArray(rows)) return [];
  return rows.map((row) => {
    const link = row as unknown as RecordItem & { record?: RecordItem };
    return { ...link, ...link.record };
  });
}
