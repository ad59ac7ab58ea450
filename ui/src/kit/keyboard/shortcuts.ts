// The one registry of keys. Keys are told by their place on the keyboard (event.code), so that they work
// on every layout, and belong to a scope: the innermost scope that is alive gets the key first.

export type Scope = "global" | "page" | "panel" | "dialog";

export interface Shortcut {
  // "KeyJ", "Shift+Slash", "Mod+KeyK" (Ctrl, or Command on a Mac), or two in a row: "KeyG KeyA".
  keys: string;
  label: string;
  // Where the help lists it.
  section: string;
  scope: Scope;
  run: (event: KeyboardEvent) => void;
  // Also while a text is being typed.
  inText?: boolean;
}

const order: Scope[] = ["global", "page", "panel", "dialog"];

// How long the second key of a sequence may take.
const sequenceMs = 1000;

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return target.type !== "checkbox" && target.type !== "radio";
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

export function chordOf(event: KeyboardEvent): string {
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push("Mod");
  if (event.altKey) parts.push("Alt");
  if (event.shiftKey) parts.push("Shift");
  parts.push(event.code);
  return parts.join("+");
}

// Two shortcuts clash when the same keys in the same scope mean two things, or when one is the beginning
// of the other.
export function clashes(shortcuts: Pick<Shortcut, "keys" | "scope">[]): string[] {
  const found: string[] = [];
  shortcuts.forEach((one, index) => {
    for (const other of shortcuts.slice(index + 1)) {
      if (one.scope !== other.scope) continue;
      const same = one.keys === other.keys;
      const begins = other.keys.startsWith(`${one.keys} `) || one.keys.startsWith(`${other.keys} `);
      if (same || begins) found.push(`${one.scope}: ${one.keys} / ${other.keys}`);
    }
  });
  return found;
}

export class ShortcutRegistry {
  private shortcuts: Shortcut[] = [];
  private listeners = new Set<() => void>();
  private pending = "";
  private pendingSince = 0;
  private snapshot: Shortcut[] = [];

  add(shortcuts: Shortcut[]): () => void {
    this.shortcuts = [...this.shortcuts, ...shortcuts];
    this.announce();
    return () => {
      this.shortcuts = this.shortcuts.filter((shortcut) => !shortcuts.includes(shortcut));
      this.announce();
    };
  }

  all = (): Shortcut[] => this.snapshot;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  handle = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.code === "") return;
    const typing = isTyping(event.target);
    const inDialog = event.target instanceof Element && event.target.closest("[role=dialog]") !== null;
    const candidates = this.shortcuts
      .filter((shortcut) => !typing || shortcut.inText)
      // Under an open dialog the page is out of reach, but for the keys that the dialog itself declares.
      .filter((shortcut) => !inDialog || shortcut.scope === "dialog" || shortcut.inText)
      // Innermost scope first; within a scope the newest.
      .reverse()
      .sort((one, other) => order.indexOf(other.scope) - order.indexOf(one.scope));

    const chord = chordOf(event);
    const inTime = event.timeStamp - this.pendingSince < sequenceMs;
    const sequence = this.pending && inTime ? `${this.pending} ${chord}` : chord;
    this.pending = "";

    const hit =
      candidates.find((shortcut) => shortcut.keys === sequence) ??
      candidates.find((shortcut) => shortcut.keys === chord);
    if (hit) {
      event.preventDefault();
      hit.run(event);
      return;
    }
    if (candidates.some((shortcut) => shortcut.keys.startsWith(`${chord} `))) {
      this.pending = chord;
      this.pendingSince = event.timeStamp;
    }
  };

  private announce(): void {
    this.snapshot = this.shortcuts;
    for (const listener of this.listeners) listener();
  }
}

export const shortcutRegistry = new ShortcutRegistry();
