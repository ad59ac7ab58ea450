import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import { speak } from "@/api/client";
import type { Texts } from "./en";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: Texts };
    returnNull: false;
  }
}

const languages = {
  en: () => import("./base.en"),
  ru: () => import("./base.ru"),
} as const;

export type Language = keyof typeof languages;

// Words of single parts of the page, fetched with the part that says them.
const parts = {
  commerce: { en: () => import("./en/commerce"), ru: () => import("./ru/commerce") },
  imports: { en: () => import("./en/imports"), ru: () => import("./ru/imports") },
  reports: { en: () => import("./en/reports"), ru: () => import("./ru/reports") },
  roles: { en: () => import("./en/roles"), ru: () => import("./ru/roles") },
  schema: { en: () => import("./en/schema"), ru: () => import("./ru/schema") },
  settings: { en: () => import("./en/settings"), ru: () => import("./ru/settings") },
} as const;

export type Part = keyof typeof parts;

// What was fetched in one language is fetched in the other one as well when somebody changes it.
const wanted = new Set<Part>();

export function isLanguage(text: string | null | undefined): text is Language {
  return text !== null && text !== undefined && text in languages;
}

function rememberedLanguage(): Language {
  const stored = localStorage.getItem("kontor.language");
  if (isLanguage(stored)) return stored;
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage);
  return wanted ?? "en";
}

function announce(language: Language): void {
  document.documentElement.lang = language;
  speak(language);
}

async function fetchPart(part: Part, language: Language): Promise<void> {
  const words = (await parts[part][language]()).default;
  i18next.addResourceBundle(language, "translation", { [part]: words }, true, true);
}

export async function startText(language: Language = rememberedLanguage()): Promise<void> {
  const texts = (await languages[language]()).default;
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: texts as Texts } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  announce(language);
}

export async function changeLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, "translation")) {
    i18next.addResourceBundle(language, "translation", (await languages[language]()).default, true, true);
  }
  await Promise.all([...wanted].map((part) => fetchPart(part, language)));
  localStorage.setItem("kontor.language", language);
  announce(language);
  await i18next.changeLanguage(language);
}

export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : "en";
}

export async function fetchTexts(...names: Part[]): Promise<void> {
  const missing = names.filter((part) => !wanted.has(part));
  await Promise.all(missing.map((part) => fetchPart(part, currentLanguage())));
  for (const part of missing) wanted.add(part);
}

// A part of the page that is fetched when it is needed, together with its words.
export function withTexts<T>(names: Part[], load: () => Promise<T>): () => Promise<T> {
  return async () => (await Promise.all([load(), fetchTexts(...names)]))[0];
}

export function useText() {
  return useTranslation().t;
}

// For code outside of components, such as parsers that explain a fault.
export const text = i18next.t.bind(i18next) as typeof i18next.t;
