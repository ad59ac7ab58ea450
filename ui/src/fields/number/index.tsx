import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useText } from "@/text";
import { formatDecimal, formatPercent } from "@/text/format";
import type { FieldType, FilterProps, Parsed, ViewProps } from "../fieldType";
import type { OperatorName } from "../filter/condition";
import { literalString } from "../text/filter";
import { TextualInput } from "../text/TextInput";
import { normaliseDecimal, readDecimal, readWhole, showDecimal } from "./decimal";

export function NumberFilter({ field, values, onChange }: FilterProps) {
  const text = useText();
  const [draft, setDraft] = useState(() => literalString(values[0]));
  return (
    <TextInput
      size="xs"
      inputMode="decimal"
      data-autofocus
      aria-label={`${field.label}: ${text("filter.value")}`}
      value={draft}
      onChange={(event) => {
        setDraft(event.currentTarget.value);
        const decimal = normaliseDecimal(event.currentTarget.value);
        onChange(decimal === null ? [] : [{ kind: "number", text: decimal }]);
      }}
    />
  );
}

export const numberOperators: OperatorName[] = [
  "is",
  "isNot",
  "greater",
  "greaterOrEqual",
  "less",
  "lessOrEqual",
  "empty",
  "notEmpty",
];

function numeric(
  read: (typed: string) => Parsed,
  show: (decimal: string) => string,
  suffix?: string,
): FieldType {
  return {
    View: ({ value }: ViewProps) =>
      value === null || value === undefined ? null : <span className="num">{show(String(value))}</span>,
    Input: (props) => (
      <TextualInput
        {...props}
        inputMode="decimal"
        align="end"
        suffix={suffix}
        read={read}
        show={showDecimal}
      />
    ),
    Filter: NumberFilter,
    align: "end",
    width: 120,
    operators: numberOperators,
    parse: read,
    text: showDecimal,
    literalText: (literal) => (literal.kind === "number" ? show(literal.text) : literalString(literal)),
  };
}

export const wholeField = numeric(readWhole, (decimal) => formatDecimal(decimal, 0));
export const numberField = numeric(readDecimal, (decimal) => formatDecimal(decimal));
export const percentField = numeric(readDecimal, formatPercent, "%");
