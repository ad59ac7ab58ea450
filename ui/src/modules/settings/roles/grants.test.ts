import { expect, test } from "vitest";
import {
  cellsOf,
  clashesOf,
  editsBetween,
  fieldKey,
  isNamed,
  levelKey,
  levelOf,
  roleOf,
  withCell,
  withEdits,
  withoutEntity,
} from "./grants";

const seller = {
  id: "7",
  version: 3,
  name: "Seller",
  description: null,
  grants: {
    deals: { read: "team", create: "own", actions: { assign: "none" }, fields: { margin: "hidden" } },
    "*": { read: "own" },
  },
  rights: ["views.share"],
  limits: { export_rows: 500 },
};

test("a role that nobody touched is sent as it came", () => {
  const { name, description, grants, rights, limits } = seller;
  expect(roleOf(cellsOf(seller))).toEqual({ name, description, grants, rights, limits });
});

test("what a role does not name follows everything else, what it names does not", () => {
  const cells = cellsOf(seller);
  expect(levelOf(cells, "accounts", "read")).toBe("own");
  expect(levelOf(cells, "deals", "update")).toBe("none");
});

test("an entity that gets a right of its own keeps the others that it had", () => {
  const cells = withCell(cellsOf(seller), "accounts", levelKey("accounts", "export"), "all");
  expect(levelOf(cells, "accounts", "export")).toBe("all");
  expect(levelOf(cells, "accounts", "read")).toBe("own");
  expect(levelOf(cells, "contacts", "export")).toBe("none");
});

test("an entity that follows everything else again leaves nothing behind", () => {
  const cells = withoutEntity(cellsOf(seller), "deals");
  expect(isNamed(cells, "deals")).toBe(false);
  expect(JSON.stringify(roleOf(cells))).not.toContain("margin");
  expect(levelOf(cells, "deals", "read")).toBe("own");
});

test("a change that was taken back is no change", () => {
  const before = cellsOf(seller);
  const there = withCell(before, "deals", levelKey("deals", "read"), "all");
  expect(editsBetween(before, there)).toEqual({ "grants/deals/read": "all" });
  const back = withCell(there, "deals", levelKey("deals", "read"), "team");
  expect(editsBetween(before, back)).toEqual({});
});

test("two people who change different cells both win, the same cell is asked about", () => {
  const before = cellsOf(seller);
  const mine = editsBetween(before, withCell(before, "deals", levelKey("deals", "read"), "all"));
  const elsewhere = withEdits(before, { [fieldKey("deals", "margin")]: "read" });
  expect(clashesOf(before, mine, elsewhere)).toEqual([]);
  expect(levelOf(withEdits(elsewhere, mine), "deals", "read")).toBe("all");
  const same = withEdits(before, { [levelKey("deals", "read")]: "none" });
  expect(clashesOf(before, mine, same)).toEqual(["grants/deals/read"]);
});
