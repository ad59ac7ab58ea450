import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { AnyLink, LinkValue } from "@/api/types";
import { Picker } from "@/kit/picker/Picker";
import { PickerField } from "@/kit/picker/PickerField";
import { choiceOptions, findChoice } from "../choice/options";
import type { InputProps } from "../fieldType";
import { HiddenLinkView, isHidden, isLink, LinkFace } from "./LinkView";
import { useLinkOptions } from "./useLinkOptions";

export function LinkInput({
  value,
  field,
  record,
  onChange,
  onPick,
  typed,
  place,
  id,
  label,
  invalid,
  autoFocus,
}: InputProps) {
  const link = isLink(value) ? value : null;
  const pick = (next: LinkValue | null, close: () => void) => {
    close();
    onChange(next);
    onPick?.(next);
  };
  const view = link ? <LinkFace link={link} field={field} /> : isHidden(value) ? <HiddenLinkView /> : null;
  return (
    <PickerField id={id} label={label} place={place} invalid={invalid} autoFocus={autoFocus} view={view}>
      {(close) =>
        field.choices ? (
          <Picker
            label={field.label}
            // A stage belongs to a pipeline: only those of the record's own may be chosen.
            options={choiceOptions(field, (choice) => {
              const pipeline = record.pipeline as AnyLink | null | undefined;
              return !choice.pipeline || !isLink(pipeline) || choice.pipeline === pipeline.id;
            })}
            selected={link ? [link.id] : []}
            initialSearch={typed}
            onToggle={(key) => {
              const choice = findChoice(field, key);
              if (choice) pick({ id: choice.id ?? key, key: choice.key, title: choice.label }, close);
            }}
            onClear={field.required ? undefined : () => pick(null, close)}
          />
        ) : (
          <LinkSearch
            field={field}
            selected={link ? [link] : []}
            typed={typed}
            onToggle={(next) => pick(next, close)}
            onClear={field.required ? undefined : () => pick(null, close)}
          />
        )
      }
    </PickerField>
  );
}

interface LinkSearchProps {
  field: InputProps["field"];
  selected: LinkValue[];
  typed?: string;
  multiple?: boolean;
  onToggle: (link: LinkValue) => void;
  onClear?: () => void;
}

// Searches the records that a link may point to.
export function LinkSearch({ field, selected, typed, multiple, onToggle, onClear }: LinkSearchProps) {
  const [search, setSearch] = useState(typed ?? "");
  const [asked] = useDebouncedValue(search, 150);
  const { options, searching } = useLinkOptions(field.entity ?? "", asked);
  const known = new Set(options.map((link) => link.id));
  const all = search === "" ? [...selected.filter((link) => !known.has(link.id)), ...options] : options;
  return (
    <Picker
      label={field.label}
      options={all.map((link) => ({
        value: link.id,
        label: link.title,
        view: <LinkFace link={link} field={field} />,
      }))}
      selected={selected.map((link) => link.id)}
      search={search}
      onSearch={setSearch}
      foundOutside
      searching={searching}
      multiple={multiple}
      onToggle={(id) => {
        const link = all.find((candidate) => candidate.id === id);
        if (link) onToggle(link);
      }}
      onClear={onClear}
    />
  );
}
