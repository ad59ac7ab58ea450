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

// The way of the work: from the client over the sale to the money, then what is sold, then what the workspace added.
const way = [
  "accounts",
  "prospecting",
  "deals",
  "offers",
  "contracts",
  "orders",
  "billing",
  "conversations",
  "catalog",
];

function rankOf(entity: EntityMeta): number {
  if (entity.custom) return way.length + 1;
  const place = way.indexOf(entity.module ?? "");
  return place < 0 ? way.length : place;
}

// Lists that others choose from. Those with a page of their own in the settings are kept there.
const inSettings = ["roles", "pipelines", "stages"];
const partOfOthers = ["owned", "of_account", "lines", "team"];

export function useReferenceEntities(): EntityMeta[] {
  return useEntities().filter(
    (entity) =>
      !isEveryday(entity) &&
      entity.module !== "platform" &&
      !inSettings.includes(entity.name) &&
      !partOfOthers.some((trait) => entity.traits?.includes(trait)),
  );
}

export function useMenuEntities(): MenuEntity[] {
  const used = new Set(taken);
  return useEntities()
    .filter(isEveryday)
    .sort((one, other) => rankOf(one) - rankOf(other))
    .map((entity) => {
      const letter = letterFor(entity, used);
      return {
        entity,
        goKeys: letter && `KeyG ${letter}`,
        createKeys: letter && `KeyC ${letter}`,
      };
    });
}
