import { Button } from "@mantine/core";
import { IconArrowRight, IconHistory } from "@tabler/icons-react";
import { fieldOf, mayWrite } from "@/api/meta";
import { type ChangedValue, type HistoryEntry, useAttached, useHistory } from "@/api/timeline";
import type { EntityMeta, FieldMeta, RecordItem, RecordRights, Value } from "@/api/types";
import { useUndo } from "@/api/undo";
import { isEmpty } from "@/fields/fieldType";
import { isLink } from "@/fields/link/LinkView";
import { fieldTypeOf } from "@/fields/registry";
import { Avatar } from "@/kit/Avatar";
import { EmptyState } from "@/kit/EmptyState";
import { ErrorState } from "@/kit/ErrorState";
import { SkeletonLines } from "@/kit/Skeleton";
import { toastError, toastUndo } from "@/kit/toast";
import { useText } from "@/text";
import { formatInstant } from "@/text/format";

interface HistoryTabProps {
  entity: EntityMeta;
  record: RecordItem;
}

// Every value that the record has had, and the way back to it.
export function HistoryTab({ entity, record }: HistoryTabProps) {
  const text = useText();
  const answer = useHistory(entity.name, record.id, record.version);
  if (answer.error) return <ErrorState error={answer.error} retry={() => void answer.refetch()} />;
  if (!answer.data) return <SkeletonLines />;
  const entries = answer.data.pages.flatMap((page) => page.items).filter((entry) => entry.changes.length > 0);
  if (entries.length === 0)
    return <EmptyState icon={<IconHistory size={20} />} title={text("history.none")} />;
  return (
    <div className="history">
      <ol>
        {entries.map((entry, index) => (
          <HistoryItem key={`${entry.change} ${index}`} entry={entry} entity={entity} record={record} />
        ))}
      </ol>
      {answer.hasNextPage && (
        <Button
          variant="default"
          loading={answer.isFetchingNextPage}
          onClick={() => void answer.fetchNextPage()}
        >
          {text("history.more")}
        </Button>
      )}
    </div>
  );
}

function HistoryItem({ entry, entity, record }: HistoryTabProps & { entry: HistoryEntry }) {
  const by = isLink(entry.by) ? entry.by.title : null;
  return (
    <li>
      <div className="row">
        {by && <Avatar name={by} size={20} />}
        <b>
          <bdi>{by ?? entry.via}</bdi>
        </b>
        <time className="faint" dateTime={entry.at}>
          {formatInstant(entry.at)}
        </time>
      </div>
      <ul>
        {entry.changes.map((change) => (
          <ChangeLine key={change.field} change={change} of={entry.change} entity={entity} record={record} />
        ))}
      </ul>
    </li>
  );
}

function ChangeLine({ change, of, entity, record }: HistoryTabProps & { change: ChangedValue; of: string }) {
  const text = useText();
  const undo = useUndo();
  const { revert } = useAttached(entity.name, record.id);
  const field = fieldOf(entity, change.field);
  const can = record.can as RecordRights | undefined;
  const label = field?.label ?? change.label ?? change.field;
  const isBack = JSON.stringify(record[change.field] ?? null) === JSON.stringify(change.from ?? null);
  const restorable = field && mayWrite(entity, field) && can?.update !== false && !isBack;
  const restore = async () => {
    try {
      const undone = await revert(of, [change.field]);
      if (undone) toastUndo(text("history.restored", { field: label }), () => undo(undone));
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <li className="change-line">
      <span className="faint change-field">{label}</span>
      <span className="row grow change-values">
        <OldValue field={field} value={change.from} record={record} />
        <IconArrowRight size={13} className="faint" aria-hidden />
        <OldValue field={field} value={change.to} record={record} />
      </span>
      {restorable && (
        <button
          type="button"
          className="plain chip restore"
          aria-label={text("history.restore", { field: label })}
          title={text("history.restoreShort")}
          onClick={() => void restore()}
        >
          <IconHistory size={13} aria-hidden />
        </button>
      )}
    </li>
  );
}

function OldValue({
  field,
  value,
  record,
}: {
  field: FieldMeta | undefined;
  value: Value;
  record: RecordItem;
}) {
  const text = useText();
  if (isEmpty(value)) return <span className="faint">{text("common.empty")}</span>;
  if (!field) return <bdi>{isLink(value) ? value.title : String(value)}</bdi>;
  const { View } = fieldTypeOf(field);
  return <View value={value} field={field} record={record} />;
}
