import { useEntities } from "@/api/meta";
import type { EntityMeta } from "@/api/types";
import { isEveryday } from "@/records/everyday";

// Letters already spoken for by pages of their own are not given to entities.
const taken = new Set(["KeyT"]);

export interface MenuEntity {
  entity: EntityMeta;
  // "KeyG KeyA": G, then the first free letter of the name.
  goKeys: string | null;
  createKeys: string | null;
}

function letterFor(entity: EntityMeta, used: Set<string>): string | null {
  for (const letter of entity.name.replace(/^x_/, "").toUpperCase()) {
    const key = `Key${letter}`;
    if (/^[A-Z]$/.test(letter) && !used.has(key)) {
      used.add(key);
      return key;
    }
  }
  return null;
}

export function useMenuEntities(): MenuEntity[] {
  const used = new Set(taken);
  return useEntities()
    .filter(isEveryday)
    .map((entity) => {
      const letter = letterFor(entity, used);
      return {
        entity,
        goKeys: letter && `KeyG ${letter}`,
        createKeys: letter && `KeyC ${letter}`,
      };
    });
}
