import { expect, test } from "vitest";
import { decimalOf, digitsOf, exactOf, proportion, rounded } from "./exact";
import { amountOf, totalsOf } from "./totals";

test.each([
  ["0.125", 2, "0.12"],
  ["0.135", 2, "0.14"],
  ["0.145", 2, "0.14"],
  ["-0.125", 2, "-0.12"],
  ["-0.135", 2, "-0.14"],
  ["2.5", 0, "2"],
  ["3.5", 0, "4"],
  ["0.1251", 2, "0.13"],
])("%s is rounded to %s places as %s", (value, places, expected) => {
  expect(decimalOf(rounded(exactOf(value) ?? 0n, places), places)).toBe(expected);
});

test("what is no decimal is nothing, not zero", () => {
  for (const value of ["", null, undefined, "abc", "1.23456", "1e3"]) expect(exactOf(value)).toBeNull();
});

test("a product is exact in between, beyond what a number holds", () => {
  const large = exactOf("99999999999.9999") ?? 0n;
  expect(decimalOf(proportion(large, 10_000n, 10_000n, 10_000n))).toBe("99999999999.9999");
});

test("currencies have their own digits", () => {
  expect(digitsOf("EUR")).toBe(2);
  expect(digitsOf("JPY")).toBe(0);
  expect(digitsOf("not a currency")).toBe(2);
});

test("a line keeps four decimals", () => {
  expect(amountOf({ quantity: "3", price: "0.3333", discount_percent: "5" })).toBe("0.9499");
  expect(amountOf({ quantity: "7", price: "18", discount_percent: null })).toBe("126.0000");
});

test("a paper is rounded once and not line by line", () => {
  const line = { quantity: "1", price: "0.105", tax_percent: "0" };
  const totals = totalsOf([line, line, line], 2);
  // Line by line, half to even, it would be 0.30.
  expect(totals.net).toBe("0.32");
});

test("tax is rounded once for each rate, and the total is what is printed above it", () => {
  const totals = totalsOf(
    [
      { quantity: "3", price: "33.33", tax_percent: "19" },
      { quantity: "1", price: "10.01", discount_percent: "15", tax_percent: "7" },
      { quantity: "2", price: "4.4", tax_percent: "19" },
    ],
    2,
  );
  expect(totals.byRate).toEqual([
    { percent: "7", net: "8.51", tax: "0.60" },
    { percent: "19", net: "108.79", tax: "20.67" },
  ]);
  expect(totals).toMatchObject({ gross: "118.80", discount: "1.50", net: "117.30", tax: "21.27" });
  expect(totals.total).toBe("138.57");
});

test("an option counts when it is chosen", () => {
  const paid = { quantity: "1", price: "100", tax_percent: "20" };
  const option = { quantity: "1", price: "40", tax_percent: "20", is_optional: true };
  expect(totalsOf([paid, option], 2)).toMatchObject({ net: "100.00", total: "120.00", options: "40.00" });
  const chosen = { ...option, is_chosen: true };
  expect(totalsOf([paid, chosen], 2)).toMatchObject({ net: "140.00", total: "168.00", options: "0.00" });
});

test("the yen knows no parts", () => {
  const totals = totalsOf([{ quantity: "3", price: "333.5", tax_percent: "10" }], 0);
  expect(totals).toMatchObject({ net: "1000", tax: "100", total: "1100" });
});
