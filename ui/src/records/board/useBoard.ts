import { keepPreviousData, useQueries, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { get, type Query } from "@/api/client";
import { keys } from "@/api/keys";
import { fieldOf } from "@/api/meta";
import { useAggregate } from "@/api/records";
import type { EntityMeta, FieldMeta, RecordItem, RecordPage } from "@/api/types";
import { joinFilters } from "@/fields/filter/print";
import { pipelineOf, type Step, stepKey, stepsOf } from "@/records/stage/stages";
import { type ListState, type SortKey, writeOrder } from "../view/listState";

export interface BoardColumn {
  step: Step;
  cards: RecordItem[];
  count: number | undefined;
  sum: string | undefined;
  weighted: string | undefined;
  hasMore: boolean;
  more: () => void;
}

export interface BoardData {
  columns: BoardColumn[];
  // Places that a card can be dropped on only: won and lost.
  ends: Step[];
  currency: string | undefined;
  loading: boolean;
  error: unknown;
  retry: () => void;
  refresh: () => Promise<void>;
}

const cardsPerRead = 50;

// What a card shows and what moving it asks about.
function cardFields(entity: EntityMeta, field: FieldMeta): string {
  const { roles } = entity;
  const asked = (field.choices ?? []).flatMap((choice) => choice.requires ?? []);
  const names = [
    field.name,
    "pipeline",
    roles.title,
    roles.parent,
    roles.amount,
    roles.currency,
    roles.closes_on,
    roles.owner,
    ...(roles.card ?? []),
    ...idleFields,
    nextStepField,
    ...asked,
  ];
  const known = names.filter(
    (name): name is string => name !== undefined && fieldOf(entity, name) !== undefined,
  );
  return [...new Set(known)].join(",");
}

// From these the board tells how long nothing has happened, and whether something is planned.
export const idleFields = ["stage_changed_at", "last_activity_at"];
export const nextStepField = "next_step_on";

// Where the sum of chances has no field of its own, the stage's chance times the sum stands for it.
function weightedField(entity: EntityMeta): string | undefined {
  const name = entity.roles.amount ? `weighted_${entity.roles.amount}` : undefined;
  return name && fieldOf(entity, name) ? name : undefined;
}

function compareBy(order: SortKey[]): (one: RecordItem, other: RecordItem) => number {
  return (one, other) => {
    for (const { field, descending } of order) {
      const a = one[field];
      const b = other[field];
      if (a === b || (typeof a === "object" && a !== null)) continue;
      if (a === null || a === undefined) return 1;
      if (b === null || b === undefined) return -1;
      return (String(a) < String(b) ? -1 : 1) * (descending ? -1 : 1);
    }
    return 0;
  };
}

// The cards of every column, read column by column. A card stands where its own value says, so that a moved
// one changes its column at once, whichever read brought it.
export function useBoard(
  entity: EntityMeta,
  field: FieldMeta,
  state: ListState,
  pipeline: string | null,
): BoardData {
  const client = useQueryClient();
  const [reads, setReads] = useState<Record<string, number>>({});
  const { amount } = entity.roles;
  const weighted = weightedField(entity);
  const steps = stepsOf(field, pipeline);
  const hasEnds = steps.some((step) => step.choice.status !== undefined && step.status !== "open");
  const shown = hasEnds ? steps.filter((step) => step.status === "open") : steps;

  const sums = useAggregate(entity.name, {
    filter: state.filter,
    q: state.q,
    group_by: field.name,
    sum: [amount, weighted].filter(Boolean).join(",") || undefined,
    limit: 500,
  });
  // A column is read page by page as it is scrolled, so that a long one costs no more than what is seen of it.
  const parts = shown.flatMap((step) =>
    Array.from({ length: reads[step.key] ?? 1 }, (_, part) => ({ step, part })),
  );
  const answers = useQueries({
    queries: parts.map(({ step, part }) => {
      const query: Query = {
        filter: joinFilters(state.filter, `${field.name} = "${step.key}"`),
        q: state.q,
        order_by: writeOrder(state.orderBy),
        fields: cardFields(entity, field),
        page_size: cardsPerRead,
        offset: part * cardsPerRead || undefined,
      };
      return {
        queryKey: keys.list(entity.name, query),
        queryFn: ({ signal }: { signal: AbortSignal }) => get<RecordPage>(`/${entity.name}`, query, signal),
        placeholderData: keepPreviousData,
      };
    }),
  });

  const cards = new Map<string, RecordItem>();
  for (const answer of answers) for (const item of answer.data?.items ?? []) cards.set(item.id, item);
  const byStep = new Map<string, RecordItem[]>();
  for (const card of cards.values()) {
    const key = stepKey(card[field.name]) ?? "";
    byStep.set(key, [...(byStep.get(key) ?? []), card]);
  }
  const groupOf = new Map(
    (sums.data?.groups ?? []).map((group) => [stepKey(group[field.name] as RecordItem[string]), group]),
  );
  const failed = answers.find((answer) => answer.error);

  return {
    columns: shown.map((step) => {
      const last = answers[parts.findLastIndex((part) => part.step === step)];
      const group = groupOf.get(step.key);
      const sum = amount ? group?.sum?.[amount] : undefined;
      const own = weighted ? group?.sum?.[weighted] : undefined;
      const chance = Number(step.choice.probability ?? Number.NaN);
      const guess = sum != null && !Number.isNaN(chance) ? String((Number(sum) * chance) / 100) : undefined;
      return {
        step,
        cards: [...(byStep.get(step.key) ?? [])].sort(compareBy(state.orderBy)),
        count: sums.data ? (group?.count ?? 0) : undefined,
        sum: sum == null ? undefined : String(sum),
        weighted: own == null ? guess : String(own),
        hasMore: last?.data?.next_page_token != null,
        more: () => {
          // The part that was asked for last is still on its way, and says whether there is another one.
          if (last?.isPending || last?.isPlaceholderData) return;
          setReads((before) => ({ ...before, [step.key]: (before[step.key] ?? 1) + 1 }));
        },
      };
    }),
    ends: hasEnds ? steps.filter((step) => step.status !== "open") : [],
    currency: sums.data?.currency,
    loading: answers.some((answer) => answer.isPending),
    error: failed?.error ?? null,
    retry: () => {
      for (const answer of answers) if (answer.error) void answer.refetch();
    },
    refresh: () => client.invalidateQueries({ queryKey: keys.entity(entity.name) }),
  };
}

// A record of another pipeline has other steps.
export function stepsFor(field: FieldMeta, record: RecordItem, pipeline: string | null): Step[] {
  return stepsOf(field, pipelineOf(record) ?? pipeline);
}
