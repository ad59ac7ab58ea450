import { formatDay } from "@/text/format";
import type { FieldType, ViewProps } from "../fieldType";
import { DayFilter, dayLiteralText } from "./DayFilter";
import { DayInput } from "./DayInput";
import { readDay } from "./day";

function DayView({ value, late }: ViewProps) {
  if (typeof value !== "string") return null;
  return <span className={late ? "num overdue" : "num"}>{formatDay(value)}</span>;
}

export const dayField: FieldType = {
  View: DayView,
  Input: DayInput,
  Filter: DayFilter,
  align: "start",
  width: 130,
  operators: ["is", "less", "lessOrEqual", "greater", "greaterOrEqual", "empty", "notEmpty"],
  parse: readDay,
  text: (value) => (typeof value === "string" ? value : ""),
  literalText: dayLiteralText,
};
