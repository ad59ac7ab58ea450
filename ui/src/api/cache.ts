import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { keys } from "./keys";
import type { RecordItem, RecordPage, RecordValues } from "./types";

type Snapshot = [QueryKey, unknown][];

function isPage(data: unknown): data is RecordPage {
  return typeof data === "object" && data !== null && Array.isArray((data as RecordPage).items);
}

function isRecord(data: unknown, id: string): data is RecordItem {
  return typeof data === "object" && data !== null && (data as RecordItem).id === id;
}

function patched(data: unknown, id: string, values: RecordValues): unknown {
  if (isPage(data)) {
    if (!data.items.some((item) => item.id === id)) return data;
    return { ...data, items: data.items.map((item) => (item.id === id ? { ...item, ...values } : item)) };
  }
  if (isRecord(data, id)) return { ...data, ...values };
  return data;
}

// Puts new values into every cached list and record that holds this one. Returns what stood there before.
export function patchCached(client: QueryClient, entity: string, id: string, values: RecordValues): Snapshot {
  const before: Snapshot = [];
  for (const [key, data] of client.getQueriesData({ queryKey: keys.entity(entity) })) {
    const next = patched(data, id, values);
    if (next === data) continue;
    before.push([key, data]);
    client.setQueryData(key, next);
  }
  return before;
}

export function restoreCached(client: QueryClient, before: Snapshot): void {
  for (const [key, data] of before) client.setQueryData(key, data);
}

export function findCached(client: QueryClient, entity: string, id: string): RecordItem | undefined {
  for (const [, data] of client.getQueriesData({ queryKey: keys.entity(entity) })) {
    if (isRecord(data, id)) return data;
    if (isPage(data)) {
      const item = data.items.find((candidate) => candidate.id === id);
      if (item) return item;
    }
  }
  return undefined;
}

// Lists and sums may now hold other records or another order; what is on the screen is read again.
export function refreshLists(client: QueryClient, entity: string): Promise<void> {
  return client.invalidateQueries({ queryKey: keys.entity(entity) });
}

export function refreshAggregates(client: QueryClient, entity: string): Promise<void> {
  return client.invalidateQueries({ queryKey: keys.aggregates(entity) });
}
