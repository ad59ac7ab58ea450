import { NativeSelect, TextInput } from "@mantine/core";
import { text, useText } from "@/text";
import { formatDay, todayText } from "@/text/format";
import type { FilterProps } from "../fieldType";
import type { Literal } from "../filter/tree";

const periods = {
  startOfWeek: "start_of_week",
  startOfMonth: "start_of_month",
  startOfQuarter: "start_of_quarter",
  startOfYear: "start_of_year",
  endOfWeek: "end_of_week",
  endOfMonth: "end_of_month",
  endOfQuarter: "end_of_quarter",
  endOfYear: "end_of_year",
} as const;

type Period = keyof typeof periods;
const periodNames = Object.keys(periods) as Period[];

type Form =
  | { kind: "exact"; day: string }
  | { kind: "relative"; days: number }
  | { kind: "today" }
  | { kind: Period };

function formOf(literal: Literal | undefined): Form | null {
  if (!literal) return null;
  if ((literal.kind === "time" && literal.spans.length === 0) || literal.kind === "text") {
    return { kind: "exact", day: literal.text.slice(0, 10) };
  }
  if (literal.kind !== "call" || literal.spans.length > 0) return null;
  if (literal.name === "today") return { kind: "today" };
  const [argument] = literal.args;
  if (literal.name === "days" && typeof argument === "number") return { kind: "relative", days: argument };
  const period = periodNames.find((name) => periods[name] === literal.name);
  return period && (argument === undefined || argument === 0) ? { kind: period } : null;
}

function literalOf(form: Form): Literal {
  switch (form.kind) {
    case "exact":
      return { kind: "time", text: form.day, spans: [] };
    case "relative":
      return { kind: "call", name: "days", args: [form.days], spans: [] };
    case "today":
      return { kind: "call", name: "today", args: [], spans: [] };
    default:
      return { kind: "call", name: periods[form.kind], args: [], spans: [] };
  }
}

export function dayLiteralText(literal: Literal): string {
  const form = formOf(literal);
  if (!form) return "";
  if (form.kind === "exact") return formatDay(form.day);
  if (form.kind === "relative") {
    return form.days < 0
      ? text("filter.time.daysAgo", { count: -form.days })
      : text("filter.time.inDays", { count: form.days });
  }
  return text(`filter.time.${form.kind}`);
}

// A day, a number of days from now, or the edge of a period: what people mean by "this month".
export function DayFilter({ field, values, onChange }: FilterProps) {
  const words = useText();
  const form = formOf(values[0]) ?? { kind: "today" as const };
  const choose = (kind: string) => {
    if (kind === "exact") onChange([literalOf({ kind: "exact", day: todayText() })]);
    else if (kind === "relative") onChange([literalOf({ kind: "relative", days: 30 })]);
    else onChange([literalOf({ kind: kind as Period | "today" })]);
  };
  return (
    <span className="day-filter">
      <NativeSelect
        size="xs"
        aria-label={`${field.label}: ${words("filter.value")}`}
        value={form.kind}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[
          { value: "today", label: words("filter.time.today") },
          { value: "relative", label: words("filter.time.relativeDay") },
          { value: "exact", label: words("filter.time.exactDay") },
          ...periodNames.map((name) => ({ value: name, label: words(`filter.time.${name}`) })),
        ]}
      />
      {form.kind === "exact" && (
        <TextInput
          type="date"
          size="xs"
          aria-label={words("field.day")}
          value={form.day}
          onChange={(event) =>
            event.currentTarget.value &&
            onChange([literalOf({ kind: "exact", day: event.currentTarget.value })])
          }
        />
      )}
      {form.kind === "relative" && (
        <TextInput
          type="number"
          size="xs"
          w={90}
          aria-label={words("filter.days")}
          value={form.days}
          onChange={(event) =>
            onChange([
              literalOf({ kind: "relative", days: Math.trunc(Number(event.currentTarget.value) || 0) }),
            ])
          }
        />
      )}
    </span>
  );
}
