import type { EntityMeta } from "@/api/types";

// What people own and talk about. What only arranges it (stages, roles, tags), and what lives inside
// something else, is reached from the settings, the palette and its parent.
const everydayTraits = ["owned", "timeline"];
// Administered lists are in the settings; what the engine keeps for people is in its own places.
const keptElsewhere = ["people", "market", "platform"];

export function isEveryday(entity: EntityMeta): boolean {
  if (entity.custom) return true;
  if (entity.hidden || entity.keyed || keptElsewhere.includes(entity.module ?? "")) return false;
  return everydayTraits.some((trait) => entity.traits?.includes(trait));
}
