import { expect, test } from "vitest";
import type { TimelineEntry } from "@/api/timeline";
import { groupEntries, withoutEchoes } from "./groups";

const hour = 3_600_000;

function entry(id: string, weight: "log" | "content", hoursAgo: number): TimelineEntry {
  return { id, weight, kind: "change", at: new Date(Date.now() - hoursAgo * hour).toISOString() };
}

test("three changes in a row become one line, two stay as they are", () => {
  const groups = groupEntries([
    entry("1", "log", 400),
    entry("2", "log", 401),
    entry("3", "log", 402),
    entry("4", "content", 403),
    entry("5", "log", 404),
    entry("6", "log", 405),
  ]);
  expect(groups).toHaveLength(1);
  expect(groups[0]?.period).toBe("earlier");
  expect(groups[0]?.items.map((item) => item.kind)).toEqual(["run", "entry", "entry", "entry"]);
});

test("periods without entries are left out", () => {
  const groups = groupEntries([entry("1", "content", 0), entry("2", "content", 24 * 30)]);
  expect(groups.map((group) => group.period)).toEqual(["today", "earlier"]);
});

test("that a note was created is not said beside the note itself", () => {
  const record = { entity: "notes", id: "7", title: "They want a quote" };
  const note: TimelineEntry = { ...entry("1", "content", 1), kind: "note", record };
  const created: TimelineEntry = { ...entry("2", "log", 1), kind: "created", record };
  const other: TimelineEntry = { ...entry("3", "log", 1), kind: "created", record: { ...record, id: "8" } };
  expect(withoutEchoes([created, note, other])).toEqual([note, other]);
});
