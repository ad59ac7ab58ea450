import { expect, test } from "vitest";
import { deals, field } from "../../../test/cast";
import { passedSteps, stepsOf } from "./stages";

const status = field("status", "choice", {
  choices: ["new", "working", "qualified", "dismissed"].map((value) => ({ value, label: value })),
});
const enquiries = {
  ...deals,
  fields: [status],
  lifecycle: {
    field: "status",
    moves: [
      { from: "new", to: "working" },
      { from: "working", to: "qualified" },
      { from: "working", to: "dismissed" },
      { from: "dismissed", to: "new" },
    ],
  },
};
const behind = (current: string) => [...passedSteps(enquiries, status, stepsOf(status, null), current)];

test("a dismissed enquiry was never qualified", () => {
  expect(behind("dismissed")).toEqual(["working", "new"]);
});

test("a qualified enquiry has gone the whole way", () => {
  expect(behind("qualified")).toEqual(["working", "new"]);
});

test("where anything may follow anything, all that stands before lies behind", () => {
  const free = { ...enquiries, lifecycle: { field: "status" } };
  expect([...passedSteps(free, status, stepsOf(status, null), "qualified")]).toEqual(["working", "new"]);
});
