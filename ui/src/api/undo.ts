import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { post } from "./client";
import { keys } from "./keys";
import { createStore } from "./store";

// The newest change of this tab that can be taken back, for Ctrl+Z.
export const lastChange = createStore<string | null>(null);

export async function undoChange(client: QueryClient, change: string): Promise<void> {
  await post(`/changes/${change}/undo`);
  if (lastChange.get() === change) lastChange.set(null);
  await client.invalidateQueries({ queryKey: ["records"] });
}

export async function undoJob(client: QueryClient, job: string): Promise<void> {
  await post(`/jobs/${job}/undo`);
  await client.invalidateQueries({ queryKey: keys.job(job) });
  await client.invalidateQueries({ queryKey: ["records"] });
}

export function useUndo(): (change: string) => Promise<void> {
  const client = useQueryClient();
  return (change) => undoChange(client, change);
}
