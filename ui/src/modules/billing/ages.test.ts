import { expect, test } from "vitest";
import { ageFilter, ageOf, ages } from "./ages";

test.each([
  [-5, "current"],
  [0, "current"],
  [1, "overdue_30"],
  [30, "overdue_30"],
  [31, "overdue_60"],
  [60, "overdue_60"],
  [61, "overdue_90"],
  [90, "overdue_90"],
  [91, "overdue_more"],
  [4000, "overdue_more"],
])("%i days late is %s", (days, age) => {
  expect(ageOf(days)).toBe(age);
});

// Whether a filter of ages, which knows only these few forms, holds for an invoice so many days late.
function holds(filter: string, daysLate: number): boolean {
  return filter
    .replace(/^\(due_on = null OR (.*)\)$/, "$1")
    .split(" AND ")
    .every((term) => {
      const [, operator, bound] = /^due_on (<|>=) (?:today\(\)|days\(-(\d+)\))$/.exec(term) ?? [];
      const days = Number(bound ?? 0);
      return operator === "<" ? daysLate > days : operator === ">=" && daysLate <= days;
    });
}

test("each day belongs to one age, and its filter finds it there and nowhere else", () => {
  for (const days of [-1, 0, 1, 29, 30, 31, 59, 60, 61, 89, 90, 91, 365]) {
    expect(ages.filter((age) => holds(ageFilter(age), days))).toEqual([ageOf(days)]);
  }
});
