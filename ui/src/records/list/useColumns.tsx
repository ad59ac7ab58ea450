import { Link } from "@tanstack/react-router";
import { useContext, useMemo } from "react";
import { fieldOf, mayWrite, titleOf } from "@/api/meta";
import type { EntityMeta, FieldMeta, RecordItem } from "@/api/types";
import { PeopleEntities } from "@/fields/contexts";
import { isEmpty } from "@/fields/fieldType";
import { fieldTypeOf } from "@/fields/registry";
import { Avatar, Monogram } from "@/kit/Avatar";
import type { GridColumn } from "@/kit/grid/gridTypes";
import { useText } from "@/text";
import { formatCount } from "@/text/format";
import { isLate } from "../late";
import type { ListView } from "../view/useListState";
import { ColumnMenu } from "./ColumnMenu";
import { TotalView } from "./TotalView";
import type { Totals } from "./useTotals";

const titleWidth = 280;

// The columns of a list: the title first, whatever the view says.
export function useColumns(entity: EntityMeta, list: ListView, totals: Totals): GridColumn<RecordItem>[] {
  const text = useText();
  const people = useContext(PeopleEntities);
  const { state } = list;
  const title = entity.roles.title ?? "name";
  return useMemo(() => {
    const shown = [
      state.columns.find((column) => column.field === title) ?? { field: title },
      ...state.columns.filter((column) => column.field !== title),
    ];
    const [order] = state.orderBy;
    return shown.flatMap(({ field: name, width }, place) => {
      const field = fieldOf(entity, name);
      if (!field) return [];
      const type = fieldTypeOf(field);
      return {
        id: name,
        label: field.label,
        width: width ?? (place === 0 ? titleWidth : Math.max(type.width, headingWidth(field.label))),
        align: type.align,
        sortable: field.sortable !== false,
        sorted: order?.field === name ? (order.descending ? "descending" : "ascending") : undefined,
        editable: mayWrite(entity, field),
        view: (row: RecordItem) =>
          place === 0 ? (
            <TitleCell entity={entity} row={row} person={people.has(entity.name)} />
          ) : (
            <ValueCell entity={entity} field={field} row={row} />
          ),
        menu: <ColumnMenu entity={entity} field={field} list={list} pinned={place === 0} />,
        footer:
          place === 0 ? (
            <TotalView
              label={text("count.records", { count: totals.count, formatted: formatCount(totals.count) })}
            />
          ) : (
            <TotalView field={field} name={state.totals[name]} totals={totals} />
          ),
      } satisfies GridColumn<RecordItem>;
    });
  }, [entity, state, title, people, list, totals, text]);
}

// Room for the words, the arrow of the order and the menu.
function headingWidth(label: string): number {
  return Math.min(220, 52 + [...label].length * 7);
}

function TitleCell({ entity, row, person }: { entity: EntityMeta; row: RecordItem; person: boolean }) {
  const title = titleOf(entity, row);
  const Picture = person ? Avatar : Monogram;
  return (
    <span className="row title-cell">
      <Picture name={title} size={20} />
      <Link to="/$entity/$id" params={{ entity: entity.name, id: row.id }} tabIndex={-1} className="truncate">
        <bdi>{title}</bdi>
      </Link>
    </span>
  );
}

function ValueCell({ entity, field, row }: { entity: EntityMeta; field: FieldMeta; row: RecordItem }) {
  const value = row[field.name];
  if (isEmpty(value)) return fieldTypeOf(field).align === "end" ? <span className="faint">—</span> : null;
  const { View } = fieldTypeOf(field);
  return <View value={value} field={field} record={row} late={isLate(entity, field, row)} />;
}
