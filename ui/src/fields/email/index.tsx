import { text } from "@/text";
import type { FieldType, Parsed } from "../fieldType";
import { literalString, TextFilter } from "../text/filter";
import { TextualInput } from "../text/TextInput";

function read(typed: string): Parsed {
  const address = typed.trim();
  if (address === "") return { ok: true, value: null };
  // Only what is surely wrong is refused here; the server has the last word.
  return /^[^\s@]+@[^\s@]+$/.test(address)
    ? { ok: true, value: address }
    : { ok: false, message: text("field.notEmail") };
}

export const emailField: FieldType = {
  View: ({ value }) =>
    typeof value === "string" ? (
      <a href={`mailto:${value}`} className="reach truncate" tabIndex={-1}>
        <bdi>{value}</bdi>
      </a>
    ) : null,
  Input: (props) => (
    <TextualInput
      {...props}
      type="email"
      inputMode="email"
      read={read}
      show={(value) => String(value ?? "")}
    />
  ),
  Filter: TextFilter,
  align: "start",
  width: 210,
  operators: ["contains", "is", "isNot", "empty", "notEmpty"],
  parse: read,
  text: (value) => (typeof value === "string" ? value : ""),
  literalText: literalString,
};
