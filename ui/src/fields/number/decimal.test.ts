import { expect, test } from "vitest";
import { normaliseDecimal, showDecimal } from "./decimal";

test.each([
  ["1250000", "1250000"],
  ["1 250 000,50", "1250000.50"],
  ["1,250,000.50", "1250000.50"],
  ["1.250.000,50", "1250000.50"],
  ["€12", "12"],
  ["12,5 %", "12.5"],
  ["-7", "-7"],
  [".5", "0.5"],
  ["007", "7"],
  ["123456789012345.6789", "123456789012345.6789"],
])("%s is read as %s", (typed, decimal) => {
  expect(normaliseDecimal(typed)).toBe(decimal);
});

test.each(["", "abc", "1-2", "1.2.3,4,5"])("%s is no number", (typed) => {
  expect(normaliseDecimal(typed)).toBeNull();
});

test("noughts after the point are not edited", () => {
  expect(showDecimal("1250000.00")).toBe("1250000");
  expect(showDecimal("12.50")).toBe("12.5");
  expect(showDecimal("100")).toBe("100");
});
