import { expect, test } from "vitest";
import type { RecordItem, RecordValues } from "@/api/types";
import { dueIn, monthsOf, plusMonths, stateOf } from "./obligationYear";

const today = "2026-03-10";
const duty = (values: RecordValues): RecordItem => ({
  id: "7",
  version: 1,
  status: "open",
  due_on: "2026-03-31",
  ...values,
});

test("a month later is the last day where the month is shorter", () => {
  expect(plusMonths("2026-01-31", 1)).toBe("2026-02-28");
  expect(plusMonths("2026-01-31", 2)).toBe("2026-03-31");
  expect(plusMonths("2026-11-30", 3)).toBe("2027-02-28");
  expect(plusMonths("2024-02-29", 12)).toBe("2025-02-28");
});

test.each([
  [{ due_on: "2026-03-09" }, "overdue"],
  [{ due_on: "2026-03-10" }, "soon"],
  [{ due_on: "2026-03-17" }, "soon"],
  [{ due_on: "2026-03-18" }, "open"],
  [{ due_on: "2026-03-09", status: "done" }, "done"],
  [{ due_on: "2026-03-09", status: "waived" }, "waived"],
  [{ due_on: "2026-03-30", status: "breached" }, "overdue"],
])("%o is %s", (values, state) => {
  expect(stateOf(duty(values), today)).toBe(state);
});

test("a duty of every quarter is expected until the contract ends", () => {
  const days = dueIn(2026, duty({ every_months: 3 }), "2026-10-15", today).map(({ day, state }) => [
    day,
    state,
  ]);
  expect(days).toEqual([
    ["2026-03-31", "open"],
    ["2026-06-30", "expected"],
    ["2026-09-30", "expected"],
  ]);
  expect(dueIn(2027, duty({ every_months: 3 }), "2026-10-15", today)).toEqual([]);
  expect(dueIn(2027, duty({ every_months: 6 }), null, today).map(({ day }) => day)).toEqual([
    "2027-03-31",
    "2027-09-30",
  ]);
});

test("what is done has made its next one, so nothing more is expected of it", () => {
  expect(dueIn(2026, duty({ every_months: 1, status: "done" }), null, today)).toHaveLength(1);
});

test("the months hold what is due and the days of the contract", () => {
  const contract: RecordItem = {
    id: "1",
    version: 1,
    starts_on: "2025-06-01",
    ends_on: "2026-05-31",
    notice_until_on: "2026-05-01",
  };
  const months = monthsOf(2026, contract, [duty({}), duty({ due_on: "2026-03-02" })], today);
  expect(months).toHaveLength(12);
  expect(months[2]?.due.map(({ day }) => day)).toEqual(["2026-03-02", "2026-03-31"]);
  expect(months[4]?.milestones.map(({ kind }) => kind)).toEqual(["notice", "ends"]);
  expect(months[5]?.milestones).toEqual([]);
});
