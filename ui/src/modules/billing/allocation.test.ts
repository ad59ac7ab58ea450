import { expect, test } from "vitest";
import { balanceOf, spread } from "./allocation";

const invoices = [
  { id: "1", open: "100.10" },
  { id: "2", open: "50.00" },
  { id: "3", open: "25.00" },
];

test("the oldest are paid first, as far as the money goes", () => {
  expect(spread("120.30", invoices)).toEqual({ "1": "100.10", "2": "20.20" });
});

test("what is disputed is not paid by itself", () => {
  const disputed = invoices.map((one) => (one.id === "1" ? { ...one, isDisputed: true } : one));
  expect(spread("60", disputed)).toEqual({ "2": "50.00", "3": "10.00" });
});

test("no money pays nothing", () => {
  expect(spread(null, invoices)).toEqual({});
  expect(spread("0", invoices)).toEqual({});
});

test("what is too much is left over, to the cent", () => {
  const shares = spread("200.00", invoices);
  expect(balanceOf("200.00", shares)).toEqual({ allocated: "175.1000", left: "24.9000", isOver: false });
});

test("more than was paid cannot be allocated", () => {
  expect(balanceOf("10", { "1": "7.5", "2": "2.51" })).toMatchObject({ left: "-0.0100", isOver: true });
});
