import { useQuery, useQueryClient } from "@tanstack/react-query";
import { get, send } from "@/api/client";
import { keys } from "@/api/keys";
import type { Json } from "@/api/types";
import type { FieldDefinition, Words } from "./fieldDraft";

// A kind of records of the workspace's own, as an administrator sees it.
export interface ObjectDefinition {
  name: string;
  singular: string;
  icon: string | null;
  label: { one: Words; many: Words };
  retired: boolean;
  retired_at: string | null;
}

export function useFieldDefinitions(entity: string) {
  return useQuery({
    queryKey: ["schema", entity],
    queryFn: () => get<{ items: FieldDefinition[] }>(`/meta/${entity}/fields`),
  });
}

export function useObjectDefinitions() {
  return useQuery({
    queryKey: ["schema"],
    queryFn: () => get<{ items: ObjectDefinition[] }>("/meta/entities"),
  });
}

type Body = Record<string, Json>;

// Fields and objects of one's own. Afterwards the meta is read again, and with it every list, form and filter.
export function useSchema() {
  const client = useQueryClient();
  const write = async (path: string, method: "POST" | "PATCH" | "DELETE", body?: Body) => {
    await send(path, { method, body });
    await client.invalidateQueries({ queryKey: ["schema"] });
    await client.invalidateQueries({ queryKey: keys.meta });
    await client.invalidateQueries({ queryKey: ["records"] });
  };
  const fields = (entity: string) => `/meta/${entity}/fields`;
  return {
    addObject: (body: Body) => write("/meta/entities", "POST", body),
    changeObject: (object: string, body: Body) => write(`/meta/${object}`, "PATCH", body),
    retireObject: (object: string) => write(`/meta/${object}`, "DELETE"),
    restoreObject: (object: string) => write(`/meta/${object}/restore`, "POST", {}),
    add: (entity: string, body: Body) => write(fields(entity), "POST", body),
    change: (entity: string, field: string, body: Body) => write(`${fields(entity)}/${field}`, "PATCH", body),
    retire: (entity: string, field: string) => write(`${fields(entity)}/${field}`, "DELETE"),
    restore: (entity: string, field: string) => write(`${fields(entity)}/${field}/restore`, "POST", {}),
  };
}
