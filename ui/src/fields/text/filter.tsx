import { TextInput } from "@mantine/core";
import { useText } from "@/text";
import type { FilterProps } from "../fieldType";
import type { Literal } from "../filter/tree";

export function literalString(literal: Literal | undefined): string {
  if (!literal) return "";
  if (literal.kind === "text" || literal.kind === "number" || literal.kind === "time") return literal.text;
  if (literal.kind === "flag") return String(literal.value);
  return "";
}

export function TextFilter({ field, values, onChange }: FilterProps) {
  const text = useText();
  return (
    <TextInput
      size="xs"
      data-autofocus
      aria-label={`${field.label}: ${text("filter.value")}`}
      value={literalString(values[0])}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        onChange(typed === "" ? [] : [{ kind: "text", text: typed }]);
      }}
    />
  );
}
