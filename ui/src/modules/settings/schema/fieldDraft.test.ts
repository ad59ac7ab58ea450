import { expect, test } from "vitest";
import { field } from "../../../../test/cast";
import { changedField, choiceDraft, draftOf, emptyDraft, newField, ownName, slugOf } from "./fieldDraft";

test("a name on the wire is made of what people call the field, in either alphabet", () => {
  expect(ownName("Дата аудита")).toBe("x_data_audita");
  expect(ownName("Größe (m²)")).toBe("x_gro_e_m");
  expect(slugOf("  !  ")).toBe("");
});

test("a new field says only what its type understands", () => {
  const draft = {
    ...emptyDraft,
    label: { en: "Risk", ru: "Риск" },
    name: "x_risk",
    type: "choice" as const,
    max: "20",
    unique: true,
    searchable: true,
    required: true,
    choices: [choiceDraft([], "Low", "en")],
  };
  expect(newField(draft)).toEqual({
    name: "x_risk",
    type: "choice",
    label: { en: "Risk", ru: "Риск" },
    required: true,
    choices: [{ value: "low", label: "Low", colour: "blue" }],
  });
});

test("a computed field is never asked for, so it is neither required nor has a default", () => {
  const body = newField({
    ...emptyDraft,
    type: "number",
    formula: "amount * 2",
    required: true,
    initial: "5",
  });
  expect(body.formula).toBe("amount * 2");
  expect(body).not.toHaveProperty("required");
  expect(body).not.toHaveProperty("default");
});

test("two choices of one name keep apart", () => {
  const first = choiceDraft([], "High", "en");
  expect(choiceDraft([first], "High", "en").value).toBe("high_2");
});

test("an untouched label is not sent, because its other language is not known", () => {
  const before = draftOf(field("x_risk", "text", { label: "Risk" }), "en");
  expect(changedField(before, before)).toEqual({});
  expect(changedField(before, { ...before, required: true })).toEqual({ required: true });
});
