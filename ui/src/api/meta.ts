import { useSuspenseQuery } from "@tanstack/react-query";
import { get } from "./client";
import { keys } from "./keys";
import type { EntityMeta, FieldMeta, Meta } from "./types";

// The browser keeps the answer and revalidates it by its ETag, so reading it again costs a 304.
export const metaQuery = {
  queryKey: keys.meta,
  queryFn: () => get<Meta>("/meta"),
  staleTime: Number.POSITIVE_INFINITY,
};

export function useMeta(): Meta {
  return useSuspenseQuery(metaQuery).data;
}

export function useEntities(): EntityMeta[] {
  return useMeta().entities;
}

export function useEntity(name: string): EntityMeta | undefined {
  return useMeta().entities.find((entity) => entity.name === name);
}

const systemFields: FieldMeta[] = [];

export function fieldOf(entity: EntityMeta, name: string): FieldMeta | undefined {
  return (
    entity.fields.find((field) => field.name === name) ?? systemFields.find((field) => field.name === name)
  );
}

export function titleOf(
  entity: EntityMeta | undefined,
  record: { [field: string]: unknown; id: string },
): string {
  const name = entity?.roles.title ?? "name";
  const title = record[name] ?? record.title;
  // Drafts get their number when they go out: until then they are called by what they are.
  return typeof title === "string" && title !== "" ? title : (entity?.label.one ?? record.id);
}

export function mayWrite(entity: EntityMeta, field: FieldMeta): boolean {
  return !field.read_only && !field.computed && field.write !== false && allowed(entity, "update");
}

export function allowed(entity: EntityMeta, right: keyof EntityMeta["permissions"]): boolean {
  const level = entity.permissions[right];
  return level !== undefined && level !== "none";
}

// Rights that are about the workspace rather than about records, such as "schema" or "views.share".
export function useRight(right: string): boolean {
  const me = useMeta().me as { administrator?: boolean; rights?: string[] } | null;
  return me?.administrator === true || (me?.rights?.includes(right) ?? false);
}
