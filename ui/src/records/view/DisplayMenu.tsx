import { NativeSelect, Popover } from "@mantine/core";
import { IconAdjustments, IconArrowDown, IconArrowUp, IconX } from "@tabler/icons-react";
import { fieldOf } from "@/api/meta";
import type { EntityMeta } from "@/api/types";
import { Segments } from "@/kit/Segments";
import { useText } from "@/text";
import { ColumnChooser } from "./ColumnChooser";
import "./view.css";
import { isGroupable } from "./groupable";
import type { Density, SortKey } from "./listState";
import type { ListView } from "./useListState";

// Order, groups, columns and row height of a list.
export function DisplayMenu({ entity, list }: { entity: EntityMeta; list: ListView }) {
  const text = useText();
  const { state, change } = list;
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus width={290}>
      <Popover.Target>
        <button type="button" className="plain chip">
          <IconAdjustments size={13} aria-hidden />
          {text("view.display")}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={12} aria-label={text("view.display")}>
        <div className="display-menu">
          <Segments<Density>
            label={text("view.density")}
            value={state.density}
            onChange={(density) => change({ density })}
            options={[
              { value: "compact", label: text("view.compact") },
              { value: "comfortable", label: text("view.comfortable") },
            ]}
          />
          <SortEditor entity={entity} order={state.orderBy} onChange={(orderBy) => change({ orderBy })} />
          <NativeSelect
            size="xs"
            label={text("view.group")}
            value={state.groupBy ?? ""}
            onChange={(event) => change({ groupBy: event.currentTarget.value || null })}
            data={[
              { value: "", label: text("view.noGroup") },
              ...entity.fields
                .filter(isGroupable)
                .map((field) => ({ value: field.name, label: field.label })),
            ]}
          />
          <ColumnChooser
            entity={entity}
            columns={state.columns}
            onChange={(columns) => change({ columns })}
          />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

interface SortEditorProps {
  entity: EntityMeta;
  order: SortKey[];
  onChange: (order: SortKey[]) => void;
}

// The server takes four keys.
const sortKeysMax = 4;

function SortEditor({ entity, order, onChange }: SortEditorProps) {
  const text = useText();
  const sortable = entity.fields.filter((field) => field.sortable !== false && field.type !== "json");
  const unused = sortable.filter((field) => !order.some((key) => key.field === field.name));
  return (
    <div className="sort-editor">
      <span className="display-label">{text("view.sort")}</span>
      {order.map((key, index) => {
        const name = fieldOf(entity, key.field)?.label ?? key.field;
        const flip = () =>
          onChange(order.map((other) => (other === key ? { ...key, descending: !key.descending } : other)));
        return (
          <span key={key.field} className="row sort-key">
            <span className="grow truncate">{name}</span>
            <button
              type="button"
              className="plain icon-button"
              aria-label={`${name}: ${text(key.descending ? "view.descending" : "view.ascending")}`}
              onClick={flip}
            >
              {key.descending ? <IconArrowDown size={14} /> : <IconArrowUp size={14} />}
            </button>
            <button
              type="button"
              className="plain icon-button"
              aria-label={text("common.remove", { name })}
              onClick={() => onChange(order.filter((_, place) => place !== index))}
            >
              <IconX size={14} />
            </button>
          </span>
        );
      })}
      {order.length < sortKeysMax && (
        <NativeSelect
          size="xs"
          aria-label={text(order.length > 0 ? "view.thenBy" : "view.sort")}
          value=""
          onChange={(event) => {
            const field = event.currentTarget.value;
            if (field) onChange([...order, { field, descending: false }]);
          }}
          data={[
            { value: "", label: text(order.length > 0 ? "view.thenBy" : "view.noSort") },
            ...unused.map((field) => ({ value: field.name, label: field.label })),
          ]}
        />
      )}
    </div>
  );
}
