import type { FilterNode, Literal, Span } from "./tree";

function quote(text: string): string {
  const escaped = text
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("\n", "\\n")
    .replaceAll("\t", "\\t");
  return `"${escaped}"`;
}

function printSpans(spans: Span[]): string {
  return spans.map((span) => ` ${span.sign} ${span.unit}(${span.count})`).join("");
}

export function printLiteral(literal: Literal): string {
  switch (literal.kind) {
    case "null":
      return "null";
    case "flag":
      return String(literal.value);
    case "text":
      return quote(literal.text);
    case "number":
      return literal.text;
    case "time":
      return literal.text + printSpans(literal.spans);
    case "call": {
      const args = literal.args.map((arg) => (typeof arg === "number" ? String(arg) : quote(arg)));
      return `${literal.name}(${args.join(", ")})${printSpans(literal.spans)}`;
    }
  }
}

// AND and OR never stand side by side without parentheses, so that nobody must know which binds tighter.
function printPart(node: FilterNode): string {
  const mixed = (node.kind === "and" || node.kind === "or") && node.parts.length > 1;
  return mixed ? `(${printFilter(node)})` : printFilter(node);
}

export function printFilter(node: FilterNode): string {
  switch (node.kind) {
    case "and":
      return node.parts.map(printPart).join(" AND ");
    case "or":
      return node.parts.map(printPart).join(" OR ");
    case "not":
      return `NOT ${printPart(node.part)}`;
    case "any":
      return `any(${node.path}, ${printFilter(node.part)})`;
    case "compare":
      return `${node.path} ${node.comparator} ${printLiteral(node.value)}`;
    case "in":
      return `${node.path} ${node.negated ? "NOT IN" : "IN"} (${node.values.map(printLiteral).join(", ")})`;
    case "inCall":
      return `${node.path} ${node.negated ? "NOT IN" : "IN"} ${printLiteral(node.call)}`;
    case "flag":
      return node.path;
  }
}

// Both filters at once; either may be empty.
export function joinFilters(...filters: (string | null | undefined)[]): string {
  const present = filters.filter((filter): filter is string => Boolean(filter?.trim()));
  if (present.length <= 1) return present[0] ?? "";
  return present.map((filter) => `(${filter})`).join(" AND ");
}
