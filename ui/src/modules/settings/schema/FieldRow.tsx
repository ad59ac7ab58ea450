import { Button } from "@mantine/core";
import { IconArchive, IconArrowDown, IconArrowUp, IconPencil } from "@tabler/icons-react";
import { useEntities } from "@/api/meta";
import { Pill } from "@/kit/Pill";
import { currentLanguage, useText } from "@/text";
import { type FieldDefinition, typeGroups, wordsIn } from "./fieldDraft";

const namedTypes = typeGroups.flatMap((group) => [...group.types]);

interface FieldRowProps {
  field: FieldDefinition;
  // The neighbours, where fields can be put in order.
  before?: string;
  after?: string;
  onMove?: (place: { before: string } | { after: string }) => void;
  onEdit?: () => void;
  onRetire?: () => void;
  onRestore?: () => void;
}

export function FieldRow(props: FieldRowProps) {
  const text = useText();
  const entities = useEntities();
  const { field, before, after, onMove, onEdit, onRetire, onRestore } = props;
  const label = wordsIn(field.label, currentLanguage());
  const type = namedTypes.find((name) => name === field.type);
  const target = entities.find((entity) => entity.name === field.entity)?.label.many;
  return (
    <li className="schema-field">
      <span className="grow">
        {label}
        <small className="faint">{field.name}</small>
      </span>
      <span className="quiet schema-type">
        {type ? text(`schema.types.${type}`) : field.type}
        {target && <small className="faint">{target}</small>}
      </span>
      <span className="row schema-marks">
        {field.read_only && (
          <Pill colour="violet" dot={false}>
            {text("schema.computed")}
          </Pill>
        )}
        {field.required && (
          <Pill colour="orange" dot={false}>
            {text("schema.required")}
          </Pill>
        )}
        {field.unique && (
          <Pill colour="blue" dot={false}>
            {text("schema.unique")}
          </Pill>
        )}
        {field.searchable && <Pill dot={false}>{text("schema.searchable")}</Pill>}
      </span>
      <span className="row schema-buttons" data-many={onMove ? true : undefined}>
        {onMove && (
          <>
            <button
              type="button"
              className="plain icon-button"
              disabled={!before}
              aria-label={text("settings.up", { name: label })}
              onClick={() => before && onMove({ before })}
            >
              <IconArrowUp size={15} />
            </button>
            <button
              type="button"
              className="plain icon-button"
              disabled={!after}
              aria-label={text("settings.down", { name: label })}
              onClick={() => after && onMove({ after })}
            >
              <IconArrowDown size={15} />
            </button>
          </>
        )}
        {onEdit && (
          <button
            type="button"
            className="plain icon-button"
            title={text("common.edit")}
            aria-label={text("schema.editField", { name: label })}
            onClick={onEdit}
          >
            <IconPencil size={15} />
          </button>
        )}
        {onRetire && (
          <button
            type="button"
            className="plain icon-button"
            title={text("schema.retire")}
            aria-label={text("schema.retireField", { name: label })}
            onClick={onRetire}
          >
            <IconArchive size={15} />
          </button>
        )}
        {onRestore && (
          <Button variant="default" size="compact-xs" onClick={onRestore}>
            {text("schema.restore")}
          </Button>
        )}
      </span>
    </li>
  );
}
