import { useQueryClient } from "@tanstack/react-query";
import { send } from "@/api/client";
import { keys } from "@/api/keys";
import type { Json } from "@/api/types";

type Body = Record<string, Json>;

// Fields and objects of one's own. Afterwards the meta is read again, and with it every list, form and filter.
export function useSchema() {
  const client = useQueryClient();
  const write = async (path: string, method: "POST" | "PATCH" | "DELETE", body?: Body) => {
    await send(path, { method, body });
    await client.invalidateQueries({ queryKey: keys.meta });
    await client.invalidateQueries({ queryKey: ["records"] });
  };
  const fields = (entity: string) => `/meta/${entity}/fields`;
  return {
    addObject: (body: Body) => write("/meta/entities", "POST", body),
    add: (entity: string, body: Body) => write(fields(entity), "POST", body),
    change: (entity: string, field: string, body: Body) => write(`${fields(entity)}/${field}`, "PATCH", body),
    retire: (entity: string, field: string) => write(`${fields(entity)}/${field}`, "DELETE"),
    restore: (entity: string, field: string) => write(`${fields(entity)}/${field}/restore`, "POST", {}),
  };
}
