import type { FieldMeta, RecordItem, Value } from "@/api/types";
import { isEmpty } from "@/fields/fieldType";

const unasked = ["links", "json", "file"];

// A link is the same when it leads to the same record, whatever else is told of it.
const plain = (value: Value): string =>
  JSON.stringify(
    value !== null && typeof value === "object" && !Array.isArray(value) && "id" in value ? value.id : value,
  );

// Where both records have a value, and not the same one. What is missing on one side is taken from the other unasked.
export function differing(fields: FieldMeta[], one: RecordItem, other: RecordItem): FieldMeta[] {
  return fields.filter((field) => {
    const [first, second] = [one[field.name], other[field.name]];
    return (
      !unasked.includes(field.type) && !isEmpty(first) && !isEmpty(second) && plain(first) !== plain(second)
    );
  });
}
