import type { RecordItem } from "@/api/types";

export type ObligationState = "done" | "overdue" | "soon" | "open" | "waived" | "expected";

export interface Due {
  day: string;
  state: ObligationState;
  obligation: RecordItem;
}

export type Milestone = "starts" | "notice" | "ends" | "terminates";

export interface YearMonth {
  // "2026-03"
  month: string;
  due: Due[];
  milestones: { kind: Milestone; day: string }[];
}

// What is due within a week is soon.
const soonDays = 7;
// A monthly duty of eighty years is told no further.
const repeatsMax = 1_000;

function plusDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

// The same day of a later month, or the last one of it.
export function plusMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  const wanted = new Date(
    Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate())),
  );
  return wanted.toISOString().slice(0, 10);
}

export function stateOf(obligation: RecordItem, today: string): ObligationState {
  if (obligation.status === "done") return "done";
  if (obligation.status === "waived") return "waived";
  const due = String(obligation.due_on);
  if (obligation.status === "breached" || due < today) return "overdue";
  return due <= plusDays(today, soonDays) ? "soon" : "open";
}

// When an obligation is due in a year: its own day, and those on which it will come back once it is done.
export function dueIn(year: number, obligation: RecordItem, endsOn: string | null, today: string): Due[] {
  const own = String(obligation.due_on);
  const state = stateOf(obligation, today);
  const found: Due[] = own.startsWith(`${year}-`) ? [{ day: own, state, obligation }] : [];
  const every = Number(obligation.every_months ?? 0);
  // What is done has made the next one already.
  if (every < 1 || state === "done" || state === "waived") return found;
  const until = [obligation.repeat_until_on, endsOn, `${year}-12-31`]
    .filter((day): day is string => typeof day === "string")
    .sort()[0];
  for (let count = 1; count < repeatsMax; count++) {
    const day = plusMonths(own, count * every);
    if (until === undefined || day > until) break;
    if (day.startsWith(`${year}-`)) found.push({ day, state: "expected", obligation });
  }
  return found;
}

const milestoneFields: [Milestone, string][] = [
  ["starts", "starts_on"],
  ["notice", "notice_until_on"],
  ["ends", "ends_on"],
  ["terminates", "terminates_on"],
];

// The twelve months of a year with what is due in each, the earliest first.
export function monthsOf(
  year: number,
  contract: RecordItem,
  obligations: RecordItem[],
  today: string,
): YearMonth[] {
  const endsOn = typeof contract.ends_on === "string" ? contract.ends_on : null;
  const due = obligations
    .flatMap((obligation) => dueIn(year, obligation, endsOn, today))
    .sort((one, other) => one.day.localeCompare(other.day));
  const milestones = milestoneFields.flatMap(([kind, field]) => {
    const day = contract[field];
    return typeof day === "string" ? [{ kind, day }] : [];
  });
  return Array.from({ length: 12 }, (_, index) => {
    const month = `${year}-${String(index + 1).padStart(2, "0")}`;
    return {
      month,
      due: due.filter(({ day }) => day.startsWith(month)),
      milestones: milestones.filter(({ day }) => day.startsWith(month)),
    };
  });
}
