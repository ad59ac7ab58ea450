import type { FieldTypeName, Json } from "@/api/types";
import { colourNames } from "@/kit/tones";

// What the form for a field of one's own holds while it is filled in.

export const typeGroups = [
  { name: "text", types: ["text", "long_text", "rich_text", "email", "phone", "url"] },
  { name: "number", types: ["whole", "number", "percent", "money", "duration"] },
  { name: "time", types: ["day", "instant"] },
  { name: "choice", types: ["choice", "choices", "flag"] },
  { name: "link", types: ["link", "links"] },
  { name: "other", types: ["file", "address", "json"] },
] as const satisfies { name: string; types: FieldTypeName[] }[];

export type NewFieldType = (typeof typeGroups)[number]["types"][number];

export interface Words {
  en: string;
  ru: string;
}

// A field as an administrator sees it: in every language, also when it was retired.
export interface FieldDefinition {
  name: string;
  type: FieldTypeName;
  label: Words;
  help: Words | null;
  custom: boolean;
  required: boolean;
  unique: boolean;
  searchable: boolean;
  read_only: boolean;
  max: number | null;
  default: Json;
  formula: string | null;
  entity: string | null;
  choices: { value: string; label: Words; colour?: string | null; retired?: boolean }[] | null;
  retired: boolean;
  retired_at: string | null;
}

export interface ChoiceDraft {
  value: string;
  label: Words;
  colour: string;
  retired: boolean;
  // The server knows it, so it can be retired but not taken away.
  kept: boolean;
}

export interface FieldDraft {
  label: Words;
  help: Words;
  name: string;
  // The name follows the label until somebody types one.
  named: boolean;
  type: NewFieldType;
  required: boolean;
  unique: boolean;
  searchable: boolean;
  choices: ChoiceDraft[];
  entity: string;
  max: string;
  formula: string;
  initial: string;
}

export const emptyDraft: FieldDraft = {
  label: { en: "", ru: "" },
  help: { en: "", ru: "" },
  name: "",
  named: false,
  type: "text",
  required: false,
  unique: false,
  searchable: false,
  choices: [],
  entity: "",
  max: "",
  formula: "",
  initial: "",
};

const latin: Record<string, string> = {
  а: "a",
  б: "b",
  в: "v",
  г: "g",
  д: "d",
  е: "e",
  ё: "e",
  ж: "zh",
  з: "z",
  и: "i",
  й: "y",
  к: "k",
  л: "l",
  м: "m",
  н: "n",
  о: "o",
  п: "p",
  р: "r",
  с: "s",
  т: "t",
  у: "u",
  ф: "f",
  х: "kh",
  ц: "ts",
  ч: "ch",
  ш: "sh",
  щ: "sch",
  ъ: "",
  ы: "y",
  ь: "",
  э: "e",
  ю: "yu",
  я: "ya",
};

const slugMax = 40;

// "Дата аудита" -> "data_audita": names on the wire have small Latin letters only.
export function slugOf(words: string): string {
  return [...words.toLowerCase()]
    .map((letter) => latin[letter] ?? letter)
    .join("")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "_")
    .slice(0, slugMax)
    .replace(/^_+|_+$/g, "");
}

export const said = (words: Words) => words.en.trim() || words.ru.trim();

export function ownName(words: string): string {
  const slug = slugOf(words);
  return slug === "" ? "" : `x_${slug}`;
}

export const takesChoices = (type: FieldTypeName) => type === "choice" || type === "choices";
export const takesTarget = (type: FieldTypeName) => type === "link" || type === "links";
export const takesLength = (type: FieldTypeName) => type === "text" || type === "long_text";
export const takesUnique = (type: FieldTypeName) =>
  ["text", "email", "phone", "url", "whole", "number"].includes(type);
export const takesSearch = (type: FieldTypeName) =>
  ["text", "long_text", "rich_text", "email", "phone", "url"].includes(type);
export const takesFormula = (type: FieldTypeName) =>
  ["text", "whole", "number", "percent", "money", "flag", "day", "instant", "duration"].includes(type);

export function choiceDraft(choices: ChoiceDraft[], words: string, language: keyof Words): ChoiceDraft {
  const taken = new Set(choices.map((choice) => choice.value));
  const plain = slugOf(words) || "choice";
  let value = plain;
  for (let number = 2; taken.has(value); number++) value = `${plain}_${number}`;
  const label: Words = { en: "", ru: "" };
  label[language] = words;
  return {
    value,
    label,
    colour: colourNames[(choices.length + 1) % colourNames.length] ?? "grey",
    retired: false,
    kept: false,
  };
}

// A language that was left empty says the same as the other one.
export function wireWords(words: Words): Json {
  const en = words.en.trim();
  const ru = words.ru.trim();
  return en && ru ? { en, ru } : en || ru;
}

export function wireChoices(choices: ChoiceDraft[]): Json {
  return choices.map(({ value, label, colour, retired }) => ({
    value,
    label: wireWords(label),
    colour,
    ...(retired ? { retired } : {}),
  }));
}

export function newField(draft: FieldDraft): Record<string, Json> {
  const { type } = draft;
  const body: Record<string, Json> = { name: draft.name, type, label: wireWords(draft.label) };
  if (said(draft.help)) body.help = wireWords(draft.help);
  if (takesChoices(type)) body.choices = wireChoices(draft.choices);
  if (takesTarget(type)) body.entity = draft.entity;
  if (takesLength(type) && draft.max) body.max = Number(draft.max);
  if (takesFormula(type) && draft.formula.trim()) body.formula = draft.formula.trim();
  else {
    if (draft.required) body.required = true;
    if (draft.unique && takesUnique(type)) body.unique = true;
    if (draft.initial.trim())
      body.default = type === "flag" ? draft.initial === "true" : draft.initial.trim();
  }
  if (draft.searchable && takesSearch(type)) body.searchable = true;
  return body;
}

export function draftOf(field: FieldDefinition): FieldDraft {
  return {
    ...emptyDraft,
    name: field.name,
    named: true,
    type: field.type as NewFieldType,
    label: field.label,
    help: field.help ?? emptyDraft.help,
    required: field.required,
    unique: field.unique,
    searchable: field.searchable,
    max: takesLength(field.type) && field.max !== null ? String(field.max) : "",
    formula: field.formula ?? "",
    choices: (field.choices ?? []).map((choice) => ({
      value: choice.value,
      label: choice.label,
      colour: choice.colour ?? "grey",
      retired: choice.retired ?? false,
      kept: true,
    })),
  };
}

// Only what was touched: what the program ships stays as it is shipped until somebody says otherwise.
export function changedField(before: FieldDraft, after: FieldDraft): Record<string, Json> {
  const body: Record<string, Json> = {};
  const differs = (name: keyof FieldDraft) => JSON.stringify(before[name]) !== JSON.stringify(after[name]);
  if (differs("label")) body.label = wireWords(after.label);
  if (differs("help")) body.help = said(after.help) ? wireWords(after.help) : null;
  if (differs("required")) body.required = after.required;
  if (differs("searchable")) body.searchable = after.searchable;
  if (differs("max") && after.max) body.max = Number(after.max);
  if (differs("choices")) body.choices = wireChoices(after.choices);
  return body;
}

export const wordsIn = (words: Words, language: keyof Words): string =>
  words[language] || words.en || words.ru;
