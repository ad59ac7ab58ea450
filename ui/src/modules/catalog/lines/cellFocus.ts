import type { KeyboardEvent } from "react";

// The cells of a row by which one walks up and down.
export type CellName = "description" | "quantity" | "unit" | "price" | "discount_percent" | "promised_on";

export function focusCell(table: Element | null, row: number, cell: CellName): boolean {
  const input = table?.querySelector<HTMLElement>(`[data-row="${row}"] [data-cell="${cell}"]`);
  if (!input) return false;
  input.focus();
  return true;
}

// Enter goes on to the next line, arrows walk up and down; at the first line that is still empty one begins anew.
export function walk(event: KeyboardEvent<HTMLElement>, cell: CellName): void {
  const step =
    event.key === "ArrowUp" || (event.key === "Enter" && event.shiftKey)
      ? -1
      : event.key === "ArrowDown" || event.key === "Enter"
        ? 1
        : 0;
  if (step === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  const row = event.currentTarget.closest<HTMLElement>("[data-row]");
  const next = Number(row?.dataset.row) + step;
  const table = event.currentTarget.closest("table");
  event.preventDefault();
  const isBlank = table?.querySelector(`[data-row="${next}"]`)?.hasAttribute("data-blank");
  focusCell(table, next, isBlank ? "description" : cell);
}
