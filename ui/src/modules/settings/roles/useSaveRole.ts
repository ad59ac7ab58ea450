import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { patchCached, refreshLists } from "@/api/cache";
import { get, send } from "@/api/client";
import { isProblem, type Problem } from "@/api/problem";
import type { RecordItem } from "@/api/types";
import { cellsOf, clashesOf, type Edits, roleOf, withEdits } from "./grants";

export interface RoleClash {
  theirs: RecordItem;
  paths: string[];
  problem: Problem;
}

// Saves the cells that were changed. What somebody else changed meanwhile in other cells stands too; about the
// same cells the person is asked.
export function useSaveRole(role: RecordItem, onSaved: (saved: RecordItem, change: string | null) => void) {
  const client = useQueryClient();
  const [clash, setClash] = useState<RoleClash | null>(null);

  const write = async (base: RecordItem, edits: Edits): Promise<void> => {
    try {
      const body = roleOf(withEdits(cellsOf(base), edits));
      const answer = await send<RecordItem>(`/roles/${role.id}`, {
        method: "PATCH",
        body,
        version: base.version,
      });
      setClash(null);
      patchCached(client, "roles", role.id, answer.data);
      onSaved(answer.data, answer.change);
      await refreshLists(client, "roles");
    } catch (error) {
      if (!isProblem(error, "version_conflict")) throw error;
      const theirs = await get<RecordItem>(`/roles/${role.id}`);
      const paths = clashesOf(cellsOf(base), edits, cellsOf(theirs));
      if (paths.length === 0) return write(theirs, edits);
      setClash({ theirs, paths, problem: error });
    }
  };
  return { save: (edits: Edits) => write(role, edits), overwrite: write, clash, drop: () => setClash(null) };
}
