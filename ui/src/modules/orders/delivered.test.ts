import { expect, test } from "vitest";
import type { RecordItem, RecordValues } from "@/api/types";
import { placeOf, progressOf, spanOf } from "./delivered";

const order: RecordValues = { ordered_on: "2026-10-01", promised_on: "2026-10-20", status: "in_delivery" };
const line = (values: RecordValues): RecordItem => ({
  id: "11",
  version: 1,
  quantity: "100",
  delivered_quantity: "0",
  status: "open",
  ...values,
});
const delivery = (day: string, quantity: string, orderLine = "11"): RecordItem => ({
  id: `9${day}`,
  version: 1,
  delivered_on: day,
  status: "delivered",
  delivery_lines: [{ order_line: { id: orderLine, title: "Chai" }, quantity }],
});

test("a line that is not there after its day is late by days", () => {
  const progress = progressOf(line({}), order, [], "2026-10-25");
  expect(progress).toMatchObject({ state: "late", daysLate: 5, promised: "2026-10-20", percent: 0 });
});

test("a line in part is as far as what came, and only its own deliveries are its parts", () => {
  const progress = progressOf(
    line({ delivered_quantity: "40", status: "partial" }),
    order,
    [delivery("2026-10-15", "40"), delivery("2026-10-16", "5", "12")],
    "2026-10-18",
  );
  expect(progress).toMatchObject({ state: "open", percent: 40, daysLate: 0 });
  expect(progress.parts.map(({ quantity }) => quantity)).toEqual(["40"]);
});

test("what was promised first counts, even after a new promise", () => {
  const moved = line({ first_promised_on: "2026-10-10", promised_on: "2026-10-30" });
  expect(progressOf(moved, order, [], "2026-10-12")).toMatchObject({ state: "late", daysLate: 2 });
});

test("a line that came too late stays so, however long ago", () => {
  const came = line({ delivered_quantity: "100", status: "delivered", delivered_on: "2026-10-23" });
  expect(progressOf(came, order, [], "2027-05-01")).toMatchObject({
    state: "delivered_late",
    daysLate: 3,
    percent: 100,
  });
});

test("a cancelled order is not late", () => {
  expect(progressOf(line({}), { ...order, status: "cancelled" }, [], "2026-12-01")).toMatchObject({
    state: "cancelled",
    daysLate: 0,
  });
});

test("the span reaches to today only while something is open", () => {
  const open = progressOf(line({}), order, [], "2026-11-10");
  expect(spanOf(order, [open], "2026-11-10")).toEqual({ starts: "2026-10-01", days: 40 });
  const came = progressOf(
    line({ status: "delivered" }),
    order,
    [delivery("2026-10-19", "100")],
    "2026-11-10",
  );
  const span = spanOf(order, [came], "2026-11-10");
  expect(span).toEqual({ starts: "2026-10-01", days: 19 });
  expect(placeOf("2026-10-20", span)).toBe(100);
  expect(placeOf("2026-09-01", span)).toBe(0);
});
