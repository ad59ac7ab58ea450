import { fieldOf } from "@/api/meta";
import type { EntityMeta, RelationMeta } from "@/api/types";

export interface Related {
  relation: RelationMeta;
  target: EntityMeta;
  // Selects the related ones in their own list; absent where the link runs through a table of its own.
  filter: string | null;
}

// The to-many relations that the layout names, or all of them; what the reader may not see is not there.
export function relatedOf(entity: EntityMeta, entities: EntityMeta[], id: string): Related[] {
  const parts = entity.layouts?.record ?? [];
  const named = parts.flatMap((part) => ("related" in part ? part.related : []));
  const relations = (entity.relations ?? []).filter((relation) => relation.kind === "many");
  const wanted =
    named.length > 0
      ? named.flatMap((name) => relations.find((relation) => relation.name === name) ?? [])
      : relations;
  return wanted.flatMap((relation) => {
    const target = entities.find((candidate) => candidate.name === relation.entity);
    // Fields of the record itself stand in its sections already.
    if (!target || fieldOf(entity, relation.name) || relation.via === "merged_into") return [];
    return { relation, target, filter: relation.via ? `${relation.via} = "${id}"` : null };
  });
}
