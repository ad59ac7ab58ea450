import { type ClipboardEvent, type ReactNode, useId, useImperativeHandle, useMemo, useRef } from "react";
import { useText } from "@/text";
import "./grid.css";
import { GridHeader } from "./GridHeader";
import { GridRow, type RowCalls } from "./GridRow";
import { handleGridKey } from "./gridKeys";
import type { CellEdit, GridColumn, GridItem } from "./gridTypes";
import { type CellMove, useGridFocus } from "./useGridFocus";
import type { ScrollWindow } from "./useScrollWindow";

export const headHeight = 33;
export const footHeight = 32;
const selectWidth = 40;

// What the page may tell the grid to do, for its own keys.
export interface GridHandle {
  moveBy: (rows: number) => void;
  toggleRow: (range: boolean) => void;
  open: () => void;
  edit: () => void;
  current: () => number;
  focus: () => void;
}

export interface DataGridProps<Row> {
  label: string;
  count: number;
  itemAt: (index: number) => GridItem<Row>;
  keyOf: (row: Row) => string;
  nameOf: (row: Row) => string;
  columns: GridColumn<Row>[];
  rowHeight: number;
  scroll: ScrollWindow;
  selected: ReadonlySet<string>;
  allSelected: boolean;
  onToggle: (row: Row, index: number, range: boolean) => void;
  onSelectAll: () => void;
  onClearSelection: () => void;
  onOpen: (row: Row) => void;
  onFocusRow?: (row: Row) => void;
  onSort: (id: string) => void;
  onResize: (id: string, width: number) => void;
  onReorder: (id: string, before: string | null) => void;
  onToggleGroup: (key: string) => void;
  editor: (row: Row, column: string, typed: string | undefined, end: (move: CellMove) => void) => ReactNode;
  onClearCell: (row: Row, column: string) => void;
  onCopy: (row: Row, column: string) => string;
  onPaste: (index: number, column: number, text: string) => void;
  // On a narrow screen each row is a card.
  card?: (row: Row) => ReactNode;
  hasFooter: boolean;
  // Rows stand under headings that open and close.
  grouped: boolean;
  ref?: React.Ref<GridHandle>;
}

// A sheet of any length: it knows places, keys and selection, and nothing of what the rows are.
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { columns, count, itemAt, scroll, rowHeight, card } = props;
  const text = useText();
  const gridId = useId();
  const focus = useGridFocus(count, columns.length, scroll);
  const latest = useRef({ props, focus });
  latest.current = { props, focus };

  const template = `${selectWidth}px ${columns.map((column) => `${column.width}px`).join(" ")} 1fr`;
  const width = selectWidth + columns.reduce((sum, column) => sum + column.width, 0);
  const rowAt = (index: number): Row | undefined => {
    const item = itemAt(index);
    return item.kind === "row" ? item.row : undefined;
  };
  const current = rowAt(focus.place.index);
  const currentColumn = columns[focus.place.column];

  const goTo = (index: number, column: number) => {
    latest.current.focus.moveTo({ index, column });
    const item = latest.current.props.itemAt(index);
    if (item.kind === "row") latest.current.props.onFocusRow?.(item.row);
  };
  const goToLatest = useRef(goTo);
  goToLatest.current = goTo;

  const calls = useMemo<RowCalls<Row>>(
    () => ({
      focus: (index, column) => goToLatest.current(index, column),
      edit: () => latest.current.focus.startEdit(),
      toggle: (row, index, range) => latest.current.props.onToggle(row, index, range),
      toggleGroup: (key) => latest.current.props.onToggleGroup(key),
      nameOf: (row) => latest.current.props.nameOf(row),
    }),
    [],
  );

  const toggleRow = (range: boolean) => {
    const { focus: now, props: latestProps } = latest.current;
    const item = latestProps.itemAt(now.place.index);
    if (item.kind === "row") latestProps.onToggle(item.row, now.place.index, range);
  };
  const open = () => current !== undefined && props.onOpen(current);

  useImperativeHandle(props.ref, () => ({
    moveBy: (rows) => goTo(focus.place.index + rows, focus.place.column),
    toggleRow,
    open,
    edit: () => current !== undefined && currentColumn?.editable && focus.startEdit(),
    current: () => focus.place.index,
    focus: () => scroll.element.current?.focus({ preventScroll: true }),
  }));

  const moving = {
    ...focus,
    moveBy: (rows: number, by: number) => {
      const index = Math.max(0, Math.min(count - 1, focus.place.index + rows));
      const column = Math.max(0, Math.min(columns.length - 1, focus.place.column + by));
      goTo(index, column);
    },
  };

  const onKeyDown = (event: React.KeyboardEvent<HTMLDivElement>) => {
    if (focus.edit !== null || event.target !== event.currentTarget) return;
    const taken = handleGridKey(event, {
      focus: moving,
      editable: current !== undefined && currentColumn?.editable === true && !card,
      pageRows: Math.max(
        1,
        Math.floor((event.currentTarget.clientHeight - headHeight - footHeight) / rowHeight),
      ),
      commands: {
        open,
        toggleRow,
        toggleGroup: () => {
          const item = itemAt(focus.place.index);
          if (item.kind === "group") props.onToggleGroup(item.group.key);
          return item.kind === "group";
        },
        clearCell: () =>
          current !== undefined && currentColumn && props.onClearCell(current, currentColumn.id),
        clearSelection: props.onClearSelection,
      },
    });
    if (taken) event.preventDefault();
  };

  const onCopy = (event: ClipboardEvent<HTMLDivElement>) => {
    if (focus.edit !== null || current === undefined || !currentColumn) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", props.onCopy(current, currentColumn.id));
  };
  const onPaste = (event: ClipboardEvent<HTMLDivElement>) => {
    if (focus.edit !== null) return;
    event.preventDefault();
    props.onPaste(focus.place.index, focus.place.column, event.clipboardData.getData("text/plain"));
  };

  // A cell scrolled out of sight is not in the document and cannot be pointed at.
  const inSight = count > 0 && focus.place.index >= scroll.from && focus.place.index <= scroll.to;
  const drawn = [];
  for (let index = scroll.from; index <= scroll.to && index < count; index++) {
    const item = itemAt(index);
    const focused = index === focus.place.index ? focus.place.column : -1;
    drawn.push(
      <GridRow
        key={index}
        item={item}
        index={index}
        top={index * rowHeight - scroll.shift}
        height={rowHeight}
        template={template}
        columns={columns}
        selected={props.allSelected || (item.kind === "row" && props.selected.has(props.keyOf(item.row)))}
        focused={focused}
        editor={editorFor(props, item, focus.edit, index, focus.endEdit)}
        card={card}
        calls={calls}
        gridId={gridId}
      />,
    );
  }

  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles that it may have can be named
    <div
      ref={scroll.element}
      role={props.grouped ? "treegrid" : "grid"}
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable
      aria-activedescendant={
        inSight ? `${gridId}-${focus.place.index}-${card ? 0 : focus.place.column}` : undefined
      }
      tabIndex={0}
      className="grid"
      data-cards={card ? true : undefined}
      onScroll={scroll.onScroll}
      onKeyDown={onKeyDown}
      onCopy={onCopy}
      onPaste={onPaste}
    >
      {!card && (
        <GridHeader
          columns={columns}
          template={template}
          selection={props.allSelected ? "all" : props.selected.size > 0 ? "some" : "none"}
          onSelectAll={props.onSelectAll}
          onSort={props.onSort}
          onResize={props.onResize}
          onReorder={props.onReorder}
        />
      )}
      <div
        role="rowgroup"
        className="grid-body"
        style={{ height: scroll.height, minWidth: card ? undefined : width }}
      >
        {drawn}
      </div>
      {!card && props.hasFooter && (
        <div
          role="row"
          aria-rowindex={count + 2}
          aria-label={text("grid.footer")}
          className="grid-foot"
          style={{ gridTemplateColumns: template }}
        >
          <div role="gridcell" className="cell select" />
          {columns.map((column, place) => (
            <div
              key={column.id}
              role="gridcell"
              className={`cell num${place === 0 ? " pinned" : ""}${column.align === "end" ? " end" : ""}`}
            >
              {column.footer}
            </div>
          ))}
          <div role="presentation" className="cell-rest" />
        </div>
      )}
    </div>
  );
}

function editorFor<Row>(
  props: DataGridProps<Row>,
  item: GridItem<Row>,
  edit: CellEdit | null,
  index: number,
  end: (move: CellMove) => void,
): ReactNode {
  const column = edit && props.columns[edit.column];
  if (!edit || edit.index !== index || item.kind !== "row" || !column) return null;
  return props.editor(item.row, column.id, edit.typed, end);
}
