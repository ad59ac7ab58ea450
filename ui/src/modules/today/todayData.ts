import { useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import { useEntity } from "@/api/meta";
import { useAggregate } from "@/api/records";
import type { AggregateAnswer, RecordItem } from "@/api/types";

export type Severity = "urgent" | "attention" | "info";

export interface AttentionCard {
  record: { entity: string; id: string; title: string };
  rule?: string;
  reason: string;
  severity?: Severity;
  also?: string[];
  since: string | null;
  action: { name: string; label: string };
  amount?: string | null;
}

export interface TodayAnswer {
  attention: AttentionCard[];
  agenda: RecordItem[];
  tasks: RecordItem[];
  pipeline: AggregateAnswer | null;
}

// Under "records", so that every write and every event of the stream brings it up to date.
export const todayKey = ["records", "today"] as const;

export function useToday() {
  return useQuery({
    queryKey: todayKey,
    queryFn: ({ signal }) => get<TodayAnswer>("/today", {}, signal),
    staleTime: 30_000,
  });
}

export type Scope = "mine" | "team";

export function ownerIs(scope: Scope): string {
  return scope === "mine" ? "owner = me()" : "owner IN (my_subtree())";
}

// What the strip and the cards count; nothing is asked from whoever may not see deals.
export function usePipeline(scope: Scope) {
  const deals = useEntity("deals");
  return useAggregate(
    "deals",
    {
      filter: `${ownerIs(scope)} AND status = "open"`,
      group_by: "stage",
      sum: "amount,weighted_amount",
    },
    { enabled: deals !== undefined },
  );
}

export function useWonByMonth(scope: Scope) {
  const deals = useEntity("deals");
  return useAggregate(
    "deals",
    {
      filter: `${ownerIs(scope)} AND status = "won" AND closed_on >= start_of_month(-11)`,
      group_by: "month(closed_on)",
      sum: "amount",
    },
    { enabled: deals !== undefined },
  );
}

export function sumOf(answer: AggregateAnswer | undefined, field: string): number {
  return (answer?.groups ?? []).reduce((total, group) => total + Number(group.sum?.[field] ?? 0), 0);
}

export function countOf(answer: AggregateAnswer | undefined): number {
  return (answer?.groups ?? []).reduce((total, group) => total + group.count, 0);
}

// The last twelve months, oldest first; months without a group are zero.
export function monthlySums(answer: AggregateAnswer | undefined, now = new Date()): number[] {
  const sums = new Map(
    (answer?.groups ?? []).map((group) => [
      String(group["month(closed_on)"]),
      Number(group.sum?.amount ?? 0),
    ]),
  );
  return Array.from({ length: 12 }, (_, index) => {
    const month = new Date(Date.UTC(now.getFullYear(), now.getMonth() - 11 + index, 1));
    return sums.get(month.toISOString().slice(0, 7)) ?? 0;
  });
}

// What the months of this quarter, and of the one before, add up to.
export function quarterSums(months: number[], now = new Date()): { current: number; before: number } {
  const inQuarter = (now.getMonth() % 3) + 1;
  const add = (part: number[]) => part.reduce((total, sum) => total + sum, 0);
  return {
    current: add(months.slice(12 - inQuarter)),
    before: add(months.slice(9 - inQuarter, 12 - inQuarter)),
  };
}
