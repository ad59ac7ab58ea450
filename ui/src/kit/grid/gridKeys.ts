import type { KeyboardEvent } from "react";
import type { GridFocus } from "./useGridFocus";

export interface GridCommands {
  open: () => void;
  toggleGroup: () => boolean;
  clearCell: () => void;
  clearSelection: () => void;
  toggleRow: (range: boolean) => void;
}

interface Situation {
  focus: GridFocus;
  editable: boolean;
  pageRows: number;
  commands: GridCommands;
}

// Keys that begin a value. In the first column letters are commands of the page (J, K, X, E and others);
// everywhere else they replace what stands in the cell.
function beginsValue(event: KeyboardEvent, { focus, editable }: Situation): boolean {
  if (!editable || focus.place.column === 0) return false;
  return (
    [...event.key].length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey
  );
}

// True when the key was for the grid.
export function handleGridKey(event: KeyboardEvent, situation: Situation): boolean {
  const { focus, editable, pageRows, commands } = situation;
  const far = event.ctrlKey || event.metaKey;
  const wholeList = Number.MAX_SAFE_INTEGER / 2;
  switch (event.key) {
    case "ArrowDown":
      focus.moveBy(far ? wholeList : 1, 0);
      if (event.shiftKey) commands.toggleRow(true);
      return true;
    case "ArrowUp":
      focus.moveBy(far ? -wholeList : -1, 0);
      if (event.shiftKey) commands.toggleRow(true);
      return true;
    case "ArrowLeft":
      focus.moveBy(0, -1);
      return true;
    case "ArrowRight":
      focus.moveBy(0, 1);
      return true;
    case "PageDown":
      focus.moveBy(pageRows, 0);
      return true;
    case "PageUp":
      focus.moveBy(-pageRows, 0);
      return true;
    case "Home":
      focus.moveBy(far ? -wholeList : 0, -wholeList);
      return true;
    case "End":
      focus.moveBy(far ? wholeList : 0, wholeList);
      return true;
    case "Enter":
      if (commands.toggleGroup()) return true;
      if (focus.place.column === 0 || !editable) commands.open();
      else focus.startEdit();
      return true;
    case "F2":
      if (editable) focus.startEdit();
      return editable;
    case "Delete":
    case "Backspace":
      if (!editable || focus.place.column === 0) return false;
      commands.clearCell();
      return true;
    case "Escape":
      commands.clearSelection();
      return true;
  }
  if (!beginsValue(event, situation)) return false;
  focus.startEdit(event.key);
  return true;
}
