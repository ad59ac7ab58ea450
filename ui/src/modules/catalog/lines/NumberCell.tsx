import { type KeyboardEvent, useState } from "react";
import type { Value } from "@/api/types";
import { normaliseDecimal, showDecimal } from "@/fields/number/decimal";
import { type CellName, walk } from "./cellFocus";

interface NumberCellProps {
  cell: CellName;
  label: string;
  value: Value;
  // How the value looks while nobody edits it.
  show: (decimal: string) => string;
  onCommit: (decimal: string | null) => void;
  invalid?: boolean;
}

// A number that is typed over: what is no number is put back.
export function NumberCell({ cell, label, value, show, onCommit, invalid }: NumberCellProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const shown = value === null || value === undefined || value === "" ? "" : show(String(value));
  const commit = () => {
    if (draft === null) return;
    setDraft(null);
    const next = draft.trim() === "" ? null : normaliseDecimal(draft);
    if (next === null && draft.trim() !== "") return;
    if (showDecimal(next) !== showDecimal(value)) onCommit(next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Escape") {
      setDraft(null);
      event.stopPropagation();
      return;
    }
    walk(event, cell);
  };
  return (
    <input
      className="line-input num"
      data-cell={cell}
      inputMode="decimal"
      aria-label={label}
      aria-invalid={invalid || undefined}
      value={draft ?? shown}
      onFocus={(event) => {
        setDraft(showDecimal(value));
        const input = event.currentTarget;
        // The plain number stands in the field after this render only.
        requestAnimationFrame(() => document.activeElement === input && input.select());
      }}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={onKeyDown}
    />
  );
}
