import en from "./texts/en.json" with { type: "json" };
import kk from "./texts/kk.json" with { type: "json" };
import ru from "./texts/ru.json" with { type: "json" };

export type Language = "kk" | "ru" | "en";

/** The keys of texts. English has every one, and Russian too; Kazakh leaves out what isn't known for certain. */
export type TextKey = keyof typeof en;

const catalogues: Readonly<Record<Language, Partial<Record<TextKey, string>>>> = { kk, ru, en };

type Sentences = Readonly<Partial<Record<string, string>>>;
const russian: Sentences = ru;

/** All keys, in the order of the catalogues. */
export const textKeys = Object.keys(en) as readonly TextKey[];

/** Whether a text of this key is there. */
export const isTextKey = (key: string): key is TextKey => key in en;

/** A text as its catalogue has it, or undefined when the language lacks it. */
export const ownText = (key: TextKey, language: Language): string | undefined => catalogues[language][key];

/** A text as people read it: in Russian where the language lacks it. */
export const templateOf = (key: TextKey, language: Language): string =>
  ownText(key, language) ?? ownText(key, "ru") ?? en[key];

/** A sentence of the code in another language, by its English; in Russian, else as it is, where none has it. */
export function sentenceOf(english: string, language: Language): string {
  if (language === "en") return english;
  return (catalogues[language] as Sentences)[english] ?? russian[english] ?? english;
}

/** The sentences that a catalogue has besides the texts that have a key. */
export const sentencesIn = (language: Language): string[] =>
  Object.keys(catalogues[language]).filter((key) => !isTextKey(key));

/** The sentences of errors that a language lacks, of those that Russian has: it has all. */
export function missingSentences(language: Language): string[] {
  const own = new Set(sentencesIn(language));
  return sentencesIn("ru").filter((sentence) => !own.has(sentence));
}

/** The keys that a language lacks, for which people read Russian. */
export const missingTexts = (language: Language): TextKey[] =>
  textKeys.filter((key) => ownText(key, language) === undefined);
