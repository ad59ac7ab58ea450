import { createStore, useStore } from "@/api/store";

interface ShellState {
  palette: boolean;
  help: boolean;
  folded: boolean;
}

const foldedKey = "kontor.sidebar.folded";

const shellState = createStore<ShellState>({
  palette: false,
  help: false,
  folded: typeof localStorage !== "undefined" && localStorage.getItem(foldedKey) === "yes",
});

export function useShell(): ShellState {
  return useStore(shellState);
}

export function openShell(change: Partial<Pick<ShellState, "palette" | "help">>): void {
  shellState.set((before) => ({ ...before, ...change }));
}

export function foldSidebar(): void {
  shellState.set((before) => {
    localStorage.setItem(foldedKey, before.folded ? "no" : "yes");
    return { ...before, folded: !before.folded };
  });
}
