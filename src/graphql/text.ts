import { type Language, type TextKey, templateOf } from "./catalogue.js";
import { enumeration } from "./enums.js";

/** The languages in which people read Qorgan. */
export const LanguageCode = enumeration("Language", "A language in which people read Qorgan.", ["kk", "ru", "en"]);

/** What stands in the places of a text. */
export type Params = Readonly<Record<string, string | number>>;

/** A text that a person reads, with its parameters filled in; in Russian where a language lacks it. */
export const text = (key: TextKey, language: Language, params: Params = {}): string =>
  templateOf(key, language).replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ""));

/** The first language of an Accept-Language header that Qorgan speaks; Russian when there is none. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? "").split(",").map((part) => part.trim().slice(0, 2).toLowerCase());
  return (wanted.find((code) => code === "kk" || code === "ru" || code === "en") as Language | undefined) ?? "ru";
}
