import { beforeAll, expect, test } from "vitest";
import { startText } from "@/text";
import { told } from "./told";

beforeAll(() => startText("en"));

test("days and amounts are told as people write them", () => {
  expect(told("Prolongs itself on 2027-01-07 unless you give notice by 2026-12-08.")).toBe(
    "Prolongs itself on 7 Jan 2027 unless you give notice by 8 Dec 2026.",
  );
  expect(told("40 days overdue: 297600.50 EUR.")).toBe("40 days overdue: €297,600.50.");
});

test("what is neither stays as it is", () => {
  const reason = "8 of Operator panel P-7 are 2 days late; asked for 24 VDC1 in OR-2026-0004.";
  expect(told(reason)).toBe(reason);
});
