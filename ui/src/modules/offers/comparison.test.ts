import { expect, test } from "vitest";
import type { RecordItem, RecordValues } from "@/api/types";
import { compareLines } from "./comparison";

let next = 1;
const line = (values: RecordValues): RecordItem => ({
  id: String(next++),
  version: 1,
  quantity: "1",
  ...values,
});
const chai = { id: "100", title: "Chai" };

test("a line is found again by its product, whatever it is called", () => {
  const [found] = compareLines(
    [line({ product: chai, description: "Chai", price: "18" })],
    [line({ product: chai, description: "Chai, boxed", price: "18.00" })],
  );
  expect(found).toMatchObject({ kind: "changed", fields: ["description"] });
});

test("the same amount written otherwise is no change", () => {
  const [found] = compareLines(
    [line({ description: "Tea", price: "18", discount_percent: "0" })],
    [line({ description: "tea", price: "18.0000", discount_percent: "0.00" })],
  );
  expect(found?.fields).toEqual(["description"]);
});

test("what is new and what is gone are told apart, the gone ones last", () => {
  const compared = compareLines(
    [line({ description: "Tea" }), line({ description: "Box" })],
    [line({ description: "Cup" }), line({ description: "Tea", quantity: "5" })],
  );
  expect(compared.map(({ kind }) => kind)).toEqual(["added", "changed", "removed"]);
  expect(compared[1]?.fields).toEqual(["quantity"]);
  expect(compared[2]?.before?.description).toBe("Box");
});

test("two lines of one product stay two lines", () => {
  const compared = compareLines(
    [line({ product: chai, quantity: "1" })],
    [line({ product: chai, quantity: "1" }), line({ product: chai, quantity: "2" })],
  );
  expect(compared.map(({ kind }) => kind)).toEqual(["same", "added"]);
});
