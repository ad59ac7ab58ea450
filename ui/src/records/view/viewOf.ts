import type { ViewInput } from "@/api/views";
import { writeOrder } from "./listState";
import type { ListView } from "./useListState";

// What a view keeps of a list as it is shown now.
export function viewOf({ state, view }: ListView): ViewInput {
  return {
    kind: view?.kind ?? "list",
    filter: state.filter,
    order_by: writeOrder(state.orderBy),
    group_by: state.groupBy,
    columns: state.columns.map(({ field, width }) => (width ? { field, width } : { field })),
    aggregates: state.totals,
    density: state.density,
  };
}
