import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, type Query, send } from "./client";
import { keys } from "./keys";
import type { AnyLink, FileValue, Value } from "./types";

// What has happened to a record, what hangs on it as a file, and how its values came to be.

export interface ChangedValue {
  field: string;
  label?: string;
  from: Value;
  to: Value;
}

export interface TimelineEntry {
  id: string;
  kind: string;
  weight: "log" | "content";
  at: string;
  by?: AnyLink | null;
  via?: string;
  record?: { entity: string; id: string; title: string };
  summary?: string | null;
  text?: string | null;
  status?: string;
  activity_kind?: string;
  changes?: ChangedValue[];
  change?: string;
}

interface Page<Item> {
  items: Item[];
  next_page_token: string | null;
}

const entriesPerPage = 30;

export interface TimelineQuery {
  kinds?: string;
  q?: string;
}

// Newest first. A newer version of the record is the occasion to read again.
export function useTimeline(entity: string, id: string, version: number, query: TimelineQuery) {
  return useInfiniteQuery({
    queryKey: [...keys.timeline(entity, id), query, version],
    queryFn: ({ pageParam, signal }) =>
      get<Page<TimelineEntry>>(
        `/${entity}/${id}/timeline`,
        { ...query, page_size: entriesPerPage, page_token: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_page_token ?? undefined,
    placeholderData: keepPreviousData,
  });
}

// What is planned, soonest first.
export function useUpcoming(entity: string, id: string) {
  return useQuery({
    queryKey: [...keys.timeline(entity, id), "upcoming"],
    queryFn: ({ signal }) =>
      get<Page<TimelineEntry>>(`/${entity}/${id}/timeline`, { part: "upcoming", page_size: 20 }, signal),
  });
}

export interface HistoryEntry {
  change: string;
  at: string;
  by?: AnyLink | null;
  via?: string;
  request_id?: string;
  changes: ChangedValue[];
}

export function useHistory(entity: string, id: string, version: number) {
  return useInfiniteQuery({
    queryKey: [...keys.one(entity, id), "history", version],
    queryFn: ({ pageParam, signal }) =>
      get<Page<HistoryEntry>>(
        `/${entity}/${id}/history`,
        { page_size: entriesPerPage, page_token: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_page_token ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export interface AttachedFile extends FileValue {
  created_at?: string;
}

export function useFiles(entity: string, id: string) {
  return useQuery({
    queryKey: keys.files(entity, id),
    queryFn: ({ signal }) => get<Page<AttachedFile>>(`/${entity}/${id}/files`, {}, signal),
  });
}

// The writes that concern what hangs on one record.
export function useAttached(entity: string, id: string) {
  const client = useQueryClient();
  const path = `/${entity}/${id}`;
  const refresh = () => client.invalidateQueries({ queryKey: ["records"] });
  return {
    refresh,
    attach: async (file: File): Promise<void> => {
      const query: Query = { name: file.name };
      await send(`${path}/files`, { method: "POST", bytes: file, query });
      await refresh();
    },
    detach: async (file: string): Promise<string | null> => {
      const { change } = await send(`${path}/files/${file}`, { method: "DELETE" });
      await refresh();
      return change;
    },
    // Sets the values from before that change.
    revert: async (change: string, fields: string[]): Promise<string | null> => {
      const answer = await send(`${path}/revert`, { method: "POST", body: { change, fields } });
      await refresh();
      return answer.change;
    },
  };
}
