import { expect, test } from "vitest";
import { bucketText, cellText } from "./reportData";

test("buckets are written as people say them", () => {
  expect(bucketText("2026-Q3")).toBe("Q3 2026");
  expect(bucketText("2026-03")).toContain("Mar");
  expect(bucketText("2026")).toBe("2026");
});

test("links show their title and nothing shows a dash", () => {
  expect(
    cellText({ name: "account", label: "Account", type: "link" }, { id: "17", title: "Acme" }, "EUR"),
  ).toBe("Acme");
  expect(cellText({ name: "amount", label: "Amount", type: "money" }, null, "EUR")).toBe("—");
});
