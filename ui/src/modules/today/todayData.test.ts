import { expect, test } from "vitest";
import { monthlySums, quarterSums } from "./todayData";

const november = new Date("2026-11-24T12:00:00Z");

test("months without a deal count as zero", () => {
  const sums = monthlySums(
    { groups: [{ count: 1, filter: null, "month(closed_on)": "2026-10", sum: { amount: "5.00" } }] },
    november,
  );
  expect(sums).toHaveLength(12);
  expect(sums[10]).toBe(5);
  expect(sums[11]).toBe(0);
});

test("a quarter is its months so far, and the one before is whole", () => {
  const months = [0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 10, 20];
  expect(quarterSums(months, november)).toEqual({ current: 30, before: 6 });
});
