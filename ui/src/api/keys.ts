import type { Query } from "./client";

// The names under which answers are cached. Everything of one entity begins with its name, so that an
// event about the entity finds all that it may have changed.
export const keys = {
  session: ["session"] as const,
  meta: ["meta"] as const,
  preferences: ["preferences"] as const,
  pinnedViews: ["views", "*", "pinned"] as const,
  views: (entity: string) => ["views", entity] as const,
  entity: (entity: string) => ["records", entity] as const,
  pages: (entity: string) => ["records", entity, "page"] as const,
  page: (entity: string, query: Query, page: number) => ["records", entity, "page", query, page] as const,
  list: (entity: string, query: Query) => ["records", entity, "list", query] as const,
  ones: (entity: string) => ["records", entity, "one"] as const,
  one: (entity: string, id: string) => ["records", entity, "one", id] as const,
  timeline: (entity: string, id: string) => ["records", entity, "timeline", id] as const,
  files: (entity: string, id: string) => ["records", entity, "files", id] as const,
  aggregates: (entity: string) => ["records", entity, "aggregate"] as const,
  aggregate: (entity: string, query: Query) => ["records", entity, "aggregate", query] as const,
  search: (text: string) => ["search", text] as const,
  job: (id: string) => ["job", id] as const,
};
