import { text } from "@/text";
import type { FilterFault } from "./tree";

export type TokenKind = "name" | "number" | "day" | "instant" | "string" | "symbol" | "end";

export interface Token {
  kind: TokenKind;
  // Names, numbers and symbols as written; strings without quotes and escapes.
  text: string;
  column: number;
}

// Longest first: a day begins like a number, an instant like a day.
const patterns: [TokenKind, RegExp][] = [
  ["instant", /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})/],
  ["day", /^\d{4}-\d{2}-\d{2}/],
  ["number", /^-?\d+(\.\d+)?/],
  ["name", /^[A-Za-z][A-Za-z0-9_]*/],
  ["symbol", /^(!=|<=|>=|[=<>:(),.+-])/],
];

const escapes: Record<string, string> = { '"': '"', "'": "'", "\\": "\\", n: "\n", t: "\t" };

export class FilterError extends Error {
  constructor(readonly fault: FilterFault) {
    super(fault.message);
  }
}

export function fail(column: number, message: string): never {
  throw new FilterError({ column, message });
}

function readString(source: string, column: number): { token: Token; length: number } {
  const quote = source[0];
  let value = "";
  let at = 1;
  while (at < source.length && source[at] !== quote) {
    if (source[at] !== "\\") {
      value += source[at++];
      continue;
    }
    const next = source[at + 1] ?? "";
    const code = source.slice(at + 2, at + 6);
    if (next === "u" && /^[0-9a-fA-F]{4}$/.test(code)) {
      value += String.fromCharCode(Number.parseInt(code, 16));
      at += 6;
    } else if (next in escapes) {
      value += escapes[next];
      at += 2;
    } else {
      fail(column + [...source.slice(0, at)].length, text("filter.fault.badEscape"));
    }
  }
  if (at >= source.length) fail(column, text("filter.fault.closingQuote"));
  return { token: { kind: "string", text: value, column }, length: at + 1 };
}

// A minus before a digit belongs to the number only where no value stands before it: now() - days(3).
function startsNegative(tokens: Token[]): boolean {
  const before = tokens.at(-1);
  return !before || (before.kind === "symbol" && before.text !== ")");
}

export function tokenise(source: string): Token[] {
  const tokens: Token[] = [];
  let rest = source;
  let column = 1;
  const advance = (length: number) => {
    column += [...rest.slice(0, length)].length;
    rest = rest.slice(length);
  };
  while (rest !== "") {
    const space = /^\s+/.exec(rest);
    if (space) {
      advance(space[0].length);
      continue;
    }
    if (rest[0] === '"' || rest[0] === "'") {
      const { token, length } = readString(rest, column);
      tokens.push(token);
      advance(length);
      continue;
    }
    const found = patterns
      .filter(([kind]) => kind !== "number" || rest[0] !== "-" || startsNegative(tokens))
      .map(([kind, pattern]) => ({ kind, match: pattern.exec(rest) }))
      .find((candidate) => candidate.match);
    if (!found?.match) fail(column, text("filter.fault.unexpected", { found: [...rest][0] ?? "" }));
    tokens.push({ kind: found.kind, text: found.match[0], column });
    advance(found.match[0].length);
  }
  tokens.push({ kind: "end", text: "", column });
  return tokens;
}
