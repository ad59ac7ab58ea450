import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { type Shortcut, shortcutRegistry } from "./shortcuts";

export type ShortcutInput = Omit<Shortcut, "run"> & { run: (event: KeyboardEvent) => void };

// Declares keys for as long as the component is on the page. The list may change with every render; what
// is registered changes only when keys, labels or scopes do.
export function useShortcuts(shortcuts: ShortcutInput[]): void {
  const run = useEffectEvent((index: number, event: KeyboardEvent) => shortcuts[index]?.run(event));
  const signature = JSON.stringify(
    shortcuts.map(({ keys, label, section, scope, inText }) => ({ keys, label, section, scope, inText })),
  );
  useEffect(() => {
    const declared = JSON.parse(signature) as Omit<Shortcut, "run">[];
    return shortcutRegistry.add(
      declared.map((shortcut, index) => ({ ...shortcut, run: (event) => run(index, event) })),
    );
  }, [signature]);
}

export function useAllShortcuts(): Shortcut[] {
  return useSyncExternalStore(shortcutRegistry.subscribe, shortcutRegistry.all);
}

export function useShortcutListener(): void {
  useEffect(() => {
    window.addEventListener("keydown", shortcutRegistry.handle);
    return () => window.removeEventListener("keydown", shortcutRegistry.handle);
  }, []);
}
