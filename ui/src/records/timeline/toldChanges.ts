import { fieldOf } from "@/api/meta";
import type { ChangedValue } from "@/api/timeline";
import type { EntityMeta, FieldMeta } from "@/api/types";

const toldMax = 3;

export interface ToldChange {
  change: ChangedValue;
  // Absent where the reader does not know the field.
  field: FieldMeta | undefined;
}

// What a line of the timeline tells of a change. What followed by itself, such as sums, is left out where it only
// repeats what a person did.
export function toldChanges(
  changes: ChangedValue[],
  entity: EntityMeta | undefined,
): { told: ToldChange[]; more: number } {
  const known = changes.map((change) => ({ change, field: entity && fieldOf(entity, change.field) }));
  const byHand = known.filter(({ field }) => field && !field.computed && !field.read_only);
  const all = byHand.length > 0 ? byHand : known;
  return { told: all.slice(0, toldMax), more: Math.max(0, all.length - toldMax) };
}
