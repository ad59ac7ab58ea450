import { IconArrowRight } from "@tabler/icons-react";
import { fieldOf, useEntity } from "@/api/meta";
import type { ChangedValue, TimelineEntry } from "@/api/timeline";
import type { FieldMeta, RecordItem, Value } from "@/api/types";
import { isEmpty } from "@/fields/fieldType";
import { fieldTypeOf } from "@/fields/registry";
import { useText } from "@/text";

interface ChangeWordsProps {
  entry: TimelineEntry;
  // Whose currency the amounts are in, where it is known.
  record: RecordItem | undefined;
}

// What somebody has set, in the words of its fields. What only followed from that is left out.
export function ChangeWords({ entry, record }: ChangeWordsProps) {
  const entity = useEntity(entry.record?.entity ?? "");
  const told = (entry.changes ?? []).flatMap((change) => {
    const field = entity && fieldOf(entity, change.field);
    return field && !field.computed ? [{ change, field }] : [];
  });
  if (told.length === 0) return <bdi>{entry.summary}</bdi>;
  return told.map(({ change, field }) => (
    <ChangedField key={change.field} change={change} field={field} record={record} />
  ));
}

interface ChangedFieldProps {
  change: ChangedValue;
  field: FieldMeta;
  record: RecordItem | undefined;
}

function ChangedField({ change, field, record }: ChangedFieldProps) {
  const text = useText();
  const show = (value: Value) => {
    if (isEmpty(value)) return <span className="faint">{text("common.empty")}</span>;
    const { View } = fieldTypeOf(field);
    return <View value={value} field={field} record={record ?? {}} />;
  };
  return (
    <span className="changed-field">
      <span className="faint">{field.label}</span> {show(change.from)}
      <IconArrowRight size={12} className="faint" aria-hidden />
      {show(change.to)}
    </span>
  );
}
