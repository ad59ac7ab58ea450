import { Picker } from "@/kit/picker/Picker";
import { useText } from "@/text";
import type { FilterProps } from "../fieldType";
import { takesMany } from "../filter/condition";
import { literalString } from "../text/filter";
import { choiceOptions } from "./options";

export function ChoiceFilter({ field, operator, values, onChange }: FilterProps) {
  const text = useText();
  const selected = values.map(literalString);
  const toggle = (value: string) => {
    const without = selected.filter((other) => other !== value);
    const next = !takesMany(operator)
      ? [value]
      : without.length < selected.length
        ? without
        : [...selected, value];
    onChange(next.map((key) => ({ kind: "text", text: key })));
  };
  return (
    <Picker
      label={`${field.label}: ${text("filter.value")}`}
      options={choiceOptions(field)}
      selected={selected}
      onToggle={toggle}
      multiple={takesMany(operator)}
    />
  );
}
