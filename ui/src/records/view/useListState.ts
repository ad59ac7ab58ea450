import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import type { EntityMeta, ViewMeta } from "@/api/types";
import { useDefaultView, useViews } from "@/api/views";
import {
  clearedSearch,
  isChanged,
  type ListState,
  type Search,
  searchOfState,
  stateOfSearch,
} from "./listState";

export interface ListView {
  views: ViewMeta[];
  view: ViewMeta | undefined;
  state: ListState;
  // True when the list differs from its view.
  changed: boolean;
  peek: string | null;
  change: (patch: Partial<ListState>) => void;
  // Nothing opens the view that the list begins with.
  openView: (id: string | undefined) => void;
  reset: () => void;
  setPeek: (id: string | null) => void;
}

// Whatever is fine-tuned many times in a row leaves no trail in the history of the browser.
const passing = new Set<keyof ListState>(["columns", "density", "q", "totals"]);

export function useListState(entity: EntityMeta): ListView {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const views = useViews(entity).filter((view) => view.kind === "list" || view.kind === "board");
  const { id: preferred } = useDefaultView(entity.name);
  const wanted = search.view ?? preferred;
  const view = views.find((candidate) => candidate.id === wanted) ?? views[0];
  const state = useMemo(() => stateOfSearch(entity, view, search), [entity, view, search]);

  const go = useCallback(
    (next: Search, replace = false) =>
      void navigate({ to: ".", search: (before: Search) => ({ ...before, ...next }), replace } as never),
    [navigate],
  );

  return {
    views,
    view,
    state,
    changed: isChanged(search),
    peek: search.peek ?? null,
    change: (patch) => {
      const names = Object.keys(patch) as (keyof ListState)[];
      go(
        searchOfState(entity, view, { ...state, ...patch }),
        names.every((name) => passing.has(name)),
      );
    },
    openView: (id) => go({ ...clearedSearch(), peek: undefined, view: id }),
    reset: () => go(clearedSearch()),
    setPeek: (id) => go({ peek: id ?? undefined }, true),
  };
}
