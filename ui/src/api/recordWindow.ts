import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { get, type Query } from "./client";
import { keys } from "./keys";
import type { RecordsQuery } from "./records";
import type { RecordItem, RecordPage } from "./types";

export const rowsPerPage = 100;

// A stretch of rows that one filter selects: the whole list, or one open group of it.
export interface Segment {
  // Where its first row stands in the list, and how many rows it has.
  start: number;
  count: number;
  filter: string;
}

interface PageWanted {
  segment: Segment;
  page: number;
}

function pagesBetween(segments: Segment[], from: number, to: number): PageWanted[] {
  const wanted: PageWanted[] = [];
  for (const segment of segments) {
    const first = Math.max(from, segment.start) - segment.start;
    const last = Math.min(to, segment.start + segment.count - 1) - segment.start;
    for (let page = Math.floor(first / rowsPerPage); page <= Math.floor(last / rowsPerPage); page++) {
      wanted.push({ segment, page });
    }
  }
  return wanted;
}

function pageQuery(entity: string, query: RecordsQuery, { segment, page }: PageWanted) {
  const parameters: Query = { ...query, filter: segment.filter };
  return {
    queryKey: keys.page(entity, parameters, page),
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      get<RecordPage>(
        `/${entity}`,
        { ...parameters, page_size: rowsPerPage, offset: page * rowsPerPage },
        signal,
      ),
    staleTime: 60_000,
    gcTime: 120_000,
  };
}

export interface RecordWindow {
  rowAt: (index: number) => RecordItem | undefined;
  error: unknown;
  retry: () => void;
}

// The rows between two places of a list of any length. Only the pages that are looked at are fetched;
// those scrolled past before they arrived are given up.
export function useRecordWindow(
  entity: string,
  query: RecordsQuery,
  segments: Segment[],
  from: number,
  to: number,
): RecordWindow {
  const wanted = pagesBetween(segments, from, to);
  const answers = useQueries({ queries: wanted.map((page) => pageQuery(entity, query, page)) });
  const rows = new Map<number, RecordItem>();
  answers.forEach((answer, index) => {
    const page = wanted[index];
    if (!page || !answer.data) return;
    const begin = page.segment.start + page.page * rowsPerPage;
    answer.data.items.forEach((item, place) => {
      rows.set(begin + place, item);
    });
  });
  const failed = answers.find((answer) => answer.error);
  return {
    rowAt: (index) => rows.get(index),
    error: failed?.error ?? null,
    retry: () => {
      for (const answer of answers) if (answer.error) void answer.refetch();
    },
  };
}

// How many records a filter selects.
export function useRecordCount(entity: string, query: RecordsQuery) {
  const parameters: Query = { filter: query.filter, q: query.q, fields: "id", page_size: 1, count: "exact" };
  return useQuery({
    queryKey: keys.list(entity, parameters),
    queryFn: ({ signal }) => get<RecordPage>(`/${entity}`, parameters, signal),
    placeholderData: keepPreviousData,
  });
}
