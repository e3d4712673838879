import { enumeration, type Language } from "./enums.js";
import { en } from "./texts/en.js";
import { kk } from "./texts/kk.js";
import { ru } from "./texts/ru.js";

/** The languages in which people read Qorgan. */
export const LanguageCode = enumeration("Language", "A language in which people read Qorgan.", {
  kk: { en: "Kazakh", ru: "казахский", kk: "қазақ тілі" },
  ru: { en: "Russian", ru: "русский", kk: "орыс тілі" },
  en: { en: "English", ru: "английский", kk: "ағылшын тілі" },
});

export type TextKey = keyof typeof en;
const catalogues: Record<Language, Partial<Record<TextKey, string>>> = { kk, ru, en };

/** A text that a person reads, with its parameters filled in; in Russian, else English, where a language lacks it. */
export function text(key: TextKey, language: Language, params: Record<string, string | number> = {}): string {
  const template = catalogues[language][key] ?? ru[key] ?? en[key];
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ""));
}

/** The first language of an Accept-Language header that Qorgan speaks; Russian when there is none. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? "").split(",").map((part) => part.trim().slice(0, 2).toLowerCase());
  return (wanted.find((code) => code === "kk" || code === "ru" || code === "en") as Language | undefined) ?? "ru";
}
