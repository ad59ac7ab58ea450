import type { Choice, FieldMeta } from "@/api/types";
import { Pill } from "@/kit/Pill";
import type { PickerOption } from "@/kit/picker/Picker";

export function choiceKey(choice: Choice): string {
  return choice.value ?? choice.id ?? choice.key ?? choice.label;
}

export function findChoice(field: FieldMeta, key: string): Choice | undefined {
  return field.choices?.find((choice) => choice.value === key || choice.id === key || choice.key === key);
}

export function ChoicePill({ field, value }: { field: FieldMeta; value: string }) {
  const choice = findChoice(field, value);
  return <Pill colour={choice?.colour}>{choice?.label ?? value}</Pill>;
}

// Retired choices stay readable where they are set and cannot be chosen anew.
export function choiceOptions(
  field: FieldMeta,
  belongs: (choice: Choice) => boolean = () => true,
): PickerOption[] {
  return (field.choices ?? [])
    .filter((choice) => !choice.retired && belongs(choice))
    .map((choice) => ({
      value: choiceKey(choice),
      label: choice.label,
      view: <Pill colour={choice.colour}>{choice.label}</Pill>,
    }));
}
