import { beforeAll, expect, test } from "vitest";
import { startText } from "@/text";
import { deals } from "../../../test/cast";
import { readDraft, writeDraft } from "./draftTree";
import { termsOf, writeTerms } from "./FilterBar";

beforeAll(() => startText("en"));

test.each([
  "",
  'name : "x"',
  'status IN ("open", "won") AND amount > 10',
  'status IN ("open") AND (owner = me() OR amount >= 1000)',
  "any(lines, quantity > 3) OR urgent",
])("%s goes through the form unchanged", (source) => {
  expect(writeDraft(readDraft(deals, source))).toBe(source);
});

test("unfinished lines and empty groups leave no trace", () => {
  const draft = readDraft(deals, 'name : "x"');
  draft.parts.push(
    { kind: "condition", id: -1, condition: { path: "amount", operator: "greater", values: [] } },
    { kind: "group", id: -2, group: { join: "or", parts: [] } },
  );
  expect(writeDraft(draft)).toBe('name : "x"');
});

test("chips are the terms that all must hold", () => {
  const terms = termsOf('status = "open" AND amount > 10') ?? [];
  expect(terms).toHaveLength(2);
  expect(writeTerms(terms.slice(1))).toBe("amount > 10");
  expect(writeTerms([])).toBe("");
});

test("an OR keeps its parentheses beside a new term", () => {
  const [either] = termsOf("urgent OR amount > 10") ?? [];
  const [other] = termsOf('name : "x"') ?? [];
  expect(either && other && writeTerms([either, other])).toBe('(urgent OR amount > 10) AND name : "x"');
});
