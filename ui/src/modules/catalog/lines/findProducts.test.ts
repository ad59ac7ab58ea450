import { expect, test } from "vitest";
import { linesOf } from "./findProducts";
import { readPasted } from "./pasted";

const chai = { id: "7", name: "Chai", sku: "TEA-1" };
const products = [chai, { id: "8", name: "TEA-1 box", sku: null }];
const pasted = (text: string) => linesOf(readPasted(text), products);

test("an article finds its product, and the line takes the name of it", () => {
  expect(pasted("tea-1\t10\nTEA-1\t2")[0]).toEqual({
    product: { id: "7", title: "Chai" },
    description: "Chai",
    quantity: "10",
  });
});

test("words of one's own stay beside an article", () => {
  expect(pasted("SKU\tName\tQty\tPrice\nTEA-1\tChai, boxed\t10\t17,50")[0]).toMatchObject({
    product: { id: "7" },
    description: "Chai, boxed",
    price: "17.50",
  });
});

test("what is no product stays as it was written, once", () => {
  expect(pasted("Gift wrapping\t3\t2.5")[0]).toEqual({
    description: "Gift wrapping",
    quantity: "3",
    price: "2.5",
  });
});
