import { fieldOf } from "@/api/meta";
import type { EntityMeta, FieldMeta, RecordValues } from "@/api/types";
import { findChoice } from "@/fields/choice/options";
import { isLink } from "@/fields/link/LinkView";
import { daysUntil } from "@/text/format";

// The days on which papers come to their end: what was delivered before the promised day is not late afterwards.
const endDays = ["closed_on", "accepted_on", "delivered_on", "paid_on", "done_on"];

// The base state behind a status: a stage says whether it is open, won or lost.
function isOver(entity: EntityMeta, record: RecordValues): boolean {
  if (endDays.some((name) => typeof record[name] === "string")) return true;
  const status = entity.roles.status ? fieldOf(entity, entity.roles.status) : undefined;
  if (!status) return false;
  const value = record[status.name];
  const key = isLink(value) ? value.id : typeof value === "string" ? value : null;
  const base = key === null ? undefined : findChoice(status, key)?.status;
  return base !== undefined && base !== "open";
}

// A closing day in the past of something that is still open.
export function isLate(entity: EntityMeta, field: FieldMeta, record: RecordValues): boolean {
  if (field.name !== entity.roles.closes_on) return false;
  const value = record[field.name];
  return typeof value === "string" && daysUntil(value.slice(0, 10)) < 0 && !isOver(entity, record);
}
