import { Link } from "@tanstack/react-router";
import { useContext } from "react";
import { fieldOf, titleOf } from "@/api/meta";
import type { EntityMeta, RecordItem } from "@/api/types";
import { PeopleEntities } from "@/fields/contexts";
import { isEmpty } from "@/fields/fieldType";
import { fieldTypeOf } from "@/fields/registry";
import { Avatar, Monogram } from "@/kit/Avatar";
import { isLate } from "@/records/late";
import { defaultColumns } from "@/records/view/listState";

const columnsMax = 5;

// The columns of a short table: those of the first list, without the one that is the same in every row.
export function relatedColumns(target: EntityMeta, without: string | undefined): string[] {
  const view = target.views?.find((candidate) => candidate.kind === "list" && candidate.columns?.length);
  const listed = view?.columns?.map((column) => (typeof column === "string" ? column : column.field));
  const title = target.roles.title;
  return (listed ?? defaultColumns(target))
    .filter((name) => name !== without && name !== title && fieldOf(target, name))
    .slice(0, columnsMax);
}

interface RelatedTableProps {
  target: EntityMeta;
  rows: RecordItem[];
  columns: string[];
  label: string;
}

export function RelatedTable({ target, rows, columns, label }: RelatedTableProps) {
  const people = useContext(PeopleEntities);
  const fields = columns.flatMap((name) => fieldOf(target, name) ?? []);
  const Picture = people.has(target.name) ? Avatar : Monogram;
  const title = fieldOf(target, target.roles.title ?? "name");
  return (
    // A wide table scrolls by itself, so it must be reachable by the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <section className="related-scroll" tabIndex={0} aria-label={label}>
      <table className="related-table">
        <thead>
          <tr>
            <th scope="col">{title?.label ?? target.label.one}</th>
            {fields.map((field) => (
              <th key={field.name} scope="col" data-align={fieldTypeOf(field).align}>
                {field.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const name = titleOf(target, row);
            return (
              <tr key={row.id}>
                <th scope="row">
                  <Link
                    to="/$entity/$id"
                    params={{ entity: target.name, id: row.id }}
                    className="row link-face related-title"
                  >
                    <Picture name={name} size={19} />
                    <bdi className="truncate">{name}</bdi>
                  </Link>
                </th>
                {fields.map((field) => {
                  const type = fieldTypeOf(field);
                  const value = row[field.name];
                  return (
                    <td key={field.name} data-align={type.align}>
                      {!isEmpty(value) && (
                        <type.View
                          value={value}
                          field={field}
                          record={row}
                          late={isLate(target, field, row)}
                        />
                      )}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
