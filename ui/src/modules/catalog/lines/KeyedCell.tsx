import { fieldOf } from "@/api/meta";
import type { EntityMeta, LinkValue, Value } from "@/api/types";
import { isLink } from "@/fields/link/LinkView";

interface KeyedCellProps {
  meta: EntityMeta;
  field: string;
  label: string;
  value: Value;
  // What is shown instead of the name of what is chosen.
  face?: string;
  onPick: (link: LinkValue) => void;
}

// One of a short list, such as a unit: the browser's own list, which the keyboard and the phone know best.
export function KeyedCell({ meta, field, label, value, face, onPick }: KeyedCellProps) {
  const choices = fieldOf(meta, field)?.choices ?? [];
  const link = isLink(value) ? value : null;
  return (
    <span className="line-keyed">
      <span aria-hidden className="truncate">
        {face ?? link?.title ?? ""}
      </span>
      <select
        aria-label={label}
        value={link?.id ?? ""}
        onChange={(event) => {
          const choice = choices.find((one) => one.id === event.currentTarget.value);
          if (choice?.id) onPick({ id: choice.id, key: choice.key, title: choice.label });
        }}
      >
        {!link && <option value="" />}
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.label}
          </option>
        ))}
      </select>
    </span>
  );
}
