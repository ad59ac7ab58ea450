import type { EntityMeta } from "@/api/types";

export function RecordList({ entity }: { entity: EntityMeta }) {
  return <h1>{entity.label.many}</h1>;
}
