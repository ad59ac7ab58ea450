import { useState } from "react";
import { fieldOf } from "@/api/meta";
import { type RecordsQuery, useAggregate } from "@/api/records";
import { type Segment, useRecordCount, useRecordWindow } from "@/api/recordWindow";
import type { AggregateGroup, EntityMeta, FieldMeta, RecordItem, Value } from "@/api/types";
import type { GridGroup, GridItem } from "@/kit/grid/gridTypes";
import { formatMoneyShort } from "@/text/format";
import { type ListState, writeOrder } from "../view/listState";
import { groupFace, groupKey } from "./groupFace";

export interface ListQuery extends RecordsQuery {
  filter: string;
  q: string;
  order_by: string;
}

// The fields that the columns show, and those without which rows cannot be understood.
export function listQuery(entity: EntityMeta, state: ListState): ListQuery {
  const { roles } = entity;
  const currencies = state.columns.flatMap(({ field }) => fieldOf(entity, field)?.currency ?? []);
  const wanted = [
    roles.title,
    roles.status,
    ...(roles.card ?? []),
    ...state.columns.map((column) => column.field),
    ...currencies,
  ].filter((name): name is string => name !== undefined && fieldOf(entity, name) !== undefined);
  return {
    filter: state.filter,
    q: state.q,
    order_by: writeOrder(state.orderBy),
    fields: [...new Set(wanted)].join(","),
  };
}

interface PlacedGroup {
  start: number;
  group: AggregateGroup;
  key: string;
  open: boolean;
}

export interface ListLayout {
  count: number;
  total: number | undefined;
  segments: Segment[];
  groups: PlacedGroup[];
  // Sums of groups are in this one.
  currency: string | undefined;
  toggleGroup: (key: string) => void;
  error: unknown;
  retry: () => void;
}

// Where rows and group headings stand, before any row is known.
export function useListLayout(entity: EntityMeta, query: ListQuery, groupBy: string | null): ListLayout {
  const counted = useRecordCount(entity.name, query);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const amount = entity.roles.amount;
  const grouped = useAggregate(
    entity.name,
    { filter: query.filter, q: query.q, group_by: groupBy ?? undefined, sum: amount, limit: 500 },
    { enabled: groupBy !== null },
  );
  const total = counted.data?.total;
  const shared = {
    total,
    currency: grouped.data?.currency,
    error: counted.error ?? (groupBy ? grouped.error : null),
    retry: () => {
      void counted.refetch();
      if (groupBy) void grouped.refetch();
    },
    toggleGroup: (key: string) =>
      setClosed((before) => {
        const next = new Set(before);
        if (!next.delete(key)) next.add(key);
        return next;
      }),
  };
  if (!groupBy) {
    const count = total ?? 0;
    return { ...shared, count, segments: [{ start: 0, count, filter: query.filter }], groups: [] };
  }
  const groups: PlacedGroup[] = [];
  const segments: Segment[] = [];
  let at = 0;
  for (const group of grouped.data?.groups ?? []) {
    const key = groupKey(group, groupBy);
    // A group without a filter of its own holds records that cannot be told apart: it stays shut.
    const open = !closed.has(key) && group.filter !== null;
    groups.push({ start: at, group, key, open });
    at++;
    if (open && group.filter !== null) {
      segments.push({ start: at, count: group.count, filter: group.filter });
      at += group.count;
    }
  }
  return { ...shared, count: at, segments, groups };
}

export interface ListItems {
  itemAt: (index: number) => GridItem<RecordItem>;
  rowAt: (index: number) => RecordItem | undefined;
  error: unknown;
  retry: () => void;
}

export function useListItems(
  entity: EntityMeta,
  query: ListQuery,
  layout: ListLayout,
  groupBy: string | null,
  window: { from: number; to: number },
): ListItems {
  const rows = useRecordWindow(entity.name, query, layout.segments, window.from, window.to);
  const field = groupBy ? fieldOf(entity, groupBy) : undefined;
  const groupAt = new Map(layout.groups.map((placed) => [placed.start, placed]));
  return {
    rowAt: rows.rowAt,
    error: rows.error,
    retry: rows.retry,
    itemAt: (index) => {
      const placed = groupAt.get(index);
      if (placed && groupBy && field) {
        return { kind: "group", group: gridGroup(entity, field, placed, layout.currency) };
      }
      const row = rows.rowAt(index);
      return row ? { kind: "row", row } : loading;
    },
  };
}

const loading: GridItem<RecordItem> = { kind: "loading" };

// One object per group and state, so that rows that did not change are not drawn again.
const known = new WeakMap<AggregateGroup, { open: boolean; group: GridGroup }>();

function gridGroup(
  entity: EntityMeta,
  field: FieldMeta,
  placed: PlacedGroup,
  currency: string | undefined,
): GridGroup {
  const before = known.get(placed.group);
  if (before && before.open === placed.open) return before.group;
  const face = groupFace(field, placed.group[field.name] as Value);
  const sum = entity.roles.amount ? placed.group.sum?.[entity.roles.amount] : undefined;
  const group: GridGroup = {
    key: placed.key,
    label: face.label,
    name: face.name,
    count: placed.group.count,
    open: placed.open,
    summary:
      sum && currency ? (
        <span className="faint num">{formatMoneyShort(String(sum), currency)}</span>
      ) : undefined,
  };
  known.set(placed.group, { open: placed.open, group });
  return group;
}
