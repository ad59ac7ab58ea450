import { expect, test } from "vitest";
import { readPasted } from "./pasted";

const nothing = { sku: null, name: null, quantity: null, price: null, discount: null };

test("a single value is no table", () => {
  expect(readPasted("Chai")).toEqual([]);
  expect(readPasted("1 250,50\n")).toEqual([]);
});

test("columns with headings may stand in any order and language", () => {
  expect(readPasted("Цена\tКол-во\tАртикул\r\n1 240,50\t3\tDR-110\r\n")).toEqual([
    { ...nothing, sku: "DR-110", quantity: "3", price: "1240.50" },
  ]);
  expect(readPasted("Description\tQty\tUnit price\tDiscount %\nChai\t10\t$18.00\t5")).toEqual([
    { ...nothing, name: "Chai", quantity: "10", price: "18.00", discount: "5" },
  ]);
});

test("columns without headings are known by what stands in them", () => {
  expect(readPasted("DR-110\tFrequency drive\t3\t1240\t5%\nDR-120\tSoft starter\t1\t300\t")).toEqual([
    { sku: "DR-110", name: "Frequency drive", quantity: "3", price: "1240", discount: "5" },
    { sku: "DR-120", name: "Soft starter", quantity: "1", price: "300", discount: null },
  ]);
  expect(readPasted("Chai\t10\nChang\t5")).toEqual([
    { ...nothing, name: "Chai", quantity: "10" },
    { ...nothing, name: "Chang", quantity: "5" },
  ]);
});

test("an article may be a number, the number of a row is none", () => {
  expect(readPasted("100200\tChai\t10\n100300\tChang\t4")[0]).toEqual({
    ...nothing,
    sku: "100200",
    name: "Chai",
    quantity: "10",
  });
  expect(readPasted("1\tChai\t10\n2\tChang\t4")[1]).toEqual({ ...nothing, name: "Chang", quantity: "4" });
});

test("a discount with its sign is no price", () => {
  expect(readPasted("Chai\t10\t5%")[0]).toEqual({ ...nothing, name: "Chai", quantity: "10", discount: "5" });
});

test("one column of names is a table of lines", () => {
  expect(readPasted("Chai\nChang\n\n").map((line) => line.name)).toEqual(["Chai", "Chang"]);
});
