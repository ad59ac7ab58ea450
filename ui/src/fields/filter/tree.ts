// The filter language as a tree. Its grammar is section 4 of the public contract.

export type Comparator = "=" | "!=" | "<" | "<=" | ">" | ">=" | ":";
export type SpanUnit = "days" | "weeks" | "months" | "hours" | "minutes";

export interface Span {
  sign: "+" | "-";
  unit: SpanUnit;
  count: number;
}

export type Literal =
  | { kind: "null" }
  | { kind: "flag"; value: boolean }
  | { kind: "text"; text: string }
  // Decimals stay text: a filter compares them exactly.
  | { kind: "number"; text: string }
  | { kind: "time"; text: string; spans: Span[] }
  | { kind: "call"; name: string; args: (string | number)[]; spans: Span[] };

export type FilterNode =
  | { kind: "and"; parts: FilterNode[] }
  | { kind: "or"; parts: FilterNode[] }
  | { kind: "not"; part: FilterNode }
  | { kind: "any"; path: string; part: FilterNode }
  | { kind: "compare"; path: string; comparator: Comparator; value: Literal }
  | { kind: "in"; path: string; negated: boolean; values: Literal[] }
  | { kind: "inCall"; path: string; negated: boolean; call: Literal & { kind: "call" } }
  | { kind: "flag"; path: string };

// What stops a text from being a filter, and where: columns count code points from 1.
export interface FilterFault {
  column: number;
  message: string;
}
