import { useQuery, useQueryClient } from "@tanstack/react-query";
import { get, send } from "./client";
import { keys } from "./keys";
import type { Json } from "./types";

export type Preferences = Record<string, Json>;

export function usePreferences(): Preferences {
  const { data } = useQuery({
    queryKey: keys.preferences,
    queryFn: () => get<Preferences>("/preferences"),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data ?? {};
}

// Merge patch under dotted names; shown at once.
export function useSetPreferences(): (patch: Preferences) => Promise<void> {
  const client = useQueryClient();
  return async (patch) => {
    client.setQueryData<Preferences>(keys.preferences, (before) => ({ ...before, ...patch }));
    await send("/preferences", { method: "PATCH", body: patch });
  };
}
