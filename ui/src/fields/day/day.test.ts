import { expect, test } from "vitest";
import { todayText } from "@/text/format";
import { addDays, readDayText } from "./day";

test.each([
  ["2026-12-24", "2026-12-24"],
  ["24.12.2026", "2026-12-24"],
  ["24/12/26", "2026-12-24"],
  ["2026-02-30", null],
  ["31.04.2026", null],
  ["soon", null],
])("%s is read as %s", (typed, day) => {
  expect(readDayText(typed)).toBe(day);
});

test("days can be told from today", () => {
  expect(readDayText("today")).toBe(todayText());
  expect(readDayText("+7")).toBe(addDays(todayText(), 7));
  expect(readDayText("-30")).toBe(addDays(todayText(), -30));
});

test("adding days knows months and leap years", () => {
  expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
});
