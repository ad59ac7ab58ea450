import type { RefObject } from "react";
import { allowed } from "@/api/meta";
import type { EntityMeta } from "@/api/types";
import type { GridHandle } from "@/kit/grid/DataGrid";
import { useShortcuts } from "@/kit/keyboard/useShortcuts";
import { useText } from "@/text";
import { openCreate } from "../form/createState";

interface ListShortcutsInput {
  entity: EntityMeta;
  handle: RefObject<GridHandle | null>;
  onPeek: () => void;
  onEscape: () => void;
}

// The letters of a list. They work wherever the focus is, but for a cell that would take the letter as a value.
export function useListShortcuts({ entity, handle, onPeek, onEscape }: ListShortcutsInput): void {
  const text = useText();
  const section = text("keyboard.list");
  const scope = "page" as const;
  const move = (rows: number) => {
    handle.current?.focus();
    handle.current?.moveBy(rows);
  };
  useShortcuts([
    { keys: "KeyJ", label: text("keyboard.next"), section, scope, run: () => move(1) },
    { keys: "KeyK", label: text("keyboard.previous"), section, scope, run: () => move(-1) },
    { keys: "KeyO", label: text("common.open"), section, scope, run: () => handle.current?.open() },
    { keys: "KeyE", label: text("keyboard.edit"), section, scope, run: () => handle.current?.edit() },
    {
      keys: "KeyX",
      label: text("keyboard.select"),
      section,
      scope,
      run: () => handle.current?.toggleRow(false),
    },
    {
      keys: "Shift+KeyX",
      label: text("keyboard.selectRange"),
      section,
      scope,
      run: () => handle.current?.toggleRow(true),
    },
    { keys: "Space", label: text("keyboard.peek"), section, scope, run: onPeek },
    {
      keys: "KeyN",
      label: text("keyboard.newRecord"),
      section,
      scope,
      run: () => allowed(entity, "create") && openCreate({ entity: entity.name }),
    },
    { keys: "Escape", label: text("keyboard.escape"), section, scope, run: onEscape },
  ]);
}
