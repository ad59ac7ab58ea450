import { expect, test } from "vitest";
import { invoiceable } from "./invoiceable";

test("what came and was not invoiced is proposed", () => {
  const lines = [
    { quantity: "100", delivered_quantity: "40", invoiced_quantity: "10.5" },
    { quantity: "5", delivered_quantity: "0", invoiced_quantity: "0" },
  ];
  expect(invoiceable(lines)).toEqual([
    { left: "89.5000", proposed: "29.5000" },
    { left: "5.0000", proposed: "0.0000" },
  ]);
});

test("an order of which nothing came is invoiced whole", () => {
  expect(invoiceable([{ quantity: "5", delivered_quantity: "0", invoiced_quantity: "2" }])).toEqual([
    { left: "3.0000", proposed: "3.0000" },
  ]);
});

test("what was invoiced before it came leaves nothing, never less", () => {
  expect(invoiceable([{ quantity: "5", delivered_quantity: "3", invoiced_quantity: "5" }])).toEqual([
    { left: "0.0000", proposed: "0.0000" },
  ]);
});
