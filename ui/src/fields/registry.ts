import type { FieldMeta, FieldTypeName, RecordValues, Value } from "@/api/types";
import { addressField } from "./address";
import { choiceField, choicesField } from "./choice";
import { dayField } from "./day";
import { durationField } from "./duration";
import { emailField } from "./email";
import type { FieldType } from "./fieldType";
import { fileField } from "./file";
import { flagField } from "./flag";
import { instantField } from "./instant";
import { jsonField } from "./json";
import { linkField } from "./link";
import { linksField } from "./links";
import { longTextField } from "./long_text";
import { moneyField } from "./money";
import { numberField, percentField, wholeField } from "./number";
import { phoneField } from "./phone";
import { textField } from "./text";
import { urlField } from "./url";

// Everything that the page knows about a type of value stands behind its name here.
export const fieldTypes: Record<FieldTypeName, FieldType> = {
  text: textField,
  long_text: longTextField,
  rich_text: longTextField,
  whole: wholeField,
  number: numberField,
  percent: percentField,
  money: moneyField,
  day: dayField,
  instant: instantField,
  duration: durationField,
  flag: flagField,
  choice: choiceField,
  choices: choicesField,
  link: linkField,
  links: linksField,
  email: emailField,
  phone: phoneField,
  url: urlField,
  address: addressField,
  file: fileField,
  json: jsonField,
  id: textField,
};

// A newer server may know types that this page does not: they are shown as text.
export function fieldTypeOf(field: FieldMeta): FieldType {
  return fieldTypes[field.type] ?? textField;
}

export function valueText(field: FieldMeta, record: RecordValues): string {
  return fieldTypeOf(field).text(record[field.name], field, record);
}

export function wireValue(field: FieldMeta, value: Value): Value {
  const { wire } = fieldTypeOf(field);
  return wire ? wire(value) : value;
}
