import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { digestOf } from "../../../tests/openapi/contract.mjs";

// The page's folder, where its tests run.
const here = process.cwd();
const read = (file: string) => readFileSync(join(here, file), "utf8");

// The generator needs a compiler of its own and runs in tests/openapi; here its mark is compared, within a second.
test("the types of the page are made from the contract as it is now", () => {
  const contract = JSON.parse(read("../tests/golden/openapi.json"));
  expect(read("src/api/schema.ts"), "run `npm run schema`").toContain(`the contract ${digestOf(contract)};`);
});

test("another contract has another mark", () => {
  const contract = JSON.parse(read("../tests/golden/openapi.json"));
  const before = digestOf(contract);
  contract.components.schemas.Problem.properties.advice = { type: "string" };
  expect(digestOf(contract)).not.toBe(before);
});

test("a new field of an entity is no matter for the types of the page", () => {
  const contract = JSON.parse(read("../tests/golden/openapi.json"));
  const before = digestOf(contract);
  contract.components.schemas.Deal.properties.mood = { type: "string" };
  expect(digestOf(contract)).toBe(before);
});
