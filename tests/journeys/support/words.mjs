import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./workspace.mjs";

const texts = {};

// The page's own words, from its sources: a journey names a button as the person at the screen reads it.
export async function loadTexts() {
  if (texts.en) return;
  const fromPage = createRequire(path.join(root, "ui/package.json"));
  const { runnerImport } = await import(pathToFileURL(fromPage.resolve("vite")));
  for (const language of ["en", "ru"]) {
    const { module } = await runnerImport(path.join(root, `ui/src/text/${language}.ts`), { configFile: false });
    texts[language] = module.default;
  }
}

// text("count.records", { count: 3, formatted: "3" }), with the plural forms of the language.
export function wordsOf(language) {
  const plurals = new Intl.PluralRules(language);
  return (key, values = {}) => {
    const names = key.split(".");
    const last = names.pop();
    const place = names.reduce((words, name) => words?.[name], texts[language]);
    const found = place?.[last] ?? place?.[`${last}_${plurals.select(values.count ?? 0)}`];
    if (typeof found !== "string") throw new Error(`There is no text ${key} in ${language}`);
    return found.replace(/\{\{(\w+)\}\}/g, (_, name) => String(values[name] ?? ""));
  };
}
