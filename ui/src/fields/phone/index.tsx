import type { FieldType } from "../fieldType";
import { readText } from "../text";
import { literalString, TextFilter } from "../text/filter";
import { TextualInput } from "../text/TextInput";

export const phoneField: FieldType = {
  View: ({ value }) =>
    typeof value === "string" ? (
      <a href={`tel:${value.replace(/[^\d+]/g, "")}`} className="reach num truncate" tabIndex={-1}>
        <bdi>{value}</bdi>
      </a>
    ) : null,
  Input: (props) => (
    <TextualInput
      {...props}
      type="tel"
      inputMode="tel"
      read={(typed) => readText(typed, props.field)}
      show={(value) => String(value ?? "")}
    />
  ),
  Filter: TextFilter,
  align: "start",
  width: 160,
  operators: ["contains", "is", "isNot", "empty", "notEmpty"],
  parse: readText,
  text: (value) => (typeof value === "string" ? value : ""),
  literalText: literalString,
};
