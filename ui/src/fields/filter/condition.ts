import type { Comparator, FilterNode, Literal } from "./tree";

// One line of the filter form: a field, an operator in words, and its values.
export type OperatorName =
  | "is"
  | "isNot"
  | "contains"
  | "anyOf"
  | "noneOf"
  | "less"
  | "lessOrEqual"
  | "greater"
  | "greaterOrEqual"
  | "empty"
  | "notEmpty"
  | "isTrue"
  | "isFalse";

export interface Condition {
  path: string;
  operator: OperatorName;
  values: Literal[];
}

const byComparator: Record<Comparator, OperatorName> = {
  "=": "is",
  "!=": "isNot",
  ":": "contains",
  "<": "less",
  "<=": "lessOrEqual",
  ">": "greater",
  ">=": "greaterOrEqual",
};

const toComparator = Object.fromEntries(
  Object.entries(byComparator).map(([comparator, operator]) => [operator, comparator]),
) as Record<string, Comparator>;

export function needsValue(operator: OperatorName): boolean {
  return !["empty", "notEmpty", "isTrue", "isFalse"].includes(operator);
}

export function takesMany(operator: OperatorName): boolean {
  return operator === "anyOf" || operator === "noneOf";
}

// Null when the node says more than one line can.
export function conditionOf(node: FilterNode): Condition | null {
  switch (node.kind) {
    case "flag":
      return { path: node.path, operator: "isTrue", values: [] };
    case "in":
      return { path: node.path, operator: node.negated ? "noneOf" : "anyOf", values: node.values };
    case "inCall":
      return { path: node.path, operator: node.negated ? "noneOf" : "anyOf", values: [node.call] };
    case "compare": {
      const { path, comparator, value } = node;
      if (value.kind === "null")
        return { path, operator: comparator === "!=" ? "notEmpty" : "empty", values: [] };
      if (value.kind === "flag") {
        return { path, operator: value.value === (comparator === "=") ? "isTrue" : "isFalse", values: [] };
      }
      return { path, operator: byComparator[comparator], values: [value] };
    }
    default:
      return null;
  }
}

// The functions that stand for a set of people; all others stand for one value.
const setCalls = new Set(["my_team", "my_subtree"]);

// Null while a value is still missing: an unfinished line does not filter.
export function nodeOf(condition: Condition): FilterNode | null {
  const { path, operator, values } = condition;
  switch (operator) {
    case "isTrue":
      return { kind: "flag", path };
    case "isFalse":
      return { kind: "compare", path, comparator: "=", value: { kind: "flag", value: false } };
    case "empty":
      return { kind: "compare", path, comparator: "=", value: { kind: "null" } };
    case "notEmpty":
      return { kind: "compare", path, comparator: "!=", value: { kind: "null" } };
  }
  const [first] = values;
  if (!first) return null;
  const set = values.find((value) => value.kind === "call" && setCalls.has(value.name));
  if (set?.kind === "call") {
    const negated = operator === "noneOf" || operator === "isNot";
    const call: FilterNode = { kind: "inCall", path, negated, call: set };
    const others = values.filter((value) => value !== set);
    if (others.length === 0) return call;
    const rest: FilterNode = { kind: "in", path, negated, values: others };
    return { kind: negated ? "and" : "or", parts: [call, rest] };
  }
  if (takesMany(operator)) return { kind: "in", path, negated: operator === "noneOf", values };
  return { kind: "compare", path, comparator: toComparator[operator] ?? "=", value: first };
}
