import { expect, test } from "vitest";
import { childrenOf, possibleParents } from "./departmentTree";

const under = (parent: string) => ({ id: parent, title: parent });
const company = { id: "company", version: 1, name: "Company", parent: null };
const sales = { id: "sales", version: 1, name: "Sales", parent: under("company") };
const regions = { id: "regions", version: 1, name: "Regions", parent: under("sales") };
const finance = { id: "finance", version: 1, name: "Finance", parent: under("company") };
const all = [company, sales, regions, finance];

test("a department whose parent is not seen stands at the top", () => {
  expect(childrenOf([regions, finance], null)).toEqual([regions, finance]);
});

test("a department never goes under itself or under its own", () => {
  const places = possibleParents(all, sales).map(({ item }) => item.id);
  expect(places).toEqual(["company", "finance"]);
});
