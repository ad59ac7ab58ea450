import { expect, test } from "vitest";
import {
  changedField,
  choiceDraft,
  draftOf,
  emptyDraft,
  type FieldDefinition,
  newField,
  ownName,
  slugOf,
} from "./fieldDraft";

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

const risk: FieldDefinition = {
  name: "x_risk",
  type: "text",
  label: { en: "Risk", ru: "Риск" },
  help: { en: "How bad it may get", ru: "" },
  custom: true,
  required: false,
  unique: false,
  searchable: false,
  read_only: false,
  max: 255,
  default: null,
  formula: null,
  entity: null,
  choices: null,
  retired: false,
  retired_at: null,
};

test("a change says what was touched, in both languages, and nothing else", () => {
  const before = draftOf(risk);
  expect(changedField(before, before)).toEqual({});
  expect(changedField(before, { ...before, label: { ...before.label, en: "Danger" } })).toEqual({
    label: { en: "Danger", ru: "Риск" },
  });
});

test("a help text can be taken away again", () => {
  const before = draftOf(risk);
  expect(changedField(before, { ...before, help: { en: " ", ru: "" } })).toEqual({ help: null });
});
