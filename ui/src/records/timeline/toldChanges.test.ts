import { expect, test } from "vitest";
import type { ChangedValue } from "@/api/timeline";
import { deals, field } from "../../../test/cast";
import { toldChanges } from "./toldChanges";

const priced = { ...deals, fields: [...deals.fields, field("weighted", "money", { computed: "formula" })] };
const amount: ChangedValue = { field: "amount", from: null, to: "14306.56" };
const weighted: ChangedValue = { field: "weighted", from: null, to: "1430.656" };
const names = (changes: ChangedValue[]) =>
  toldChanges(changes, priced).told.map(({ change }) => change.field);

test("a change is told without what followed from it by itself", () => {
  expect(names([amount, weighted])).toEqual(["amount"]);
});

test("what followed by itself is told where there is nothing else", () => {
  expect(names([weighted])).toEqual(["weighted"]);
});

test("a long change is told by its first fields and the number of the others", () => {
  const many = ["amount", "name", "closes_on", "urgent", "owner"].map((name) => ({
    field: name,
    from: null,
    to: null,
  }));
  expect(toldChanges(many, priced).more).toBe(2);
});
