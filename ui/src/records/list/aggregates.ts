import type { AggregateName, FieldMeta } from "@/api/types";

const numeric = new Set(["whole", "number", "percent", "money", "duration"]);

export function aggregatesOf(field: FieldMeta): AggregateName[] {
  if (field.aggregates) return field.aggregates;
  return numeric.has(field.type) ? ["sum", "avg", "min", "max"] : [];
}
