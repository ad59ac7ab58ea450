import { text } from "@/text";
import { formatDuration } from "@/text/format";
import type { FieldType, Parsed } from "../fieldType";
import { NumberFilter, numberOperators } from "../number";
import { normaliseDecimal } from "../number/decimal";
import { literalString } from "../text/filter";
import { TextualInput } from "../text/TextInput";

function show(value: unknown): string {
  if (typeof value !== "number") return "";
  const hours = Math.floor(value / 3600);
  const minutes = Math.round((value % 3600) / 60);
  return `${hours}:${String(minutes).padStart(2, "0")}`;
}

// "1:30" is an hour and a half, "45" is 45 minutes.
export function readDuration(typed: string): Parsed {
  if (typed.trim() === "") return { ok: true, value: null };
  const clock = /^\s*(\d+):([0-5]?\d)\s*$/.exec(typed);
  if (clock) return { ok: true, value: Number(clock[1]) * 3600 + Number(clock[2]) * 60 };
  const minutes = normaliseDecimal(typed);
  if (minutes === null) return { ok: false, message: text("field.notNumber") };
  return { ok: true, value: Math.round(Number(minutes) * 60) };
}

function told(seconds: number): string {
  return formatDuration(seconds, text("field.hours"), text("field.minutes"));
}

export const durationField: FieldType = {
  View: ({ value }) => (typeof value === "number" ? <span className="num">{told(value)}</span> : null),
  Input: (props) => <TextualInput {...props} align="end" read={readDuration} show={show} />,
  Filter: NumberFilter,
  align: "end",
  width: 110,
  operators: numberOperators,
  parse: readDuration,
  text: show,
  literalText: literalString,
};
