import { Button, NativeSelect, Switch, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useEntities } from "@/api/meta";
import { isProblem } from "@/api/problem";
import type { EntityMeta } from "@/api/types";
import { Dialog } from "@/kit/Dialog";
import { toastDone, toastError } from "@/kit/toast";
import { currentLanguage, useText } from "@/text";
import { ChoicesInput } from "./ChoicesInput";
import {
  changedField,
  draftOf,
  emptyDraft,
  type FieldDefinition,
  type FieldDraft,
  type NewFieldType,
  newField,
  ownName,
  said,
  takesChoices,
  takesFormula,
  takesLength,
  takesSearch,
  takesTarget,
  takesUnique,
  typeGroups,
  wordsIn,
} from "./fieldDraft";
import { useSchema } from "./useSchema";
import { WordsInput } from "./WordsInput";

interface FieldDialogProps {
  entity: EntityMeta;
  // The field to change; a new one when absent.
  field: FieldDefinition | null;
  onClose: () => void;
}

export function FieldDialog({ entity, field, onClose }: FieldDialogProps) {
  const text = useText();
  const schema = useSchema();
  const [before] = useState(() => (field ? draftOf(field) : emptyDraft));
  const [draft, setDraft] = useState(before);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [sending, setSending] = useState(false);
  const set = (patch: Partial<FieldDraft>) => setDraft((known) => ({ ...known, ...patch }));
  const incomplete =
    said(draft.label) === "" ||
    draft.name.length < 3 ||
    (takesTarget(draft.type) && draft.entity === "" && !field) ||
    (takesChoices(draft.type) && draft.choices.length === 0);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    try {
      if (field) {
        const body = changedField(before, draft);
        if (Object.keys(body).length > 0) await schema.change(entity.name, field.name, body);
      } else await schema.add(entity.name, newField(draft));
      toastDone(text(field ? "settings.saved" : "schema.added", { name: said(draft.label) }));
      onClose();
    } catch (error) {
      setSending(false);
      if (isProblem(error) && error.fields.length > 0) setFaults(error.fieldMessages());
      else toastError(error);
    }
  };
  // Faults of single choices are told at the list of choices.
  const choiceFault = Object.entries(faults).find(([name]) => name.startsWith("choices"))?.[1];

  return (
    <Dialog
      title={
        field
          ? text("schema.editField", { name: wordsIn(field.label, currentLanguage()) })
          : text("schema.newFieldOf", { name: entity.label.many })
      }
      onClose={onClose}
      size="lg"
    >
      <form className="settings-dialog" onSubmit={submit} noValidate>
        <WordsInput
          label={text("schema.label")}
          words={draft.label}
          error={faults.label}
          autoFocus={!field}
          onChange={(label) => set({ label, name: draft.named ? draft.name : ownName(said(label)) })}
        />
        {!field && <KindOfField draft={draft} faults={faults} set={set} />}
        {takesChoices(draft.type) && (
          <ChoicesInput
            choices={draft.choices}
            error={choiceFault}
            onChange={(choices) => set({ choices })}
          />
        )}
        <WordsInput label={text("schema.help")} words={draft.help} onChange={(help) => set({ help })} />
        <FieldRules field={field} draft={draft} faults={faults} set={set} />
        <div className="row dialog-foot">
          <Button variant="default" onClick={onClose}>
            {text("common.cancel")}
          </Button>
          <Button type="submit" loading={sending} disabled={incomplete}>
            {text(field ? "common.save" : "schema.addField")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface PartProps {
  draft: FieldDraft;
  faults: Record<string, string>;
  set: (patch: Partial<FieldDraft>) => void;
}

// What is decided once: the type, its target, and the name on the wire.
function KindOfField({ draft, faults, set }: PartProps) {
  const text = useText();
  const entities = useEntities().filter((entity) => entity.module !== "platform");
  return (
    <>
      <NativeSelect
        label={text("schema.type")}
        description={text(`schema.typeHelp.${draft.type}`)}
        error={faults.type}
        value={draft.type}
        onChange={(event) => set({ type: event.currentTarget.value as NewFieldType })}
        data={typeGroups.map((group) => ({
          group: text(`schema.typeGroup.${group.name}`),
          items: group.types.map((type) => ({ value: type, label: text(`schema.types.${type}`) })),
        }))}
      />
      {takesTarget(draft.type) && (
        <NativeSelect
          label={text("schema.target")}
          error={faults.entity}
          value={draft.entity}
          onChange={(event) => set({ entity: event.currentTarget.value })}
          data={[
            { value: "", label: text("schema.chooseTarget") },
            ...entities.map((entity) => ({ value: entity.name, label: entity.label.many })),
          ]}
        />
      )}
      <TextInput
        label={text("schema.name")}
        description={text("schema.nameText")}
        error={faults.name}
        value={draft.name}
        onChange={(event) => set({ name: event.currentTarget.value, named: true })}
      />
    </>
  );
}

function FieldRules({ field, draft, faults, set }: PartProps & { field: FieldDefinition | null }) {
  const text = useText();
  // Of what the program ships, only words, choices and the duty to fill it in can be changed.
  const changeable = field === null || field.custom;
  const computed = field ? field.read_only : draft.formula.trim() !== "";
  return (
    <>
      {changeable && takesLength(draft.type) && (
        <TextInput
          label={text("schema.max")}
          inputMode="numeric"
          error={faults.max}
          value={draft.max}
          placeholder={draft.type === "text" ? "255" : "10000"}
          onChange={(event) => set({ max: event.currentTarget.value.replace(/\D/g, "") })}
        />
      )}
      {!computed && (
        <Switch
          label={text("schema.required")}
          description={text("schema.requiredText")}
          checked={draft.required}
          onChange={(event) => set({ required: event.currentTarget.checked })}
        />
      )}
      {!field && !computed && takesUnique(draft.type) && (
        <Switch
          label={text("schema.unique")}
          description={text("schema.uniqueText")}
          checked={draft.unique}
          onChange={(event) => set({ unique: event.currentTarget.checked })}
        />
      )}
      {changeable && takesSearch(draft.type) && (
        <Switch
          label={text("schema.searchable")}
          description={text("schema.searchableText")}
          checked={draft.searchable}
          onChange={(event) => set({ searchable: event.currentTarget.checked })}
        />
      )}
      {!field && !computed && <InitialValue draft={draft} faults={faults} set={set} />}
      {!field && takesFormula(draft.type) && (
        <Textarea
          label={text("schema.formula")}
          description={text("schema.formulaText")}
          error={faults.formula}
          className="code"
          autosize
          minRows={1}
          value={draft.formula}
          placeholder="amount * probability / 100"
          onChange={(event) => set({ formula: event.currentTarget.value })}
        />
      )}
    </>
  );
}

const typed = new Set(["text", "whole", "number", "percent", "money", "duration"]);

function InitialValue({ draft, faults, set }: PartProps) {
  const text = useText();
  const choose = (data: { value: string; label: string }[]) => (
    <NativeSelect
      label={text("schema.initial")}
      error={faults.default}
      value={draft.initial}
      data={[{ value: "", label: text("common.none") }, ...data]}
      onChange={(event) => set({ initial: event.currentTarget.value })}
    />
  );
  if (draft.type === "flag")
    return choose([
      { value: "true", label: text("common.yes") },
      { value: "false", label: text("common.no") },
    ]);
  if (draft.type === "choice" && draft.choices.length > 0)
    return choose(draft.choices.map(({ value, label }) => ({ value, label: said(label) || value })));
  if (!typed.has(draft.type)) return null;
  return (
    <TextInput
      label={text("schema.initial")}
      error={faults.default}
      value={draft.initial}
      onChange={(event) => set({ initial: event.currentTarget.value })}
    />
  );
}
