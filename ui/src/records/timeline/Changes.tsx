import { IconArrowRight } from "@tabler/icons-react";
import { useEntity } from "@/api/meta";
import type { TimelineEntry } from "@/api/timeline";
import type { RecordValues, Value } from "@/api/types";
import { isEmpty } from "@/fields/fieldType";
import { isLink } from "@/fields/link/LinkView";
import { fieldTypeOf } from "@/fields/registry";
import { useText } from "@/text";
import { type ToldChange, toldChanges } from "./toldChanges";

// Words of their own length would not fit into a line.
const longTypes = new Set(["long_text", "rich_text", "json", "address"]);
const longMax = 60;

// "Stage: Lead → Offer, Amount: €10 → €20", with every value as it looks elsewhere.
export function Changes({ entry, record }: { entry: TimelineEntry; record: RecordValues }) {
  const text = useText();
  const entity = useEntity(entry.record?.entity ?? "");
  const { told, more } = toldChanges(entry.changes ?? [], entity);
  return (
    <span className="entry-changes">
      {told.map(({ change, field }) => (
        <span key={change.field} className="entry-change">
          {field?.label ?? change.label ?? change.field}
          {!isEmpty(change.from) && (
            <>
              <ChangedValue value={change.from} field={field} record={record} />
              <IconArrowRight size={12} className="faint" aria-hidden />
            </>
          )}
          <ChangedValue value={change.to} field={field} record={record} />
        </span>
      ))}
      {more > 0 && <span className="faint">{text("timeline.andMore", { count: more })}</span>}
    </span>
  );
}

interface ChangedValueProps {
  value: Value;
  field: ToldChange["field"];
  record: RecordValues;
}

function ChangedValue({ value, field, record }: ChangedValueProps) {
  const text = useText();
  if (isEmpty(value)) return <span className="faint">{text("common.empty").toLowerCase()}</span>;
  if (!field) return <bdi>{isLink(value) ? value.title : String(value)}</bdi>;
  const type = fieldTypeOf(field);
  if (longTypes.has(field.type)) {
    const words = type.text(value, field, record);
    return <bdi>{words.length > longMax ? `${words.slice(0, longMax)}…` : words}</bdi>;
  }
  return (
    <span className="entry-value">
      <type.View value={value} field={field} record={record} />
    </span>
  );
}
