import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get } from "./client";
import { keys } from "./keys";
import type { SearchAnswer } from "./types";

export function useSearch(text: string, entities?: string[]) {
  const query = text.trim();
  return useQuery({
    queryKey: [...keys.search(query), entities?.join(",") ?? ""],
    queryFn: ({ signal }) =>
      get<SearchAnswer>("/search", { q: query, entities: entities?.join(","), limit: 6 }, signal),
    enabled: query.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
}
