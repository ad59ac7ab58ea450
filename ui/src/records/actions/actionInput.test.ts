import { expect, test } from "vitest";
import type { EntityMeta, FieldMeta, RecordItem } from "@/api/types";
import { initialInput } from "./actionInput";

const stage = { name: "stage", type: "link", choices: [{ id: "1", label: "Lost" }] } as unknown as FieldMeta;
const account = { name: "account", type: "link" } as unknown as FieldMeta;
const deals = {
  name: "deals",
  fields: [stage, account],
  roles: { status: "stage" },
} as unknown as EntityMeta;
const record = {
  id: "7",
  stage: { id: "1", title: "Lost" },
  account: { id: "2", title: "Acme" },
} as unknown as RecordItem;

test("what the record says already is not asked again, but where it stands is", () => {
  expect(initialInput(deals, [stage, account], record)).toEqual({ account: { id: "2", title: "Acme" } });
});

test("whoever must name a record names another one than now", () => {
  expect(initialInput(deals, [{ ...account, required: true }], record)).toEqual({});
});
