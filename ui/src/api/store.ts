import { useSyncExternalStore } from "react";

export interface Store<State> {
  get: () => State;
  set: (next: State | ((before: State) => State)) => void;
  subscribe: (listener: () => void) => () => void;
}

// State that outlives components and may be set from outside of them.
export function createStore<State>(initial: State): Store<State> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    set: (next) => {
      state = typeof next === "function" ? (next as (before: State) => State)(state) : next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useStore<State>(store: Store<State>): State {
  return useSyncExternalStore(store.subscribe, store.get);
}
