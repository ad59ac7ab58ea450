import { expect, test } from "vitest";
import type { RecordItem, RecordValues } from "@/api/types";
import { byMonth, chainOf } from "./chain";

const record = (id: string, values: RecordValues): RecordItem => ({ id, version: 1, ...values });

test("a deal stands on the day on which it was decided, or else on which it began", () => {
  const [open, won] = chainOf({
    deals: [
      record("1", {
        name: "Tea",
        status: "won",
        closed_on: "2026-03-01",
        created_at: "2026-01-05T08:00:00Z",
      }),
      record("2", { name: "Cups", status: "open", closed_on: null, created_at: "2026-04-05T08:00:00Z" }),
    ],
  });
  expect(open).toMatchObject({ day: "2026-04-05", kind: "deals", title: "Cups" });
  expect(won).toMatchObject({ day: "2026-03-01", kind: "won" });
});

test("an order that came is told twice, a cancelled one once", () => {
  const came = { number: "OR-1", ordered_on: "2026-05-01", delivered_on: "2026-05-20", status: "delivered" };
  expect(chainOf({ orders: [record("1", came)] }).map(({ kind }) => kind)).toEqual(["delivered", "orders"]);
  expect(chainOf({ orders: [record("1", { ...came, status: "cancelled" })] })).toHaveLength(1);
});

test("on one day the end of the chain stands on top", () => {
  const day = "2026-06-01";
  const events = chainOf({
    payments: [record("9", { reference: "Bank", paid_on: day })],
    orders: [record("3", { number: "OR-1", ordered_on: day, offer: { id: "2", title: "Offer" } })],
    invoices: [record("4", { number: "IN-1", issued_on: day, kind: "credit_note" })],
  });
  expect(events.map(({ kind }) => kind)).toEqual(["payments", "credit_note", "orders"]);
  expect(events[2]?.from?.title).toBe("Offer");
});

test("events gather by month, the newest month first", () => {
  const months = byMonth(
    chainOf({
      payments: ["2026-06-01", "2026-06-30", "2026-04-02"].map((day, index) =>
        record(String(index), { reference: day, paid_on: day }),
      ),
    }),
  );
  expect(months.map(({ month, events }) => [month, events.length])).toEqual([
    ["2026-06", 2],
    ["2026-04", 1],
  ]);
});
