import { Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { fieldOf } from "@/api/meta";
import type { EntityMeta } from "@/api/types";
import { useText } from "@/text";
import type { GrantMatrixProps } from "./GrantMatrix";
import { accesses, actionKey, fieldKey, isNamed, levelOf, levels, withCell, withoutEntity } from "./grants";
import { LevelSign } from "./LevelCell";

type GrantDetailsProps = GrantMatrixProps & { entity: EntityMeta };

// What goes beyond reading and changing: the actions of an entity, and fields that are not for everybody.
export function GrantDetails(props: GrantDetailsProps) {
  const text = useText();
  const { entity, cells, readOnly, onChange } = props;
  return (
    <div className="grant-details">
      {(entity.actions ?? []).length > 0 && <ActionRights {...props} />}
      <FieldRights {...props} />
      {isNamed(cells, entity.name) && !readOnly && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          onClick={() => onChange(withoutEntity(cells, entity.name))}
        >
          {text("roles.followOthers")}
        </Button>
      )}
    </div>
  );
}

// An action without a level of its own is for whoever may change the record.
function ActionRights({ entity, cells, readOnly, onChange }: GrantDetailsProps) {
  const text = useText();
  return (
    <section>
      <h3>{text("roles.actions")}</h3>
      <ul>
        {(entity.actions ?? []).map((action) => {
          const path = actionKey(entity.name, action.name);
          const own = cells[path];
          return (
            <li key={action.name}>
              <span className="grow">{action.label}</span>
              <span className="level-cell" data-inherited={own === undefined || undefined}>
                <LevelSign level={(own as never) ?? levelOf(cells, entity.name, "update")} />
                <select
                  aria-label={`${entity.label.many}: ${action.label}`}
                  value={own ?? ""}
                  disabled={readOnly}
                  onChange={(event) =>
                    onChange(withCell(cells, entity.name, path, event.currentTarget.value || null))
                  }
                >
                  <option value="">{text("roles.asUpdate")}</option>
                  {levels.map((level) => (
                    <option key={level} value={level}>
                      {text(`roles.level.${level}`)}
                    </option>
                  ))}
                </select>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function FieldRights({ entity, cells, readOnly, onChange }: GrantDetailsProps) {
  const text = useText();
  const before = fieldKey(entity.name, "");
  const restricted = Object.keys(cells)
    .filter((path) => path.startsWith(before))
    .map((path) => path.slice(before.length));
  const free = entity.fields
    .filter((field) => !restricted.includes(field.name) && field.name !== "id")
    .sort((one, other) => one.label.localeCompare(other.label));
  const write = (field: string, access: string | null) =>
    onChange(withCell(cells, entity.name, fieldKey(entity.name, field), access));
  return (
    <section>
      <h3>{text("roles.fields")}</h3>
      <p className="faint">{text("roles.fieldsText")}</p>
      <ul>
        {restricted.map((name) => {
          const label = fieldOf(entity, name)?.label ?? name;
          return (
            <li key={name}>
              <span className="grow truncate">{label}</span>
              <select
                className="access-select"
                aria-label={`${entity.label.many}: ${label}`}
                value={cells[fieldKey(entity.name, name)]}
                disabled={readOnly}
                onChange={(event) => write(name, event.currentTarget.value)}
              >
                {accesses.map((access) => (
                  <option key={access} value={access}>
                    {text(`roles.access.${access}`)}
                  </option>
                ))}
              </select>
              {!readOnly && (
                <button
                  type="button"
                  className="plain icon-button"
                  aria-label={text("common.remove", { name: label })}
                  onClick={() => write(name, null)}
                >
                  <IconX size={14} />
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {!readOnly && (
        <select
          className="access-select"
          aria-label={text("roles.addField")}
          value=""
          onChange={(event) => event.currentTarget.value && write(event.currentTarget.value, "hidden")}
        >
          <option value="">{text("roles.addField")}</option>
          {free.map((field) => (
            <option key={field.name} value={field.name}>
              {field.label}
            </option>
          ))}
        </select>
      )}
    </section>
  );
}
