import { expect, test } from "vitest";
import type { EntityMeta } from "@/api/types";
import { deals } from "../../../test/cast";
import type { AttentionCard } from "./todayData";
import { deedOf } from "./verbs";

const card = (entity: string, verb: string): AttentionCard => ({
  record: { entity, id: "7", title: "OR-2026-0004" },
  reason: "40 of Chai are 2 days late.",
  since: null,
  action: { name: verb, label: verb },
});
const invoices: EntityMeta = { ...deals, name: "invoices", actions: [{ name: "remind", label: "Remind" }] };

test("a verb that the record can do is done", () => {
  expect(deedOf(card("invoices", "remind"), invoices, true)).toEqual({ kind: "action", name: "remind" });
});

test("a late order is chased by a call to its client", () => {
  expect(deedOf(card("orders", "chase"), { ...deals, name: "orders" }, true)).toEqual({
    kind: "plan_with_client",
    values: { kind: "call", subject: "OR-2026-0004" },
  });
});

test("whoever may not plan, and whoever is offered an unknown verb, looks at the record", () => {
  expect(deedOf(card("orders", "chase"), { ...deals, name: "orders" }, false)).toEqual({ kind: "open" });
  expect(deedOf(card("orders", "ponder"), { ...deals, name: "orders" }, true)).toEqual({ kind: "open" });
});
