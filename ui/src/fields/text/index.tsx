import type { FieldMeta } from "@/api/types";
import { text } from "@/text";
import type { FieldType, Parsed, ViewProps } from "../fieldType";
import { literalString, TextFilter } from "./filter";
import { TextualInput } from "./TextInput";

export function readText(typed: string, field: FieldMeta): Parsed {
  const value = typed.trim() === "" ? null : typed;
  if (value && field.max && [...value].length > field.max) {
    return { ok: false, message: text("field.tooLong", { max: field.max }) };
  }
  return { ok: true, value };
}

export function TextView({ value }: ViewProps) {
  return typeof value === "string" ? <bdi className="truncate">{value}</bdi> : null;
}

export const textField: FieldType = {
  View: TextView,
  Input: (props) => (
    <TextualInput
      {...props}
      read={(typed) => readText(typed, props.field)}
      show={(value) => String(value ?? "")}
    />
  ),
  Filter: TextFilter,
  align: "start",
  width: 180,
  operators: ["contains", "is", "isNot", "empty", "notEmpty"],
  parse: readText,
  text: (value) => (typeof value === "string" ? value : ""),
  literalText: literalString,
};
