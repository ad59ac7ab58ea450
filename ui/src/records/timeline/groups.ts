import type { TimelineEntry } from "@/api/timeline";
import { daysUntil } from "@/text/format";

// Entries as they stand on the page: whatever matters by itself, log lines gathered into runs.
export type TimelineItem =
  | { kind: "entry"; entry: TimelineEntry }
  | { kind: "run"; id: string; entries: TimelineEntry[] };

export type Period = "today" | "week" | "earlier";

export interface TimelineGroup {
  period: Period;
  items: TimelineItem[];
}

// One or two lines say more than a heading over them.
const runMin = 3;

function periodOf(at: string): Period {
  const days = -daysUntil(localDay(at));
  if (days <= 0) return "today";
  return days < 7 ? "week" : "earlier";
}

export function localDay(at: string): string {
  const moment = new Date(at);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

function withRuns(entries: TimelineEntry[]): TimelineItem[] {
  const items: TimelineItem[] = [];
  let run: TimelineEntry[] = [];
  const endRun = () => {
    const [first] = run;
    if (first && run.length >= runMin) items.push({ kind: "run", id: first.id, entries: run });
    else items.push(...run.map((entry) => ({ kind: "entry" as const, entry })));
    run = [];
  };
  for (const entry of entries) {
    if (entry.weight === "log") run.push(entry);
    else {
      endRun();
      items.push({ kind: "entry", entry });
    }
  }
  endRun();
  return items;
}

// That a note was created says nothing beside the note itself.
export function withoutEchoes(entries: TimelineEntry[]): TimelineEntry[] {
  const told = new Set(entries.filter(({ weight }) => weight === "content").map(({ record }) => record?.id));
  return entries.filter(({ kind, record }) => kind !== "created" || !record || !told.has(record.id));
}

// Newest first, as they come; a period that holds nothing is left out.
export function groupEntries(entries: TimelineEntry[]): TimelineGroup[] {
  const periods: Period[] = ["today", "week", "earlier"];
  return periods
    .map((period) => ({ period, items: withRuns(entries.filter((entry) => periodOf(entry.at) === period)) }))
    .filter((group) => group.items.length > 0);
}
