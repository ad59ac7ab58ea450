import { fieldOf } from "@/api/meta";
import type { EntityMeta, FieldMeta } from "@/api/types";
import type { OperatorName } from "@/fields/filter/condition";
import { type Condition, conditionOf } from "@/fields/filter/condition";
import type { FilterNode } from "@/fields/filter/tree";
import { fieldTypeOf } from "@/fields/registry";

export function isFilterable(field: FieldMeta): boolean {
  return field.type !== "json" && (field.filter === undefined || field.filter.length > 0);
}

export function operatorsOf(field: FieldMeta): OperatorName[] {
  return fieldTypeOf(field).operators;
}

const dayTypes = new Set(["day", "instant"]);

// Days are "before" and "after", numbers "less" and "more".
export function operatorKey(field: FieldMeta | undefined, operator: OperatorName) {
  if (!field || !dayTypes.has(field.type)) return `filter.op.${operator}` as const;
  switch (operator) {
    case "is":
      return "filter.op.on" as const;
    case "less":
      return "filter.op.before" as const;
    case "lessOrEqual":
      return "filter.op.onOrBefore" as const;
    case "greater":
      return "filter.op.after" as const;
    case "greaterOrEqual":
      return "filter.op.onOrAfter" as const;
    default:
      return `filter.op.${operator}` as const;
  }
}

// A condition that the form can show: its field is known and its operator belongs to the type.
export function simpleCondition(entity: EntityMeta, node: FilterNode): Condition | null {
  const condition = conditionOf(node);
  const field = condition && fieldOf(entity, condition.path);
  if (!condition || !field) return null;
  return operatorsOf(field).includes(condition.operator) ? condition : null;
}

export function firstCondition(field: FieldMeta): Condition {
  return { path: field.name, operator: operatorsOf(field)[0] ?? "notEmpty", values: [] };
}
