import { text } from "@/text";
import { FilterError, fail, type Token, tokenise } from "./tokens";
import type { Comparator, FilterFault, FilterNode, Literal, Span, SpanUnit } from "./tree";

const comparators = new Set(["=", "!=", "<", "<=", ">", ">=", ":"]);
const spanUnits = new Set(["days", "weeks", "months", "hours", "minutes"]);
const depthMax = 16;

// Recursive descent over the grammar of section 4.1; each method is one rule of it.
class Parser {
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: Token[]) {}

  filter(): FilterNode | null {
    if (this.peek().kind === "end") return null;
    const node = this.or();
    if (this.peek().kind !== "end") this.misplaced(this.peek());
    return node;
  }

  private or(): FilterNode {
    if (++this.depth > depthMax) fail(this.peek().column, text("filter.fault.tooDeep"));
    const parts = [this.and()];
    while (this.takeWord("OR")) parts.push(this.and());
    this.depth--;
    const [only] = parts;
    return parts.length === 1 && only ? only : { kind: "or", parts };
  }

  private and(): FilterNode {
    const parts = [this.not()];
    while (this.takeWord("AND")) parts.push(this.not());
    const [only] = parts;
    return parts.length === 1 && only ? only : { kind: "and", parts };
  }

  private not(): FilterNode {
    if (this.takeWord("NOT")) return { kind: "not", part: this.not() };
    return this.primary();
  }

  private primary(): FilterNode {
    if (this.takeSymbol("(")) {
      const node = this.or();
      this.needSymbol(")");
      return node;
    }
    const start = this.peek();
    if (start.kind !== "name") this.unexpected(text("filter.fault.condition"));
    if (start.text === "any" && this.peek(1).text === "(") return this.any();
    const path = this.path();
    const negated = this.peek().text === "NOT" && this.peek(1).text === "IN";
    if (negated) this.at++;
    if (this.takeWord("IN")) return this.membership(path, negated);
    const operator = this.peek();
    if (operator.kind === "symbol" && comparators.has(operator.text)) {
      this.at++;
      return {
        kind: "compare",
        path,
        comparator: operator.text as Comparator,
        value: this.value(operator.text),
      };
    }
    return { kind: "flag", path };
  }

  private any(): FilterNode {
    this.at++;
    this.needSymbol("(");
    const path = this.path();
    this.needSymbol(",");
    const part = this.or();
    this.needSymbol(")");
    return { kind: "any", path, part };
  }

  private membership(path: string, negated: boolean): FilterNode {
    if (this.takeSymbol("(")) {
      const values = [this.value("(")];
      while (this.takeSymbol(",")) values.push(this.value(","));
      this.needSymbol(")");
      return { kind: "in", path, negated, values };
    }
    const call = this.value("IN");
    if (call.kind !== "call") this.unexpected("(");
    return { kind: "inCall", path, negated, call };
  }

  private path(): string {
    const names = [this.name()];
    while (this.takeSymbol(".")) names.push(this.name());
    return names.join(".");
  }

  private name(): string {
    const token = this.peek();
    if (token.kind !== "name") this.unexpected(text("filter.fault.condition"));
    this.at++;
    return token.text;
  }

  private value(after: string): Literal {
    const token = this.peek();
    this.at++;
    switch (token.kind) {
      case "string":
        return { kind: "text", text: token.text };
      case "number":
        return { kind: "number", text: token.text };
      case "day":
      case "instant":
        return { kind: "time", text: token.text, spans: this.spans() };
      case "name":
        return this.word(token);
      default:
        this.at--;
        return fail(token.column, text("filter.fault.expectedValue", { after, found: this.told(token) }));
    }
  }

  private word(token: Token): Literal {
    if (token.text === "null") return { kind: "null" };
    if (token.text === "true" || token.text === "false")
      return { kind: "flag", value: token.text === "true" };
    if (this.peek().text !== "(") fail(token.column, text("filter.fault.putQuotes", { text: token.text }));
    this.at++;
    const args: (string | number)[] = [];
    while (this.peek().text !== ")" || this.peek().kind !== "symbol") {
      const arg = this.peek();
      if (arg.kind === "number") args.push(Number(arg.text));
      else if (arg.kind === "string") args.push(arg.text);
      else this.unexpected(")");
      this.at++;
      if (!this.takeSymbol(",")) break;
    }
    this.needSymbol(")");
    return { kind: "call", name: token.text, args, spans: this.spans() };
  }

  private spans(): Span[] {
    const spans: Span[] = [];
    while (this.peek().kind === "symbol" && (this.peek().text === "+" || this.peek().text === "-")) {
      const sign = this.peek().text as "+" | "-";
      this.at++;
      const unit = this.name();
      if (!spanUnits.has(unit)) fail(this.peek(-1).column, text("filter.fault.unexpected", { found: unit }));
      this.needSymbol("(");
      const count = this.peek();
      if (count.kind !== "number") this.unexpected("1");
      this.at++;
      this.needSymbol(")");
      spans.push({ sign, unit: unit as SpanUnit, count: Number(count.text) });
    }
    return spans;
  }

  private peek(ahead = 0): Token {
    return this.tokens[this.at + ahead] ?? (this.tokens.at(-1) as Token);
  }

  private takeWord(word: "AND" | "OR" | "NOT" | "IN"): boolean {
    const token = this.peek();
    if (token.kind !== "name") return false;
    if (token.text === word) {
      this.at++;
      return true;
    }
    if (token.text.toUpperCase() === word) fail(token.column, text("filter.fault.capitals", { word }));
    return false;
  }

  private takeSymbol(symbol: string): boolean {
    const token = this.peek();
    if (token.kind !== "symbol" || token.text !== symbol) return false;
    this.at++;
    return true;
  }

  private needSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) this.unexpected(`“${symbol}”`);
  }

  private unexpected(what: string): never {
    return fail(this.peek().column, text("filter.fault.expected", { what, found: this.told(this.peek()) }));
  }

  private misplaced(token: Token): never {
    return fail(token.column, text("filter.fault.unexpected", { found: this.told(token) }));
  }

  private told(token: Token): string {
    return token.kind === "end" ? text("filter.fault.end") : `“${token.text}”`;
  }
}

export type Parsed = { node: FilterNode | null; fault: null } | { node: null; fault: FilterFault };

// Null stands for the empty filter, which selects everything.
export function parseFilter(source: string): Parsed {
  try {
    return { node: new Parser(tokenise(source)).filter(), fault: null };
  } catch (error) {
    if (error instanceof FilterError) return { node: null, fault: error.fault };
    throw error;
  }
}
