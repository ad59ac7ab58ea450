import type { ActionMeta, FieldMeta, RecordItem, RecordValues } from "@/api/types";
import { isEmpty } from "@/fields/fieldType";

// Nobody writes JSON by hand: where it may be left out, the server knows what is meant without it.
export function askedFields(action: ActionMeta): FieldMeta[] {
  return (action.input ?? []).filter((field) => field.type !== "json" || field.required);
}

// What the record says already, and what is usual, is not asked again.
export function initialInput(fields: FieldMeta[], record: RecordItem): RecordValues {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const known = record[field.name];
      if (!isEmpty(known)) return [[field.name, known]];
      const usual = field.default;
      const isChoice = field.choices?.some((choice) => choice.value === usual);
      return typeof usual === "boolean" || isChoice ? [[field.name, usual]] : [];
    }),
  );
}
