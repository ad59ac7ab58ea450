import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useState } from "react";
import { fieldOf } from "@/api/meta";
import type { EntityMeta } from "@/api/types";
import { useText } from "@/text";
import { type ColumnState, isListed } from "./listState";

interface ColumnChooserProps {
  entity: EntityMeta;
  columns: ColumnState[];
  onChange: (columns: ColumnState[]) => void;
}

function swapped(columns: ColumnState[], at: number, by: number): ColumnState[] {
  const next = [...columns];
  const [moved] = next.splice(at, 1);
  if (moved) next.splice(at + by, 0, moved);
  return next;
}

// Which fields are columns, and in what order.
export function ColumnChooser({ entity, columns, onChange }: ColumnChooserProps) {
  const text = useText();
  const [search, setSearch] = useState("");
  const title = entity.roles.title;
  const needle = search.trim().toLowerCase();
  const shown = columns.filter((column) => column.field !== title);
  const hidden = entity.fields.filter(
    (field) =>
      isListed(field) && field.name !== title && !columns.some((column) => column.field === field.name),
  );
  const fits = (label: string) => label.toLowerCase().includes(needle);
  return (
    <div className="column-chooser">
      <span className="display-label">{text("view.columns")}</span>
      <input
        className="picker-search boxed"
        placeholder={text("view.findField")}
        aria-label={text("view.findField")}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <div className="column-list">
        {shown.map((column) => {
          const label = fieldOf(entity, column.field)?.label ?? column.field;
          if (!fits(label)) return null;
          const at = columns.indexOf(column);
          return (
            <span key={column.field} className="row column-choice">
              <label className="row grow">
                <input
                  type="checkbox"
                  className="check"
                  checked
                  onChange={() => onChange(columns.filter((other) => other !== column))}
                />
                <span className="truncate">{label}</span>
              </label>
              <button
                type="button"
                className="plain icon-button"
                aria-label={`${label}: ${text("view.moveLeft")}`}
                disabled={at === 0}
                onClick={() => onChange(swapped(columns, at, -1))}
              >
                <IconChevronUp size={14} />
              </button>
              <button
                type="button"
                className="plain icon-button"
                aria-label={`${label}: ${text("view.moveRight")}`}
                disabled={at === columns.length - 1}
                onClick={() => onChange(swapped(columns, at, 1))}
              >
                <IconChevronDown size={14} />
              </button>
            </span>
          );
        })}
        {hidden
          .filter((field) => fits(field.label))
          .map((field) => (
            <span key={field.name} className="row column-choice">
              <label className="row grow">
                <input
                  type="checkbox"
                  className="check"
                  checked={false}
                  onChange={() => onChange([...columns, { field: field.name }])}
                />
                <span className="truncate quiet">{field.label}</span>
              </label>
            </span>
          ))}
      </div>
    </div>
  );
}
