import { expect, test } from "vitest";
import en from "./en";
import ru from "./ru";

const pluralEnd = /_(zero|one|two|few|many|other)$/;

interface Texts {
  [name: string]: string | Texts;
}

function flatten(texts: Texts, before = ""): [string, string][] {
  return Object.entries(texts).flatMap(([name, value]) => {
    const path = before ? `${before}.${name}` : name;
    return typeof value === "string" ? [[path, value] as [string, string]] : flatten(value, path);
  });
}

const english = new Map(flatten(en));
const russian = new Map(flatten(ru));
const base = (key: string) => key.replace(pluralEnd, "");
const names = (keys: Iterable<string>) => [...new Set([...keys].map(base))].sort();

test("both languages say the same things", () => {
  expect(names(russian.keys())).toEqual(names(english.keys()));
});

test("plurals have every form that their language needs", () => {
  const plurals = names([...english.keys()].filter((key) => pluralEnd.test(key)));
  for (const plural of plurals) {
    for (const form of new Intl.PluralRules("en").resolvedOptions().pluralCategories) {
      expect(english.has(`${plural}_${form}`), `${plural}_${form} in English`).toBe(true);
    }
    for (const form of new Intl.PluralRules("ru").resolvedOptions().pluralCategories) {
      expect(russian.has(`${plural}_${form}`), `${plural}_${form} in Russian`).toBe(true);
    }
  }
});

test("translations use the same placeholders", () => {
  const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();
  for (const [key, text] of russian) {
    const original = english.get(key) ?? english.get(`${base(key)}_other`) ?? "";
    expect(placeholders(text), key).toEqual(placeholders(original));
  }
});
