import { expect, test } from "vitest";
import type { FieldMeta, RecordItem } from "@/api/types";
import { differing } from "./differing";

const field = (name: string, type = "text") => ({ name, type }) as FieldMeta;
const record = (values: object) => ({ id: "1", version: 1, ...values }) as RecordItem;

test("only what differs is asked, and what is missing on one side is not", () => {
  const fields = [
    field("name"),
    field("phone"),
    field("email"),
    field("owner", "link"),
    field("tags", "links"),
  ];
  const one = record({
    name: "Acme",
    phone: "1",
    email: null,
    owner: { id: "5", title: "Ana" },
    tags: ["a"],
  });
  const other = record({
    name: "Acme",
    phone: "2",
    email: "a@b",
    owner: { id: "5", title: "Ana L." },
    tags: ["b"],
  });
  expect(differing(fields, one, other).map(({ name }) => name)).toEqual(["phone"]);
});
