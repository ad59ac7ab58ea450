import type { ReactNode } from "react";
import type { AggregateGroup, FieldMeta, Value } from "@/api/types";
import { isHidden, isLink } from "@/fields/link/LinkView";
import { fieldTypeOf } from "@/fields/registry";
import { text } from "@/text";

export function groupKey(group: AggregateGroup, groupBy: string): string {
  const value = group[groupBy] as Value;
  if (isLink(value)) return value.id;
  if (isHidden(value)) return "hidden";
  return JSON.stringify(value ?? null);
}

// A group looks like the value that its rows share.
export function groupFace(field: FieldMeta, value: Value): { label: ReactNode; name: string } {
  if (isHidden(value)) return { label: text("common.hidden"), name: text("common.hidden") };
  if (value === null || value === undefined) {
    return { label: <span className="faint">{text("grid.noValue")}</span>, name: text("grid.noValue") };
  }
  const type = fieldTypeOf(field);
  const name = type.text(value, field, {});
  return { label: <type.View value={value} field={field} record={{}} />, name };
}
