import { type Language, sentenceOf } from "./catalogue.js";

/**
 * A sentence for people: in English as it was written, and what stands in its places. The English is its key in the
 * catalogues of the other languages: `{0} must be {1} to {2}, but got {3}`.
 */
export interface Said {
  template: string;
  params: readonly Param[];
}
type Param = string | number | null | undefined | Said;

/** The tag of a sentence that is said to people. A part that is put into words itself is tagged too. */
export const say = (parts: TemplateStringsArray, ...params: readonly Param[]): Said => ({
  template: parts.map((part, i) => (i === 0 ? part : `{${i - 1}}${part}`)).join(""),
  params,
});

/** A sentence in a language; in English where no catalogue has it. */
export const speak = ({ template, params }: Said, language: Language): string =>
  sentenceOf(template, language).replaceAll(/\{(\d+)\}/g, (_, place: string) => {
    const param = params[Number(place)] ?? "";
    return typeof param === "object" ? speak(param, language) : String(param);
  });
