import { useEntities } from "@/api/meta";
import type { EntityMeta } from "@/api/types";

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

// What people own and talk about stands in the sidebar. What only arranges it (stages, roles, tags), and
// what lives inside something else, is reached from the settings, the palette and its parent.
const everydayTraits = ["owned", "timeline"];
// Administered lists are in the settings; what the engine keeps for people is in its own places.
const keptElsewhere = ["people", "market", "platform"];

export function isInMenu(entity: EntityMeta): boolean {
  if (entity.custom) return true;
  if (entity.hidden || entity.keyed || keptElsewhere.includes(entity.module ?? "")) return false;
  return everydayTraits.some((trait) => entity.traits?.includes(trait));
}

export function useMenuEntities(): MenuEntity[] {
  const used = new Set(taken);
  return useEntities()
    .filter(isInMenu)
    .map((entity) => {
      const letter = letterFor(entity, used);
      return {
        entity,
        goKeys: letter && `KeyG ${letter}`,
        createKeys: letter && `KeyC ${letter}`,
      };
    });
}
