import { fieldOf } from "@/api/meta";
import type { AggregateName, EntityMeta, FieldMeta, ViewMeta } from "@/api/types";

// What a list shows, as its address says it: the view, and what has been changed since it was opened.

export interface SortKey {
  field: string;
  descending: boolean;
}

export interface ColumnState {
  field: string;
  width?: number;
}

export type Density = "compact" | "comfortable";

export interface ListState {
  filter: string;
  q: string;
  orderBy: SortKey[];
  groupBy: string | null;
  columns: ColumnState[];
  density: Density;
  totals: Record<string, AggregateName>;
}

export type Search = Record<string, string | undefined>;

// The parameters that say how a list differs from its view.
const ownParameters = ["filter", "q", "order_by", "group", "columns", "density", "totals"] as const;

export function readOrder(text: string | null | undefined): SortKey[] {
  return (text ?? "")
    .split(",")
    .map((part) => part.trim().split(/\s+/))
    .filter((words) => words[0])
    .map(([field, direction]) => ({ field: field ?? "", descending: direction === "desc" }));
}

export function writeOrder(order: SortKey[]): string {
  return order.map((key) => (key.descending ? `${key.field} desc` : key.field)).join(",");
}

function readColumns(text: string): ColumnState[] {
  return text
    .split(",")
    .filter(Boolean)
    .map((part) => {
      const [field = "", width] = part.split(":");
      return { field, width: width ? Number(width) || undefined : undefined };
    });
}

function writeColumns(columns: ColumnState[]): string {
  return columns.map(({ field, width }) => (width ? `${field}:${width}` : field)).join(",");
}

function readTotals(text: string): Record<string, AggregateName> {
  return Object.fromEntries(
    text
      .split(",")
      .filter(Boolean)
      .map((part) => part.split(":") as [string, AggregateName]),
  );
}

function writeTotals(totals: Record<string, AggregateName>): string {
  return Object.entries(totals)
    .map(([field, name]) => `${field}:${name}`)
    .join(",");
}

const columnsMax = 9;

// What a list shows when nobody has said: the title, then what matters, then what the form asks for.
export function defaultColumns(entity: EntityMeta): string[] {
  const { roles } = entity;
  const candidates = [
    roles.title,
    roles.status,
    ...(roles.card ?? []),
    ...(roles.highlight ?? []),
    roles.owner,
    ...(entity.layouts?.form ?? []),
    ...entity.fields.map((field) => field.name),
  ];
  const names = candidates.filter((name): name is string => name !== undefined);
  return [...new Set(names)].filter((name) => isListed(fieldOf(entity, name))).slice(0, columnsMax);
}

export function isListed(field: FieldMeta | undefined): field is FieldMeta {
  return field !== undefined && field.type !== "json" && field.type !== "rich_text";
}

// Sums of money are wanted nearly always, other totals only by choice.
function defaultTotals(entity: EntityMeta): Record<string, AggregateName> {
  const money = entity.fields.filter((field) => field.type === "money" && field.aggregates?.includes("sum"));
  return Object.fromEntries(money.map((field) => [field.name, "sum" as const]));
}

export function stateOfView(entity: EntityMeta, view: ViewMeta | undefined): ListState {
  const columns = (view?.columns ?? []).map((column) =>
    typeof column === "string" ? { field: column } : { field: column.field, width: column.width },
  );
  const readable = columns.filter((column) => fieldOf(entity, column.field));
  return {
    filter: view?.filter ?? "",
    q: "",
    orderBy: readOrder(view?.order_by),
    groupBy: view?.group_by ?? null,
    columns: readable.length > 0 ? readable : defaultColumns(entity).map((field) => ({ field })),
    density: view?.density ?? "compact",
    totals: view?.aggregates ?? defaultTotals(entity),
  };
}

// The address wins over the view; fields that this reader may not see are passed over.
export function stateOfSearch(entity: EntityMeta, view: ViewMeta | undefined, search: Search): ListState {
  const state = stateOfView(entity, view);
  const columns = readColumns(search.columns ?? "").filter((column) => fieldOf(entity, column.field));
  return {
    filter: search.filter ?? state.filter,
    q: search.q ?? "",
    orderBy: search.order_by === undefined ? state.orderBy : readOrder(search.order_by),
    groupBy: search.group === undefined ? state.groupBy : search.group || null,
    columns: columns.length > 0 ? columns : state.columns,
    density:
      search.density === "comfortable" || search.density === "compact" ? search.density : state.density,
    totals: search.totals === undefined ? state.totals : readTotals(search.totals),
  };
}

function toSearch(state: ListState): Record<(typeof ownParameters)[number], string> {
  return {
    filter: state.filter,
    q: state.q,
    order_by: writeOrder(state.orderBy),
    group: state.groupBy ?? "",
    columns: writeColumns(state.columns),
    density: state.density,
    totals: writeTotals(state.totals),
  };
}

// Only what differs from the view stands in the address.
export function searchOfState(entity: EntityMeta, view: ViewMeta | undefined, state: ListState): Search {
  const plain = toSearch(stateOfView(entity, view));
  const now = toSearch(state);
  return Object.fromEntries(
    ownParameters.map((name) => [name, now[name] === plain[name] ? undefined : now[name]]),
  );
}

// A search is passing; everything else is worth saving.
export function isChanged(search: Search): boolean {
  return ownParameters.some((name) => name !== "q" && search[name] !== undefined);
}

export function clearedSearch(): Search {
  return Object.fromEntries(ownParameters.map((name) => [name, undefined]));
}
