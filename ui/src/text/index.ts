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
  en: () => import("./en"),
  ru: () => import("./ru"),
} as const;

export type Language = keyof typeof languages;

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

export async function startText(language: Language = rememberedLanguage()): Promise<void> {
  const texts = (await languages[language]()).default;
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: texts } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  announce(language);
}

export async function changeLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, "translation")) {
    i18next.addResourceBundle(language, "translation", (await languages[language]()).default);
  }
  localStorage.setItem("kontor.language", language);
  announce(language);
  await i18next.changeLanguage(language);
}

export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : "en";
}

export function useText() {
  return useTranslation().t;
}

// For code outside of components, such as parsers that explain a fault.
export const text = i18next.t.bind(i18next) as typeof i18next.t;
