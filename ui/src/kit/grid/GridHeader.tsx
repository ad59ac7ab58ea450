import { Menu } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconChevronDown } from "@tabler/icons-react";
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { useText } from "@/text";
import type { GridColumn } from "./gridTypes";

interface GridHeaderProps<Row> {
  columns: GridColumn<Row>[];
  template: string;
  selection: "none" | "some" | "all";
  onSelectAll: () => void;
  onSort: (id: string) => void;
  onResize: (id: string, width: number) => void;
  onReorder: (id: string, before: string | null) => void;
}

const widthMin = 64;
const widthStep = 16;

export function GridHeader<Row>(props: GridHeaderProps<Row>) {
  const { columns, template, selection, onSelectAll } = props;
  const text = useText();
  const [dragged, setDragged] = useState<string | null>(null);
  const [target, setTarget] = useState<string | null>(null);
  return (
    <div role="row" aria-rowindex={1} className="grid-head" style={{ gridTemplateColumns: template }}>
      <div role="columnheader" className="cell select">
        <input
          type="checkbox"
          className="check"
          aria-label={text("grid.selectAll")}
          checked={selection === "all"}
          readOnly
          ref={(node) => {
            if (node) node.indeterminate = selection === "some";
          }}
          onClick={onSelectAll}
        />
      </div>
      {columns.map((column, place) => (
        <HeaderCell
          key={column.id}
          {...props}
          column={column}
          pinned={place === 0}
          dropTarget={target === column.id && dragged !== column.id}
          drag={{
            draggable: place > 0,
            onDragStart: (event) => {
              event.dataTransfer.effectAllowed = "move";
              event.dataTransfer.setData("text/plain", column.label);
              setDragged(column.id);
            },
            onDragOver: (event) => {
              if (dragged === null || place === 0) return;
              event.preventDefault();
              setTarget(column.id);
            },
            onDragEnd: () => {
              if (dragged && target && dragged !== target) props.onReorder(dragged, target);
              setDragged(null);
              setTarget(null);
            },
          }}
        />
      ))}
      <div role="presentation" className="cell-rest" />
    </div>
  );
}

interface HeaderCellProps<Row> extends GridHeaderProps<Row> {
  column: GridColumn<Row>;
  pinned: boolean;
  dropTarget: boolean;
  drag: Pick<React.HTMLAttributes<HTMLDivElement>, "draggable" | "onDragStart" | "onDragOver" | "onDragEnd">;
}

function HeaderCell<Row>({ column, pinned, dropTarget, drag, onSort, onResize }: HeaderCellProps<Row>) {
  const text = useText();
  const className = ["cell", pinned && "pinned", column.align === "end" && "end", dropTarget && "drop"];
  return (
    <div
      role="columnheader"
      aria-sort={column.sorted ?? (column.sortable ? "none" : undefined)}
      className={className.filter(Boolean).join(" ")}
      {...drag}
    >
      <button
        type="button"
        className="plain heading truncate"
        disabled={!column.sortable}
        onClick={() => onSort(column.id)}
      >
        <span className="truncate">{column.label}</span>
        {column.sorted === "ascending" && <IconArrowUp size={12} aria-hidden />}
        {column.sorted === "descending" && <IconArrowDown size={12} aria-hidden />}
      </button>
      {column.menu && (
        <Menu position="bottom-start" width={230}>
          <Menu.Target>
            <button
              type="button"
              className="plain heading-menu"
              aria-label={text("view.columnMenu", { name: column.label })}
            >
              <IconChevronDown size={13} />
            </button>
          </Menu.Target>
          <Menu.Dropdown>{column.menu}</Menu.Dropdown>
        </Menu>
      )}
      <ResizeHandle column={column} onResize={onResize} />
    </div>
  );
}

function ResizeHandle<Row>({
  column,
  onResize,
}: {
  column: GridColumn<Row>;
  onResize: (id: string, width: number) => void;
}) {
  const text = useText();
  const start = useRef<{ x: number; width: number } | null>(null);
  const widthAt = (event: PointerEvent) => {
    const began = start.current;
    if (!began) return null;
    const direction = getComputedStyle(event.currentTarget).direction === "rtl" ? -1 : 1;
    return Math.max(widthMin, Math.round(began.width + (event.clientX - began.x) * direction));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    event.stopPropagation();
    onResize(
      column.id,
      Math.max(widthMin, column.width + (event.key === "ArrowLeft" ? -widthStep : widthStep)),
    );
  };
  return (
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={text("view.resize", { name: column.label })}
      aria-valuenow={column.width}
      aria-valuemin={widthMin}
      tabIndex={0}
      className="resize"
      onKeyDown={onKeyDown}
      draggable={false}
      onPointerDown={(event) => {
        event.preventDefault();
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width: column.width };
      }}
      onPointerMove={(event) => {
        const width = widthAt(event);
        if (width !== null) onResize(column.id, width);
      }}
      onPointerUp={() => {
        start.current = null;
      }}
    />
  );
}
