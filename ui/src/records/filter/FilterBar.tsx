import { Popover } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconAdjustmentsAlt, IconFilter, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { fieldOf } from "@/api/meta";
import type { EntityMeta, FieldMeta } from "@/api/types";
import { type Condition, nodeOf } from "@/fields/filter/condition";
import { parseFilter } from "@/fields/filter/parse";
import { printFilter } from "@/fields/filter/print";
import type { FilterNode } from "@/fields/filter/tree";
import { Picker } from "@/kit/picker/Picker";
import { useText } from "@/text";
import { ConditionEditor } from "./ConditionEditor";
import { ConditionText } from "./ConditionText";
import "./filter.css";
import { FilterDialog } from "./FilterDialog";
import { firstCondition, isFilterable, simpleCondition } from "./filterFields";

interface FilterBarProps {
  entity: EntityMeta;
  filter: string;
  onChange: (filter: string) => void;
}

const applyDelayMs = 250;

// The terms that all must hold; null when the filter is not such a list.
export function termsOf(filter: string): FilterNode[] | null {
  const { node, fault } = parseFilter(filter);
  if (fault) return null;
  if (!node) return [];
  return node.kind === "and" ? node.parts : [node];
}

export function writeTerms(terms: FilterNode[]): string {
  return terms.length === 0
    ? ""
    : printFilter(terms.length === 1 && terms[0] ? terms[0] : { kind: "and", parts: terms });
}

// A chip for each condition, and the ways to add more.
export function FilterBar({ entity, filter, onChange }: FilterBarProps) {
  const text = useText();
  const [advanced, setAdvanced] = useState(false);
  const terms = termsOf(filter);
  const replace = (place: number, node: FilterNode | null) => {
    const next = (terms ?? []).map((term, index) => (index === place ? node : term));
    onChange(writeTerms(next.filter((term): term is FilterNode => term !== null)));
  };
  return (
    <>
      {terms === null ? (
        <AdvancedChip onOpen={() => setAdvanced(true)} onRemove={() => onChange("")} />
      ) : (
        terms.map((term, index) => {
          const condition = simpleCondition(entity, term);
          const field = condition && fieldOf(entity, condition.path);
          if (!condition || !field) {
            return (
              <AdvancedChip
                key={index}
                onOpen={() => setAdvanced(true)}
                onRemove={() => replace(index, null)}
              />
            );
          }
          return (
            <ConditionChip
              key={index}
              field={field}
              condition={condition}
              onChange={(node) => replace(index, node)}
            />
          );
        })
      )}
      <AddFilter
        entity={entity}
        onAdd={(node) => onChange(writeTerms([...(terms ?? []), node]))}
        onAdvanced={() => setAdvanced(true)}
      />
      {advanced && (
        <FilterDialog
          entity={entity}
          filter={filter}
          onApply={onChange}
          onClose={() => setAdvanced(false)}
          label={text("filter.title")}
        />
      )}
    </>
  );
}

function AdvancedChip({ onOpen, onRemove }: { onOpen: () => void; onRemove: () => void }) {
  const text = useText();
  return (
    <span className="chip filter-chip">
      <button type="button" className="plain chip-body" onClick={onOpen}>
        <IconAdjustmentsAlt size={13} aria-hidden />
        {text("filter.advanced")}
      </button>
      <RemoveChip name={text("filter.advanced")} onRemove={onRemove} />
    </span>
  );
}

function RemoveChip({ name, onRemove }: { name: string; onRemove: () => void }) {
  const text = useText();
  return (
    <button
      type="button"
      className="plain chip-remove"
      aria-label={text("common.remove", { name })}
      onClick={onRemove}
    >
      <IconX size={12} />
    </button>
  );
}

interface ConditionChipProps {
  field: FieldMeta;
  condition: Condition;
  onChange: (node: FilterNode | null) => void;
}

function ConditionChip({ field, condition, onChange }: ConditionChipProps) {
  const [draft, setDraft] = useState<Condition | null>(null);
  const apply = useDebouncedCallback(onChange, applyDelayMs);
  const edit = (next: Condition) => {
    setDraft(next);
    const node = nodeOf(next);
    // An unfinished condition waits in its popover; the list stays as it was.
    if (node) apply(node);
  };
  return (
    <span className="chip filter-chip">
      <Popover
        opened={draft !== null}
        onChange={(open) => setDraft(open ? condition : null)}
        position="bottom-start"
        shadow="md"
        trapFocus
      >
        <Popover.Target>
          <button
            type="button"
            className="plain chip-body"
            onClick={() => setDraft(draft ? null : condition)}
          >
            <ConditionText field={field} condition={draft ?? condition} />
          </button>
        </Popover.Target>
        <Popover.Dropdown p={8} aria-label={field.label}>
          {draft && <ConditionEditor field={field} condition={draft} onChange={edit} />}
        </Popover.Dropdown>
      </Popover>
      <RemoveChip name={field.label} onRemove={() => onChange(null)} />
    </span>
  );
}

interface AddFilterProps {
  entity: EntityMeta;
  onAdd: (node: FilterNode) => void;
  onAdvanced: () => void;
}

// First the field, then operator and value, in one popover.
function AddFilter({ entity, onAdd, onAdvanced }: AddFilterProps) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState<Condition | null>(null);
  const field = draft ? fieldOf(entity, draft.path) : undefined;
  const close = (keep: boolean) => {
    const node = draft && keep ? nodeOf(draft) : null;
    if (node) onAdd(node);
    setOpen(false);
    setDraft(null);
  };
  return (
    <Popover
      opened={open}
      onChange={(next) => (next ? setOpen(true) : close(true))}
      position="bottom-end"
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button
          type="button"
          className="plain chip dashed"
          onClick={() => (open ? close(true) : setOpen(true))}
        >
          <IconFilter size={13} aria-hidden />
          {text("view.filter")}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={draft ? 8 : 0} w={draft ? undefined : 260} aria-label={text("view.addFilter")}>
        {draft && field ? (
          <form
            className="add-filter"
            onSubmit={(event) => {
              event.preventDefault();
              close(true);
            }}
          >
            <h2>{field.label}</h2>
            <ConditionEditor field={field} condition={draft} onChange={setDraft} />
            <button type="submit" className="plain add-filter-apply">
              {text("filter.apply")}
            </button>
          </form>
        ) : (
          <Picker
            label={text("filter.chooseField")}
            options={entity.fields
              .filter(isFilterable)
              .map((candidate) => ({ value: candidate.name, label: candidate.label }))}
            selected={[]}
            onToggle={(name) => {
              const chosen = fieldOf(entity, name);
              if (chosen) setDraft(firstCondition(chosen));
            }}
            footer={
              <button
                type="button"
                className="plain picker-footer"
                onClick={() => {
                  close(false);
                  onAdvanced();
                }}
              >
                <IconAdjustmentsAlt size={14} aria-hidden />
                {text("filter.advanced")}
              </button>
            }
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
