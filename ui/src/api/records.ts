import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { get, type Query } from "./client";
import { keys } from "./keys";
import type { AggregateAnswer, RecordItem, RecordPage } from "./types";

export interface RecordsQuery {
  filter?: string;
  q?: string;
  order_by?: string;
  fields?: string;
  include?: string;
  page_size?: number;
  count?: "exact" | "estimate" | "none";
  bin?: "only";
}

// One record with everything that its reader may see, and what he may do with it.
export function useRecord(entity: string, id: string, options: { include?: string; enabled?: boolean } = {}) {
  const include = options.include ? `can,${options.include}` : "can";
  return useQuery({
    queryKey: [...keys.one(entity, id), include],
    queryFn: ({ signal }) => get<RecordItem>(`/${entity}/${id}`, { include }, signal),
    enabled: options.enabled ?? true,
  });
}

// A short list that fits in one answer; long ones scroll through useRecordWindow.
export function useRecords(
  entity: string,
  query: RecordsQuery,
  options: { enabled?: boolean } = {},
): UseQueryResult<RecordPage> {
  const parameters: Query = { ...query };
  return useQuery({
    queryKey: keys.list(entity, parameters),
    queryFn: ({ signal }) => get<RecordPage>(`/${entity}`, parameters, signal),
    enabled: options.enabled ?? true,
    placeholderData: keepPreviousData,
  });
}

export interface AggregateQuery {
  filter?: string;
  q?: string;
  group_by?: string;
  sum?: string;
  avg?: string;
  min?: string;
  max?: string;
  order_by?: string;
  limit?: number;
  currency?: string;
}

export function useAggregate(
  entity: string,
  query: AggregateQuery,
  options: { enabled?: boolean } = {},
): UseQueryResult<AggregateAnswer> {
  const parameters: Query = { ...query };
  return useQuery({
    queryKey: keys.aggregate(entity, parameters),
    queryFn: ({ signal }) => get<AggregateAnswer>(`/${entity}/aggregate`, parameters, signal),
    enabled: options.enabled ?? true,
    placeholderData: keepPreviousData,
  });
}
