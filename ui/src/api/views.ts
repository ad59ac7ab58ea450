import { useQuery, useQueryClient } from "@tanstack/react-query";
import { get, send } from "./client";
import { keys } from "./keys";
import type { EntityMeta, RecordItem, ViewMeta } from "./types";

interface SavedViews {
  items: (RecordItem & ViewMeta & { entity: string })[];
}

// The views of an entity: first those that the modules declare, then the saved ones that the reader may see.
export function useViews(entity: EntityMeta): ViewMeta[] {
  const { data } = useQuery({
    queryKey: keys.views(entity.name),
    queryFn: ({ signal }) =>
      get<SavedViews>("/views", { filter: `entity = "${entity.name}"`, page_size: 200 }, signal),
    staleTime: 60_000,
    // Without the right to saved views the declared ones still work.
    retry: false,
  });
  const declared = entity.views ?? [];
  const known = new Set(declared.map((view) => view.id));
  return [...declared, ...(data?.items ?? []).filter((view) => !known.has(view.id))];
}

export type ViewInput = Partial<Omit<ViewMeta, "id">> & { entity?: string };

export function useSaveView(entity: string) {
  const client = useQueryClient();
  const refresh = async () => {
    await client.invalidateQueries({ queryKey: keys.views(entity) });
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
