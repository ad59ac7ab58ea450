import { expect, test } from "vitest";
import { deals } from "../../../test/cast";
import { isChanged, type ListState, searchOfState, stateOfSearch, stateOfView } from "./listState";

const view = {
  id: "v_open",
  name: "Open",
  kind: "list" as const,
  filter: 'status = "open"',
  order_by: "amount desc",
  columns: [{ field: "name", width: 300 }, { field: "amount" }, { field: "gone" }],
};

test("a view is shown as it was saved, without what the reader may not see", () => {
  const state = stateOfView(deals, view);
  expect(state.filter).toBe('status = "open"');
  expect(state.orderBy).toEqual([{ field: "amount", descending: true }]);
  expect(state.columns).toEqual([
    { field: "name", width: 300 },
    { field: "amount", width: undefined },
  ]);
});

test("a list that is as its view says leaves no trace in the address", () => {
  const search = searchOfState(deals, view, stateOfView(deals, view));
  expect(Object.values(search).every((value) => value === undefined)).toBe(true);
  expect(isChanged(search)).toBe(false);
});

test("the address says all that was changed, and brings it back", () => {
  const changed: ListState = {
    filter: 'name : "Ёлка & Söhne" OR amount > 10',
    q: "acme",
    orderBy: [
      { field: "closes_on", descending: false },
      { field: "name", descending: true },
    ],
    groupBy: "status",
    columns: [{ field: "name" }, { field: "owner", width: 222 }],
    density: "comfortable",
    totals: { amount: "avg" },
  };
  const search = searchOfState(deals, view, changed);
  const address = new URLSearchParams(search as Record<string, string>).toString();
  const read = Object.fromEntries(new URLSearchParams(address));
  expect(stateOfSearch(deals, view, read)).toEqual(changed);
  expect(isChanged(search)).toBe(true);
});

test("an emptied filter is not taken for one that nobody touched", () => {
  const search = searchOfState(deals, view, { ...stateOfView(deals, view), filter: "", groupBy: null });
  expect(search.filter).toBe("");
  expect(stateOfSearch(deals, view, search).filter).toBe("");
});

test("a search alone is nothing to save", () => {
  expect(isChanged({ q: "acme" })).toBe(false);
});

test("a list without views shows its title and what matters", () => {
  const state = stateOfView(deals, undefined);
  expect(state.columns[0]?.field).toBe("name");
  expect(state.totals).toEqual({ amount: "sum" });
});
