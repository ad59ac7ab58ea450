import { IconChevronRight } from "@tabler/icons-react";
import { type MouseEvent, memo, type ReactNode } from "react";
import { useText } from "@/text";
import { formatCount } from "@/text/format";
import type { GridColumn, GridItem } from "./gridTypes";

// What rows call; one object for the life of the grid, so that a row is drawn again only when it changes.
export interface RowCalls<Row> {
  focus: (index: number, column: number) => void;
  edit: (index: number, column: number) => void;
  toggle: (row: Row, index: number, range: boolean) => void;
  toggleGroup: (key: string) => void;
  nameOf: (row: Row) => string;
}

interface GridRowProps<Row> {
  item: GridItem<Row>;
  index: number;
  top: number;
  height: number;
  template: string;
  columns: GridColumn<Row>[];
  selected: boolean;
  // The column that has the focus, or -1.
  focused: number;
  // Drawn in place of the focused cell while it is edited.
  editor: ReactNode;
  card?: (row: Row) => ReactNode;
  calls: RowCalls<Row>;
  gridId: string;
}

function GridRowInner<Row>(props: GridRowProps<Row>) {
  const { item, index, top, height, template } = props;
  const style = { gridTemplateColumns: template, height, transform: `translateY(${top}px)` };
  if (item.kind === "group") return <GroupRow {...props} group={item.group} style={style} />;
  const row = item.kind === "row" ? item.row : undefined;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={props.selected}
      className={props.card ? "grid-row as-card" : "grid-row"}
      style={style}
    >
      {props.card ? <CardCell {...props} row={row} /> : <Cells {...props} row={row} />}
    </div>
  );
}

export const GridRow = memo(GridRowInner) as typeof GridRowInner;

function CardCell<Row>({ card, row, focused, gridId, index }: GridRowProps<Row> & { row: Row | undefined }) {
  return (
    <div role="gridcell" className="grid-card" id={focused >= 0 ? `${gridId}-${index}-0` : undefined}>
      {row && card ? card(row) : <i className="skeleton" style={{ width: "60%" }} />}
    </div>
  );
}

function Cells<Row>(props: GridRowProps<Row> & { row: Row | undefined }) {
  const { row, index, columns, focused, editor, calls, gridId } = props;
  const text = useText();
  return (
    <>
      <div role="gridcell" className="cell select">
        {row && (
          <input
            type="checkbox"
            className="check"
            tabIndex={-1}
            checked={props.selected}
            readOnly
            onClick={(event: MouseEvent) => calls.toggle(row, index, event.shiftKey)}
            aria-label={text("grid.selectRow", { name: calls.nameOf(row) })}
          />
        )}
      </div>
      {columns.map((column, place) => {
        const isFocused = focused === place;
        const editing = isFocused && editor !== null;
        return (
          <div
            key={column.id}
            role="gridcell"
            id={isFocused ? `${gridId}-${index}-${place}` : undefined}
            aria-readonly={!column.editable || undefined}
            className={cellClass(place, column, isFocused, editing)}
            onMouseDown={() => !editing && calls.focus(index, place)}
            onDoubleClick={() => row && column.editable && calls.edit(index, place)}
          >
            {row === undefined ? (
              <i className="skeleton" style={{ width: `${35 + ((index * 37 + place * 53) % 50)}%` }} />
            ) : editing ? (
              editor
            ) : (
              column.view(row)
            )}
          </div>
        );
      })}
      <div role="presentation" className="cell-rest" />
    </>
  );
}

function cellClass<Row>(place: number, column: GridColumn<Row>, focused: boolean, editing: boolean): string {
  const names = ["cell"];
  if (place === 0) names.push("pinned");
  if (column.align === "end") names.push("end");
  if (focused) names.push("focused");
  if (editing) names.push("editing");
  return names.join(" ");
}

interface GroupRowProps<Row> extends GridRowProps<Row> {
  group: Extract<GridItem<Row>, { kind: "group" }>["group"];
  style: React.CSSProperties;
}

function GroupRow<Row>({ group, index, style, focused, calls, gridId, columns, card }: GroupRowProps<Row>) {
  const text = useText();
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-expanded={group.open}
      className="grid-row group-row"
      style={style}
    >
      <div
        role="gridcell"
        aria-colspan={columns.length + 1}
        className={focused >= 0 ? "group-cell focused" : "group-cell"}
        id={focused >= 0 ? `${gridId}-${index}-${card ? 0 : focused}` : undefined}
      >
        <button
          type="button"
          className="plain group-toggle"
          tabIndex={-1}
          aria-label={`${text(group.open ? "grid.collapse" : "grid.expand")}: ${group.name}`}
          onMouseDown={() => calls.focus(index, 0)}
          onClick={() => calls.toggleGroup(group.key)}
        >
          <IconChevronRight size={14} data-open={group.open || undefined} aria-hidden />
        </button>
        {group.label}
        <span className="faint num">{formatCount(group.count)}</span>
        {group.summary}
      </div>
    </div>
  );
}
