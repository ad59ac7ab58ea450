import { useMemo } from "react";
import { fieldOf } from "@/api/meta";
import { useAggregate } from "@/api/records";
import type { AggregateName, EntityMeta, Value } from "@/api/types";
import type { ListState } from "../view/listState";

export interface Totals {
  count: number;
  currency: string | undefined;
  valueOf: (field: string, name: AggregateName) => Value;
}

const names: AggregateName[] = ["sum", "avg", "min", "max"];

// The sums of the footer, over everything that the filter selects.
export function useTotals(entity: EntityMeta, state: ListState, count: number): Totals {
  const shown = new Set(state.columns.map((column) => column.field));
  const wanted = Object.fromEntries(
    names.map((name) => {
      const fields = Object.entries(state.totals)
        .filter(([field, total]) => total === name && shown.has(field) && fieldOf(entity, field))
        .map(([field]) => field);
      return [name, fields.join(",") || undefined];
    }),
  );
  const any = names.some((name) => wanted[name] !== undefined);
  const { data } = useAggregate(
    entity.name,
    { filter: state.filter, q: state.q, ...wanted },
    { enabled: any },
  );
  return useMemo(
    () => ({
      count,
      currency: data?.currency,
      valueOf: (field, name) => (data?.groups[0]?.[name] as Record<string, Value> | undefined)?.[field],
    }),
    [count, data],
  );
}
