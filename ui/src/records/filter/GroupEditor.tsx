import { Button, NativeSelect } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { fieldOf } from "@/api/meta";
import type { EntityMeta } from "@/api/types";
import { printFilter } from "@/fields/filter/print";
import { useText } from "@/text";
import { ConditionEditor } from "./ConditionEditor";
import { type DraftGroup, type DraftPart, newId } from "./draftTree";
import { firstCondition, isFilterable } from "./filterFields";

interface GroupEditorProps {
  entity: EntityMeta;
  group: DraftGroup;
  depth: number;
  onChange: (group: DraftGroup) => void;
}

// Deeper than this nobody understands it any more; the text form goes on.
const depthMax = 3;

export function GroupEditor({ entity, group, depth, onChange }: GroupEditorProps) {
  const text = useText();
  const [first] = entity.fields.filter(isFilterable);
  const setPart = (id: number, next: DraftPart | null) => {
    const parts = group.parts.map((part) => (part.id === id ? next : part));
    onChange({ ...group, parts: parts.filter((part): part is DraftPart => part !== null) });
  };
  const add = (part: DraftPart) => onChange({ ...group, parts: [...group.parts, part] });
  return (
    <fieldset className="filter-group" data-depth={depth} aria-label={text("filter.group")}>
      {group.parts.map((part, index) => (
        <div key={part.id} className="filter-line">
          <span className="filter-join">
            {index === 0 ? (
              <span className="faint">{text("filter.where")}</span>
            ) : index === 1 ? (
              <NativeSelect
                size="xs"
                aria-label={text("filter.group")}
                value={group.join}
                onChange={(event) => onChange({ ...group, join: event.currentTarget.value as "and" | "or" })}
                data={[
                  { value: "and", label: text("filter.and") },
                  { value: "or", label: text("filter.or") },
                ]}
              />
            ) : (
              <span className="faint">{text(group.join === "and" ? "filter.and" : "filter.or")}</span>
            )}
          </span>
          <div className="grow">
            <PartEditor
              entity={entity}
              part={part}
              depth={depth}
              onChange={(next) => setPart(part.id, next)}
            />
          </div>
          <button
            type="button"
            className="plain icon-button"
            aria-label={text("common.remove", { name: text("filter.group") })}
            onClick={() => setPart(part.id, null)}
          >
            <IconX size={14} />
          </button>
        </div>
      ))}
      <div className="row">
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconPlus size={13} />}
          disabled={!first}
          onClick={() => first && add({ kind: "condition", id: newId(), condition: firstCondition(first) })}
        >
          {text("filter.addCondition")}
        </Button>
        {depth < depthMax && (
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconPlus size={13} />}
            onClick={() =>
              add({
                kind: "group",
                id: newId(),
                group: { join: group.join === "and" ? "or" : "and", parts: [] },
              })
            }
          >
            {text("filter.addGroup")}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

interface PartEditorProps {
  entity: EntityMeta;
  part: DraftPart;
  depth: number;
  onChange: (part: DraftPart) => void;
}

function PartEditor({ entity, part, depth, onChange }: PartEditorProps) {
  const text = useText();
  if (part.kind === "raw") return <code className="raw-condition">{printFilter(part.node)}</code>;
  if (part.kind === "group") {
    return (
      <GroupEditor
        entity={entity}
        group={part.group}
        depth={depth + 1}
        onChange={(group) => onChange({ ...part, group })}
      />
    );
  }
  const field = fieldOf(entity, part.condition.path);
  return (
    <div className="filter-condition">
      <NativeSelect
        size="xs"
        aria-label={text("filter.field")}
        value={part.condition.path}
        onChange={(event) => {
          const chosen = fieldOf(entity, event.currentTarget.value);
          if (chosen) onChange({ ...part, condition: firstCondition(chosen) });
        }}
        data={entity.fields
          .filter(isFilterable)
          .map((candidate) => ({ value: candidate.name, label: candidate.label }))}
      />
      {field && (
        <ConditionEditor
          key={field.name}
          field={field}
          condition={part.condition}
          inLine
          onChange={(condition) => onChange({ ...part, condition })}
        />
      )}
    </div>
  );
}
