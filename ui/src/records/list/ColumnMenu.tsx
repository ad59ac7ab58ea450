import { Menu } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowUp,
  IconEyeOff,
  IconLayoutRows,
  IconSum,
} from "@tabler/icons-react";
import type { AggregateName, EntityMeta, FieldMeta } from "@/api/types";
import { useText } from "@/text";
import { isGroupable } from "../view/groupable";
import type { ListState } from "../view/listState";
import type { ListView } from "../view/useListState";
import { aggregatesOf } from "./aggregates";

interface ColumnMenuProps {
  entity: EntityMeta;
  field: FieldMeta;
  list: ListView;
  pinned: boolean;
}

export function moveColumn(columns: ListState["columns"], field: string, by: number): ListState["columns"] {
  const at = columns.findIndex((column) => column.field === field);
  const to = at + by;
  const moved = columns[at];
  if (!moved || to < 0 || to >= columns.length) return columns;
  const rest = columns.filter((column) => column !== moved);
  return [...rest.slice(0, to), moved, ...rest.slice(to)];
}

// All that can be done with a column, for the mouse and for the keyboard alike.
export function ColumnMenu({ field, list, pinned }: ColumnMenuProps) {
  const text = useText();
  const { state, change } = list;
  const sort = (descending: boolean) => change({ orderBy: [{ field: field.name, descending }] });
  const aggregates = aggregatesOf(field);
  const setTotal = (name: AggregateName | null) => {
    const { [field.name]: _before, ...others } = state.totals;
    change({ totals: name ? { ...others, [field.name]: name } : others });
  };
  return (
    <>
      {field.sortable !== false && (
        <>
          <Menu.Item leftSection={<IconArrowUp size={15} />} onClick={() => sort(false)}>
            {text("view.sortAscending")}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowDown size={15} />} onClick={() => sort(true)}>
            {text("view.sortDescending")}
          </Menu.Item>
        </>
      )}
      {isGroupable(field) && (
        <Menu.Item leftSection={<IconLayoutRows size={15} />} onClick={() => change({ groupBy: field.name })}>
          {text("view.groupByThis")}
        </Menu.Item>
      )}
      {!pinned && (
        <>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconArrowLeft size={15} />}
            onClick={() => change({ columns: moveColumn(state.columns, field.name, -1) })}
          >
            {text("view.moveLeft")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowRight size={15} />}
            onClick={() => change({ columns: moveColumn(state.columns, field.name, 1) })}
          >
            {text("view.moveRight")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconEyeOff size={15} />}
            onClick={() => change({ columns: state.columns.filter((column) => column.field !== field.name) })}
          >
            {text("view.hideColumn")}
          </Menu.Item>
        </>
      )}
      {aggregates.length > 0 && (
        <>
          <Menu.Divider />
          <Menu.Label>{text("view.aggregate")}</Menu.Label>
          {aggregates.map((name) => (
            <Menu.Item
              key={name}
              leftSection={<IconSum size={15} />}
              aria-current={state.totals[field.name] === name || undefined}
              onClick={() => setTotal(state.totals[field.name] === name ? null : name)}
            >
              {text(`grid.aggregate.${name}`)}
            </Menu.Item>
          ))}
        </>
      )}
    </>
  );
}
