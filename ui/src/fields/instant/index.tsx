import { TextInput } from "@mantine/core";
import { text } from "@/text";
import { formatInstant, formatWhen } from "@/text/format";
import { DayFilter, dayLiteralText } from "../day/DayFilter";
import type { FieldType, InputProps, Parsed, ViewProps } from "../fieldType";

// What the browser's own control speaks: local time without a zone.
function toLocal(instant: string): string {
  const date = new Date(instant);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function read(typed: string): Parsed {
  if (typed.trim() === "") return { ok: true, value: null };
  const date = new Date(typed);
  return Number.isNaN(date.getTime())
    ? { ok: false, message: text("field.notDay") }
    : { ok: true, value: date.toISOString() };
}

function InstantView({ value, late }: ViewProps) {
  if (typeof value !== "string") return null;
  return (
    <time dateTime={value} title={formatInstant(value)} className={late ? "num overdue" : "num"}>
      {formatWhen(value)}
    </time>
  );
}

function InstantInput({ value, onChange, onFault, place, id, label, invalid, autoFocus, field }: InputProps) {
  const shared = {
    type: "datetime-local",
    defaultValue: typeof value === "string" ? toLocal(value) : "",
    "aria-label": label,
    autoFocus,
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => {
      const parsed = read(event.currentTarget.value);
      onFault?.(parsed.ok ? null : parsed.message);
      if (parsed.ok) onChange(parsed.value);
    },
  };
  if (place === "cell") return <input {...shared} className="cell-input" />;
  return <TextInput {...shared} id={id} size="sm" error={invalid} required={field.required} />;
}

export const instantField: FieldType = {
  View: InstantView,
  Input: InstantInput,
  Filter: DayFilter,
  align: "start",
  width: 130,
  operators: ["is", "less", "lessOrEqual", "greater", "greaterOrEqual", "empty", "notEmpty"],
  parse: read,
  text: (value) => (typeof value === "string" ? value : ""),
  literalText: dayLiteralText,
};
