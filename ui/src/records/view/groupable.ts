import type { FieldMeta } from "@/api/types";

const groupableTypes = new Set(["choice", "link", "flag", "day"]);
const textMax = 63;

// What the server can group by: values that many records share.
export function isGroupable(field: FieldMeta): boolean {
  if (groupableTypes.has(field.type)) return true;
  return field.type === "text" && typeof field.max === "number" && field.max <= textMax;
}
