import type { FieldMeta, Value } from "@/api/types";
import { Picker } from "@/kit/picker/Picker";
import { PickerField } from "@/kit/picker/PickerField";
import { text } from "@/text";
import type { FieldType, InputProps, Parsed, ViewProps } from "../fieldType";
import { literalString } from "../text/filter";
import { ChoiceFilter } from "./ChoiceFilter";
import { ChoicePill, choiceKey, choiceOptions, findChoice } from "./options";

function choiceByText(typed: string, field: FieldMeta): string | undefined {
  const word = typed.trim().toLowerCase();
  const choice = field.choices?.find(
    (candidate) => candidate.label.toLowerCase() === word || choiceKey(candidate).toLowerCase() === word,
  );
  return choice && choiceKey(choice);
}

function labelOf(key: string, field: FieldMeta): string {
  return findChoice(field, key)?.label ?? key;
}

function ChoiceInput({
  value,
  field,
  onChange,
  onPick,
  typed,
  place,
  id,
  label,
  invalid,
  autoFocus,
}: InputProps) {
  const selected = typeof value === "string" ? [value] : [];
  const pick = (next: Value, close: () => void) => {
    close();
    onChange(next);
    onPick?.(next);
  };
  return (
    <PickerField
      id={id}
      label={label}
      place={place}
      invalid={invalid}
      autoFocus={autoFocus}
      view={selected[0] !== undefined && <ChoicePill field={field} value={selected[0]} />}
    >
      {(close) => (
        <Picker
          label={field.label}
          options={choiceOptions(field)}
          selected={selected}
          initialSearch={typed}
          onToggle={(key) => pick(key, close)}
          onClear={field.required ? undefined : () => pick(null, close)}
        />
      )}
    </PickerField>
  );
}

function readChoice(typed: string, field: FieldMeta): Parsed {
  if (typed.trim() === "") return { ok: true, value: null };
  const key = choiceByText(typed, field);
  return key === undefined ? { ok: false, message: text("field.notChoice") } : { ok: true, value: key };
}

export const choiceField: FieldType = {
  View: ({ value, field }: ViewProps) =>
    typeof value === "string" ? <ChoicePill field={field} value={value} /> : null,
  Input: ChoiceInput,
  Filter: ChoiceFilter,
  filterIsList: true,
  align: "start",
  width: 140,
  operators: ["anyOf", "noneOf", "is", "isNot", "empty", "notEmpty"],
  parse: readChoice,
  text: (value, field) => (typeof value === "string" ? labelOf(value, field) : ""),
  literalText: (literal, field) => labelOf(literalString(literal), field),
};

function keysOf(value: Value): string[] {
  return Array.isArray(value) ? value.filter((key): key is string => typeof key === "string") : [];
}

function ChoicesInput({ value, field, onChange, typed, place, id, label, invalid, autoFocus }: InputProps) {
  const selected = keysOf(value);
  const toggle = (key: string) =>
    onChange(selected.includes(key) ? selected.filter((other) => other !== key) : [...selected, key]);
  return (
    <PickerField
      id={id}
      label={label}
      place={place}
      invalid={invalid}
      autoFocus={autoFocus}
      view={selected.map((key) => <ChoicePill key={key} field={field} value={key} />)}
    >
      {() => (
        <Picker
          label={field.label}
          options={choiceOptions(field)}
          selected={selected}
          initialSearch={typed}
          onToggle={toggle}
          onClear={() => onChange([])}
          multiple
        />
      )}
    </PickerField>
  );
}

export const choicesField: FieldType = {
  View: ({ value, field }: ViewProps) => (
    <span className="row pills">
      {keysOf(value).map((key) => (
        <ChoicePill key={key} field={field} value={key} />
      ))}
    </span>
  ),
  Input: ChoicesInput,
  Filter: ChoiceFilter,
  filterIsList: true,
  align: "start",
  width: 200,
  operators: ["anyOf", "noneOf", "empty", "notEmpty"],
  parse: (typed, field) => {
    const keys = typed
      .split(/[,;]/)
      .filter((word) => word.trim() !== "")
      .map((word) => choiceByText(word, field));
    return keys.includes(undefined)
      ? { ok: false, message: text("field.notChoice") }
      : { ok: true, value: keys as string[] };
  },
  text: (value, field) =>
    keysOf(value)
      .map((key) => labelOf(key, field))
      .join(", "),
  literalText: (literal, field) => labelOf(literalString(literal), field),
  wide: true,
};
