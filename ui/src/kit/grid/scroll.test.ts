import { expect, test } from "vitest";
import { pixelsMax, proportional } from "./useScrollWindow";

const rowHeight = 33;
const view = 600;
const trueHeight = 1_000_000 * rowHeight;

test("both ends of a million rows can be reached with the scrollbar", () => {
  expect(proportional(0, pixelsMax, trueHeight, view)).toBe(0);
  expect(proportional(pixelsMax - view, pixelsMax, trueHeight, view)).toBe(trueHeight - view);
  expect(proportional(pixelsMax, pixelsMax, trueHeight, view)).toBe(trueHeight - view);
});

test("the middle of the scrollbar is the middle of the list", () => {
  const middle = proportional((pixelsMax - view) / 2, pixelsMax, trueHeight, view);
  expect(Math.abs(middle - (trueHeight - view) / 2)).toBeLessThan(1);
});

test("a list that fits is at its top", () => {
  expect(proportional(0, 100, 100, view)).toBe(0);
});
