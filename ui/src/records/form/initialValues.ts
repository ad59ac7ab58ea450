import type { FieldMeta, RecordValues, User } from "@/api/types";

// What a new record will have where nobody says otherwise, as far as it can be shown before it is saved. What the
// server works out from other values, such as the stage from the pipeline, is left to it.
export function initialValues(fields: FieldMeta[], me: User, given: RecordValues = {}): RecordValues {
  const values: RecordValues = {};
  for (const field of fields) {
    const { default: initial } = field;
    if (field.type === "link" && initial === "me") values[field.name] = { id: me.id, title: me.title };
    else if (field.type === "choice" && field.choices?.some((choice) => choice.value === initial))
      values[field.name] = initial as string;
  }
  return { ...values, ...given };
}
