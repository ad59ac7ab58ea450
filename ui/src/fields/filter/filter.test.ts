import { beforeAll, expect, test } from "vitest";
import { startText } from "@/text";
import { conditionOf, nodeOf } from "./condition";
import { parseFilter } from "./parse";
import { joinFilters, printFilter } from "./print";

beforeAll(() => startText("en"));

function again(source: string): string {
  const { node, fault } = parseFilter(source);
  expect(fault).toBeNull();
  return node ? printFilter(node) : "";
}

// The examples of the public contract that are written as this page writes them.
const examples = [
  'segment = "large"',
  'segment != "large"',
  'segment IN ("large", "government")',
  'industry NOT IN ("energy", "retail")',
  'name : "elka"',
  'name = "O\\"Neil \\\\ Sons"',
  "annual_revenue >= 1000000",
  "discount > 12.5 AND discount <= 20",
  "owner = me()",
  "owner IN my_team() AND NOT owner = me()",
  "owner.department = my_department()",
  "owner = null",
  "is_confidential",
  "closes_on = 2026-12-31",
  'closes_on <= days(30) AND status = "open"',
  "closes_on >= start_of_month() AND closes_on <= end_of_month()",
  "created_at >= now() - hours(24)",
  "created_at < 2026-01-01T00:00:00+03:00",
  'any(deals, stage = "won" AND amount_base > 100000)',
  "NOT any(activities, created_at >= days(-90))",
  "activities = null",
  'city : "berl" OR (account.industry = "energy" AND tier != null)',
];

test.each(examples)("%s is read and written unchanged", (source) => {
  expect(again(source)).toBe(source);
});

test("parentheses stand wherever AND and OR mix", () => {
  expect(again("a OR b AND c")).toBe("a OR (b AND c)");
  expect(again("(a OR b) AND c")).toBe("(a OR b) AND c");
  expect(again("NOT (a OR b)")).toBe("NOT (a OR b)");
});

test("single quotes and escapes mean the same text", () => {
  expect(again("name : 'ёлка'")).toBe('name : "ёлка"');
  expect(again('name = "\\u0041"')).toBe('name = "A"');
});

test.each([
  ["segment = = 3", 11],
  ['name = "Acme', 8],
  ["name = Acme", 8],
  ['tier = "key" and owner = me()', 14],
  ["segment = ", 11],
  ['(segment = "large"', 19],
  ['имя = "a"', 1],
])("%s is refused with its place", (source, column) => {
  expect(parseFilter(source).fault?.column).toBe(column);
});

test("the empty filter selects everything", () => {
  expect(parseFilter("  ")).toEqual({ node: null, fault: null });
});

test.each([
  'segment IN ("large", "small")',
  'segment NOT IN ("large")',
  "owner = me()",
  "owner IN my_team()",
  'name : "x"',
  "amount >= 10",
  "closes_on = null",
  "closes_on != null",
  "urgent",
  "urgent = false",
  "closes_on <= days(30)",
])("%s is one line of the form", (source) => {
  const { node } = parseFilter(source);
  const condition = node && conditionOf(node);
  const written = condition && nodeOf(condition);
  expect(written && printFilter(written)).toBe(source);
});

test("a line without a value does not filter", () => {
  expect(nodeOf({ path: "amount", operator: "greater", values: [] })).toBeNull();
});

test("filters are joined so that neither leaks into the other", () => {
  expect(joinFilters("a OR b", "c")).toBe("(a OR b) AND (c)");
  expect(joinFilters("", "c", null)).toBe("c");
  expect(joinFilters()).toBe("");
});
