import { Button } from "@mantine/core";
import { type KeyboardEvent, useId, useState } from "react";
import { allowed, fieldOf, useEntities } from "@/api/meta";
import { isProblem } from "@/api/problem";
import { useAttached } from "@/api/timeline";
import type { EntityMeta, FieldMeta, RecordItem, RecordValues } from "@/api/types";
import { useUndo } from "@/api/undo";
import { useWrites } from "@/api/writes";
import { isLink } from "@/fields/link/LinkView";
import { fieldTypeOf } from "@/fields/registry";
import { Keys } from "@/kit/keyboard/Keys";
import { toastError, toastUndo } from "@/kit/toast";
import { isFillable, useRecordForm } from "@/records/form/useRecordForm";
import { type ComposerKind, handMade } from "@/records/handMade";
import { useText } from "@/text";

interface ComposerProps {
  entity: EntityMeta;
  record: RecordItem;
}

// What hangs on this record hangs on what the record hangs on, too: a deal's call is its client's as well.
function linksTo(target: EntityMeta, entity: EntityMeta, record: RecordItem): RecordValues {
  const values: RecordValues = {};
  if (fieldOf(target, "about")) values.about = { entity: entity.name, id: record.id };
  for (const field of target.fields) {
    if (field.type !== "link" || !isFillable(field) || field.name === "owner") continue;
    if (field.entity === entity.name && field.name === entity.singular) values[field.name] = record.id;
    const own = fieldOf(entity, field.name);
    const value = record[field.name];
    if (own?.type === "link" && own.entity === field.entity && isLink(value)) values[field.name] = value.id;
  }
  return values;
}

// Drafts survive a reload; storage is full or forbidden for some, and they go without.
const draftKey = (entity: string, id: string, kind: string) => `kontor.draft.${entity}.${id}.${kind}`;

function readDraft(key: string): string {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

function keepDraft(key: string, words: string): void {
  try {
    if (words === "") localStorage.removeItem(key);
    else localStorage.setItem(key, words);
  } catch {
    // Without storage the words live as long as the page.
  }
}

export function Composer({ entity, record }: ComposerProps) {
  const text = useText();
  const entities = useEntities();
  const kinds = handMade.composers.flatMap((kind) => {
    const target = entities.find((candidate) => candidate.name === kind.entity);
    return target && allowed(target, "create") ? [{ kind, target }] : [];
  });
  const [chosen, setChosen] = useState(kinds[0]?.kind.name);
  const active = kinds.find(({ kind }) => kind.name === chosen) ?? kinds[0];
  if (!active) return null;
  return (
    <section className="composer card" aria-label={text("composer.label")}>
      <div className="row composer-kinds" role="group" aria-label={text("composer.label")}>
        {kinds.map(({ kind }) => (
          <button
            key={kind.name}
            type="button"
            className="plain composer-kind"
            aria-pressed={kind === active.kind}
            onClick={() => setChosen(kind.name)}
          >
            <kind.icon size={15} aria-hidden />
            {text(`composer.${kind.name}`)}
          </button>
        ))}
      </div>
      <ComposerForm key={active.kind.name} {...active} entity={entity} record={record} />
    </section>
  );
}

function ComposerForm({
  kind,
  target,
  entity,
  record,
}: ComposerProps & { kind: ComposerKind; target: EntityMeta }) {
  const text = useText();
  const { create } = useWrites();
  const { refresh } = useAttached(entity.name, record.id);
  const undo = useUndo();
  const id = useId();
  const key = draftKey(entity.name, record.id, kind.name);
  const [words, setWords] = useState(() => readDraft(key));
  const [sending, setSending] = useState(false);
  const [round, setRound] = useState(0);
  const fields = kind.fields.flatMap((name) => fieldOf(target, name) ?? []);
  const form = useRecordForm(fields, {});
  const placeholder = text(`composer.${kind.name}Placeholder`);

  const type = (next: string) => {
    setWords(next);
    keepDraft(key, next);
  };
  const save = async () => {
    const own = form.collect();
    const typed = words.trim();
    if (!own || sending || typed === "") return;
    const [firstLine = "", ...rest] = typed.split("\n");
    // A short text is its own title; of a long one the first line is.
    const body = kind.title ? rest.join("\n").trim() : typed;
    const values: RecordValues = { ...linksTo(target, entity, record), ...kind.values, ...own };
    if (kind.title) values[kind.title] = firstLine.slice(0, 200);
    if (body !== "") values[kind.text] = body;
    setSending(true);
    try {
      const { change } = await create(target.name, values);
      type("");
      for (const field of fields) form.set(field, undefined);
      setRound(round + 1);
      await refresh();
      if (change)
        toastUndo(text("composer.saved", { name: text(`composer.${kind.name}`) }), () => undo(change));
    } catch (error) {
      if (!form.refuse(error) || isProblem(error)) toastError(error);
    } finally {
      setSending(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void save();
  };
  return (
    <div onKeyDown={onKeyDown}>
      <textarea
        className="composer-text"
        rows={3}
        aria-label={placeholder}
        placeholder={placeholder}
        value={words}
        onChange={(event) => type(event.currentTarget.value)}
      />
      <div className="composer-foot">
        {fields.map((field) => (
          <ComposerField
            key={`${field.name} ${round}`}
            field={field}
            form={form}
            id={`${id}-${field.name}`}
          />
        ))}
        <span className="grow" />
        <Keys keys="Mod+Enter" />
        <Button
          size="compact-sm"
          disabled={words.trim() === ""}
          loading={sending}
          aria-keyshortcuts="Control+Enter"
          onClick={() => void save()}
        >
          {text("common.save")}
        </Button>
      </div>
    </div>
  );
}

interface ComposerFieldProps {
  field: FieldMeta;
  form: ReturnType<typeof useRecordForm>;
  id: string;
}

function ComposerField({ field, form, id }: ComposerFieldProps) {
  const { Input } = fieldTypeOf(field);
  return (
    <div className="composer-field">
      <span className="faint" id={`${id}-label`}>
        {field.label}
      </span>
      <Input
        id={id}
        place="form"
        field={field}
        label={field.label}
        value={form.values[field.name]}
        record={form.values}
        onChange={(value) => form.set(field, value)}
        onFault={(message) => form.setFault(field, message)}
        invalid={form.faults[field.name] !== undefined}
      />
    </div>
  );
}
