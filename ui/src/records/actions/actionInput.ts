import type { ActionMeta, EntityMeta, FieldMeta, RecordItem, RecordValues } from "@/api/types";
import { isEmpty } from "@/fields/fieldType";
import { stepField } from "@/records/stage/stages";

// Nobody writes JSON by hand: where it may be left out, the server knows what is meant without it.
export function askedFields(action: ActionMeta): FieldMeta[] {
  return (action.input ?? []).filter((field) => field.type !== "json" || field.required);
}

// What the record says already, and what is usual, is not asked again. Where it stands is another matter: an action
// that asks for a stage asks where to go, and one that insists on a record asks for another one than now.
export function initialInput(entity: EntityMeta, fields: FieldMeta[], record: RecordItem): RecordValues {
  const step = stepField(entity)?.name;
  return Object.fromEntries(
    fields.flatMap((field) => {
      const isAskedAnew = field.name === step || (field.type === "link" && field.required);
      const known = isAskedAnew ? null : record[field.name];
      if (!isEmpty(known)) return [[field.name, known]];
      const usual = field.default;
      const isChoice = field.choices?.some((choice) => choice.value === usual);
      return typeof usual === "boolean" || isChoice ? [[field.name, usual]] : [];
    }),
  );
}
