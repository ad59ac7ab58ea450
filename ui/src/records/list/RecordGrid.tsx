import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { fieldOf, titleOf } from "@/api/meta";
import type { EntityMeta, RecordItem, Value } from "@/api/types";
import { ErrorState } from "@/kit/ErrorState";
import { DataGrid, footHeight, type GridHandle, headHeight } from "@/kit/grid/DataGrid";
import type { CellMove } from "@/kit/grid/useGridFocus";
import { useScrollWindow } from "@/kit/grid/useScrollWindow";
import { InlineEditor } from "../InlineEditor";
import { useLeaveTrail } from "../trail";
import { useEditField } from "../useEditField";
import type { ListView } from "../view/useListState";
import { RecordCard } from "./RecordCard";
import { useClipboard } from "./useClipboard";
import { useColumns } from "./useColumns";
import { type ListLayout, type ListQuery, useListItems } from "./useListItems";
import { useListShortcuts } from "./useListShortcuts";
import type { Selection } from "./useSelection";
import { useTotals } from "./useTotals";

interface RecordGridProps {
  entity: EntityMeta;
  list: ListView;
  query: ListQuery;
  layout: ListLayout;
  selection: Selection;
  narrow: boolean;
}

const rowHeights = { compact: 33, comfortable: 42 };
const cardHeight = 80;

// The sheet of a list, filled with the records around the place that is looked at.
export function RecordGrid({ entity, list, query, layout, selection, narrow }: RecordGridProps) {
  const navigate = useNavigate();
  const edit = useEditField(entity);
  const handle = useRef<GridHandle>(null);
  const rowHeight = narrow ? cardHeight : rowHeights[list.state.density];
  // While nothing is known yet, a screenful of skeletons stands where rows will be.
  const count = layout.total === undefined ? 30 : layout.count;
  const scroll = useScrollWindow(count, rowHeight, narrow ? 0 : headHeight + footHeight);
  const items = useListItems(entity, query, layout, list.state.groupBy, scroll);
  useLeaveTrail({
    entity: entity.name,
    query: { q: query.q, order_by: query.order_by },
    placeOf: (id) => {
      for (const { start, count: rows, filter } of layout.segments) {
        for (
          let index = Math.max(scroll.from, start);
          index <= Math.min(scroll.to, start + rows - 1);
          index++
        )
          if (items.rowAt(index)?.id === id) return { filter, offset: index - start };
      }
      return undefined;
    },
  });
  const totals = useTotals(entity, list.state, layout.total ?? 0);
  const columns = useColumns(entity, list, totals);
  const clipboard = useClipboard({ entity, columns, rowAt: items.rowAt });

  const open = (row: RecordItem) =>
    void navigate({ to: "/$entity/$id", params: { entity: entity.name, id: row.id } });
  const peekAt = (row: RecordItem) => list.setPeek(list.peek === row.id ? null : row.id);
  useListShortcuts({
    entity,
    handle,
    onPeek: () => {
      const row = items.rowAt(handle.current?.current() ?? -1);
      if (row) peekAt(row);
    },
    onEscape: () => (list.peek ? list.setPeek(null) : selection.clear()),
  });
  const setWidth = (id: string, width: number) =>
    list.change({
      columns: columns.map((column) => ({
        field: column.id,
        width:
          column.id === id ? width : list.state.columns.find((before) => before.field === column.id)?.width,
      })),
    });
  const reorder = (id: string, target: string | null) => {
    const moved = list.state.columns.find((column) => column.field === id);
    if (!moved) return;
    const forward =
      list.state.columns.findIndex((column) => column.field === id) <
      list.state.columns.findIndex((column) => column.field === target);
    const rest = list.state.columns.filter((column) => column !== moved);
    const at = rest.findIndex((column) => column.field === target) + (forward ? 1 : 0);
    list.change({ columns: [...rest.slice(0, at), moved, ...rest.slice(at)] });
  };
  const sort = (id: string) => {
    const [first] = list.state.orderBy;
    if (first?.field !== id) return list.change({ orderBy: [{ field: id, descending: false }] });
    list.change({ orderBy: first.descending ? [] : [{ field: id, descending: true }] });
  };

  if (items.error) return <ErrorState error={items.error} retry={items.retry} />;
  return (
    <DataGrid
      ref={handle}
      label={entity.label.many}
      count={count}
      itemAt={items.itemAt}
      keyOf={(row) => row.id}
      nameOf={(row) => titleOf(entity, row)}
      columns={columns}
      rowHeight={rowHeight}
      scroll={scroll}
      selected={selection.ids}
      allSelected={selection.all}
      onToggle={(row, index, range) =>
        selection.toggle(row.id, index, range, (place) => items.rowAt(place)?.id)
      }
      onSelectAll={() => {
        if (selection.ids.size > 0 || selection.all) return selection.clear();
        const ids: string[] = [];
        for (let index = scroll.from; index <= scroll.to; index++) {
          const row = items.rowAt(index);
          if (row) ids.push(row.id);
        }
        selection.selectMany(ids);
      }}
      onClearSelection={() => (list.peek ? list.setPeek(null) : selection.clear())}
      onOpen={open}
      onFocusRow={(row) => list.peek && list.setPeek(row.id)}
      onSort={sort}
      onResize={setWidth}
      onReorder={reorder}
      onToggleGroup={layout.toggleGroup}
      editor={(row, column, typed, end) => {
        const field = fieldOf(entity, column);
        if (!field) return null;
        const commit = (value: Value, move: CellMove) => {
          end(move);
          void edit(row, field, value);
        };
        return (
          <InlineEditor
            field={field}
            record={row}
            typed={typed}
            onCommit={commit}
            onCancel={() => end("stay")}
          />
        );
      }}
      onClearCell={(row, column) => {
        const field = fieldOf(entity, column);
        if (field && !field.required) void edit(row, field, null);
      }}
      onCopy={clipboard.copy}
      onPaste={clipboard.paste}
      card={narrow ? (row) => <RecordCard entity={entity} record={row} /> : undefined}
      hasFooter
      grouped={list.state.groupBy !== null}
    />
  );
}
