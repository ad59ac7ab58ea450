import { expect, test } from "vitest";
import type { EntityMeta, FieldMeta } from "@/api/types";
import { isLate } from "./late";

const promised = { name: "promised_on", type: "day" } as unknown as FieldMeta;
const orders = {
  name: "orders",
  fields: [promised],
  roles: { closes_on: "promised_on" },
} as unknown as EntityMeta;

test("a promised day that has passed is late until the thing is delivered", () => {
  expect(isLate(orders, promised, { promised_on: "2020-01-01", delivered_on: null })).toBe(true);
  expect(isLate(orders, promised, { promised_on: "2020-01-01", delivered_on: "2019-12-30" })).toBe(false);
  expect(isLate(orders, promised, { promised_on: "2999-01-01", delivered_on: null })).toBe(false);
});
