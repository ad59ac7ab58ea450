import { expect, test } from "vitest";
import { ana, field } from "../../../test/cast";
import { initialValues } from "./initialValues";

const me = { ...ana, email: "ana@acme.test" };
const owner = field("owner", "link", { entity: "users", default: "me" });
const kind = field("kind", "choice", { default: "task", choices: [{ value: "task", label: "Task" }] });

test("a new record shows whose it will be and of what kind", () => {
  expect(initialValues([owner, kind], me)).toEqual({ owner: { id: "5", title: "Ana Lima" }, kind: "task" });
});

test("what the place implies wins over what is usual", () => {
  expect(initialValues([kind], me, { kind: "call" })).toEqual({ kind: "call" });
});

test("what only the server can work out is left to it", () => {
  expect(initialValues([field("stage", "link", { entity: "stages", default: "first" })], me)).toEqual({});
});
