import { useContext } from "react";
import type { FieldMeta, RecordValues } from "@/api/types";
import { formatDecimal, formatMoney } from "@/text/format";
import { WorkspaceCurrency } from "../contexts";
import type { FieldType, InputProps, ViewProps } from "../fieldType";
import { NumberFilter, numberOperators } from "../number";
import { readDecimal, showDecimal } from "../number/decimal";
import { literalString } from "../text/filter";
import { TextualInput } from "../text/TextInput";

function useCurrency(field: FieldMeta, record: RecordValues): string {
  const workspace = useContext(WorkspaceCurrency);
  const own = field.currency ? record[field.currency] : undefined;
  return typeof own === "string" && own !== "" ? own : workspace;
}

function MoneyView({ value, field, record }: ViewProps) {
  const currency = useCurrency(field, record);
  if (value === null || value === undefined) return null;
  return <span className="num">{formatMoney(String(value), currency)}</span>;
}

function MoneyInput(props: InputProps) {
  const currency = useCurrency(props.field, props.record);
  return (
    <TextualInput
      {...props}
      inputMode="decimal"
      align="end"
      suffix={currency}
      read={readDecimal}
      show={showDecimal}
    />
  );
}

export const moneyField: FieldType = {
  View: MoneyView,
  Input: MoneyInput,
  Filter: NumberFilter,
  align: "end",
  width: 140,
  operators: numberOperators,
  parse: readDecimal,
  text: showDecimal,
  literalText: (literal) =>
    literal.kind === "number" ? formatDecimal(literal.text) : literalString(literal),
};
