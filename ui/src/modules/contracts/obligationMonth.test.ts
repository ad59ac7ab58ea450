import { expect, test } from "vitest";
import type { RecordItem } from "@/api/types";
import { entriesWithin, monthAfter, pageOf } from "./obligationMonth";

const record = (values: Record<string, unknown>) => ({ version: "1", ...values }) as unknown as RecordItem;

test("a month is shown in whole weeks, from the day on which weeks begin", () => {
  const monday = pageOf("2026-02", 1);
  expect(monday[0]).toBe("2026-01-26");
  expect(monday[monday.length - 1]).toBe("2026-03-01");
  expect(monday.length % 7).toBe(0);
  expect(pageOf("2026-02", 7)[0]).toBe("2026-02-01");
});

test("months follow each other over the end of the year", () => {
  expect(monthAfter("2026-12", 1)).toBe("2027-01");
  expect(monthAfter("2026-01", -1)).toBe("2025-12");
});

test("what comes again, and when contracts want an answer, stands on its day", () => {
  const report = record({
    id: "1",
    name: "Report",
    due_on: "2026-11-10",
    every_months: 1,
    status: "open",
    contract: { id: "9", title: "Tea 2026" },
  });
  const contract = record({
    id: "9",
    name: "Tea 2026",
    notice_until_on: "2026-12-01",
    ends_on: "2027-05-01",
  });
  const entries = entriesWithin(pageOf("2026-12", 1), [report], [contract], "2026-11-23");
  expect(entries.map(({ day, state, name }) => `${day} ${state} ${name}`)).toEqual([
    "2026-12-01 milestone Tea 2026",
    "2026-12-10 expected Report",
  ]);
});

test("a page over two years tells of both", () => {
  const owed = (id: string, due_on: string) => record({ id, name: id, due_on, status: "open" });
  const entries = entriesWithin(
    pageOf("2026-12", 1),
    [owed("a", "2026-12-31"), owed("b", "2027-01-02"), owed("c", "2027-02-01")],
    [],
    "2026-11-23",
  );
  expect(entries.map(({ name }) => name)).toEqual(["a", "b"]);
});
