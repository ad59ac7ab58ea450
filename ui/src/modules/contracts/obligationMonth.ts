import type { RecordItem } from "@/api/types";
import { type Due, dueIn, type Milestone } from "./obligationYear";

export interface Entry {
  key: string;
  day: string;
  state: Due["state"] | "milestone";
  name: string;
  // Where it leads.
  to: { entity: string; id: string };
  contract: string;
  milestone?: Milestone;
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

// The days that a month's page shows: whole weeks, from the day on which weeks begin (1 is Monday).
export function pageOf(month: string, weekStarts: number): string[] {
  const first = `${month}-01`;
  const weekday = new Date(`${first}T00:00:00Z`).getUTCDay() || 7;
  const begin = dayAfter(first, -((weekday - weekStarts + 7) % 7));
  const last = dayAfter(`${monthAfter(month, 1)}-01`, -1);
  const days: string[] = [];
  for (let day = begin; day <= last || days.length % 7 !== 0; day = dayAfter(day, 1)) days.push(day);
  return days;
}

const linkTitle = (value: unknown): string =>
  value && typeof value === "object" && "title" in value ? String(value.title ?? "") : "";

// What is due within these days under all contracts, with the days on which contracts want an answer or end.
export function entriesWithin(
  days: string[],
  obligations: RecordItem[],
  contracts: RecordItem[],
  today: string,
): Entry[] {
  const [first = "", last = ""] = [days[0], days[days.length - 1]];
  const years = [...new Set([first.slice(0, 4), last.slice(0, 4)])].map(Number);
  const entries: Entry[] = years.flatMap((year) =>
    obligations.flatMap((obligation) =>
      dueIn(year, obligation, null, today).map(({ day, state }) => ({
        key: `${obligation.id} ${day}`,
        day,
        state,
        name: String(obligation.name ?? ""),
        to: { entity: "obligations", id: obligation.id },
        contract: linkTitle(obligation.contract),
      })),
    ),
  );
  const marks: [Milestone, string][] = [
    ["notice", "notice_until_on"],
    ["ends", "ends_on"],
  ];
  for (const contract of contracts)
    for (const [milestone, field] of marks) {
      const day = contract[field];
      if (typeof day !== "string") continue;
      entries.push({
        key: `${contract.id} ${milestone}`,
        day,
        state: "milestone",
        name: String(contract.name ?? ""),
        to: { entity: "contracts", id: contract.id },
        contract: String(contract.name ?? ""),
        milestone,
      });
    }
  return entries
    .filter(({ day }) => day >= first && day <= last)
    .sort((one, other) => one.day.localeCompare(other.day) || one.name.localeCompare(other.name));
}
