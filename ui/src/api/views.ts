import { useQuery, useQueryClient } from "@tanstack/react-query";
import { get, send } from "./client";
import { keys } from "./keys";
import { useEntities } from "./meta";
import { usePreferences, useSetPreferences } from "./preferences";
import type { EntityMeta, RecordItem, ViewMeta } from "./types";

export type SavedView = RecordItem & ViewMeta & { entity: string };

interface SavedViews {
  items: SavedView[];
}

// The views of an entity: first those that the modules declare, then the saved ones that the reader may see.
export function useViews(entity: EntityMeta): ViewMeta[] {
  const { data } = useQuery({
    queryKey: keys.views(entity.name),
    queryFn: ({ signal }) =>
      get<SavedViews>(
        "/views",
        { filter: `entity = "${entity.name}"`, order_by: "name", page_size: 200 },
        signal,
      ),
    staleTime: 60_000,
    // Without the right to saved views the declared ones still work.
    retry: false,
  });
  const declared = entity.views ?? [];
  const known = new Set(declared.map((view) => view.id));
  return [...declared, ...(data?.items ?? []).filter((view) => !known.has(view.id))];
}

// Of all entities, those that their owner keeps at hand.
export function usePinnedViews(): SavedView[] {
  const entities = useEntities();
  const { data } = useQuery({
    queryKey: keys.pinnedViews,
    queryFn: ({ signal }) =>
      get<SavedViews>("/views", { filter: "pinned = true", order_by: "name", page_size: 50 }, signal),
    staleTime: 60_000,
    retry: false,
  });
  return (data?.items ?? []).filter((view) => entities.some((entity) => entity.name === view.entity));
}

// A view that the reader saved, and may therefore change; declared ones belong to the program.
export function isOwnView(view: ViewMeta | undefined, me: string, administrator: boolean): boolean {
  if (!view || view.id.startsWith("v_")) return false;
  const { owner } = view as SavedView;
  return administrator || (typeof owner === "object" && owner !== null && "id" in owner && owner.id === me);
}

const defaultViewKey = (entity: string) => `list.${entity}.view`;

// The view that a person's list opens with.
export function useDefaultView(entity: string): {
  id: string | null;
  set: (id: string | null) => Promise<void>;
} {
  const preferences = usePreferences();
  const setPreferences = useSetPreferences();
  const id = preferences[defaultViewKey(entity)];
  return {
    id: typeof id === "string" ? id : null,
    set: (next) => setPreferences({ [defaultViewKey(entity)]: next }),
  };
}

export type ViewInput = Partial<Omit<ViewMeta, "id">> & { entity?: string };

export function useSaveView(entity: string) {
  const client = useQueryClient();
  const refresh = async () => {
    await client.invalidateQueries({ queryKey: keys.views(entity) });
    await client.invalidateQueries({ queryKey: keys.pinnedViews });
    await client.invalidateQueries({ queryKey: keys.meta });
  };
  return {
    create: async (view: ViewInput): Promise<string> => {
      const answer = await send<RecordItem>("/views", { method: "POST", body: { ...view, entity } });
      await refresh();
      return answer.data.id;
    },
    update: async (id: string, view: ViewInput): Promise<void> => {
      await send(`/views/${id}`, { method: "PATCH", body: view });
      await refresh();
    },
    remove: async (id: string): Promise<void> => {
      await send(`/views/${id}`, { method: "DELETE" });
      await refresh();
    },
  };
}
