import { describe, expect, test } from "vitest";
import { isTextKey, type Language, missingTexts, sentencesIn, textKeys } from "../../src/graphql/catalogue.js";
import { enumerations } from "../../src/graphql/enums.js";
import { say, speak } from "../../src/graphql/say.js";
import { createSchema } from "../../src/graphql/schema.js";
import { languageOf, text } from "../../src/graphql/text.js";
import en from "../../src/graphql/texts/en.json" with { type: "json" };
import kk from "../../src/graphql/texts/kk.json" with { type: "json" };
import ru from "../../src/graphql/texts/ru.json" with { type: "json" };
import { modules } from "../../src/modules/index.js";
import { readSentences } from "../support/sentences.js";
import { readSources } from "../support/source.js";

createSchema(modules);
const sources = readSources();
const code = sources.flatMap(({ lines }) => lines).join("\n");
const sentences = readSentences(sources);
const parametersOf = (template: string) =>
  [...new Set([...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();

describe("the catalogues", () => {
  test("have a label for each value of each enumeration, and of no other", () => {
    const labels = new Set(enumerations().flatMap(({ labels }) => Object.values(labels).map(({ key }) => key)));
    const names = new Set(enumerations().map(({ name }) => name));
    const isLabel = (key: string) => names.has(String(key.split(".")[0]));
    expect([...labels].filter((key) => !isTextKey(key))).toEqual([]);
    expect(textKeys.filter((key) => isLabel(key) && !labels.has(key))).toEqual([]);
  });

  test("have no text that the code doesn't use", () => {
    const names = new Set(enumerations().map(({ name }) => name));
    // A key may be made of a beginning and a value: `alert.instruction.${kind}`.
    const beginnings = [...code.matchAll(/`([a-z][\w.]*\.)\$\{/g)].map(([, beginning]) => String(beginning));
    const isUsed = (key: string) =>
      names.has(String(key.split(".")[0])) ||
      code.includes(`"${key}"`) ||
      beginnings.some((beginning) => key.startsWith(beginning));
    expect(textKeys.filter((key) => !isUsed(key))).toEqual([]);
  });

  test("have in Russian all that English has, and every sentence that errors say", () => {
    expect(missingTexts("ru")).toEqual([]);
    expect(sentences.filter((sentence) => !(sentence in ru))).toEqual([]);
  });

  test.each(["ru", "kk"] as const)("have in %s no sentence that the code doesn't say", (language) => {
    expect(sentencesIn(language).filter((sentence) => !sentences.includes(sentence))).toEqual([]);
  });

  test.each([
    ["kk", kk],
    ["ru", ru],
  ] as const)("have in %s no place that English doesn't fill", (_, catalogue) => {
    for (const [key, template] of Object.entries(catalogue)) {
      const english = parametersOf(isTextKey(key) ? en[key] : key);
      const strange = parametersOf(template).filter((name) => !english.includes(name));
      expect(strange, key).toEqual([]);
      if (isTextKey(key)) expect(parametersOf(template), key).toEqual(english);
    }
  });

  test("have no empty text", () => {
    for (const catalogue of [en, ru, kk])
      for (const template of Object.values(catalogue)) expect(template).not.toBe("");
  });
});

test("every refusal that a client of the API can meet says its sentence in the catalogues", () => {
  // Commands speak English to whoever runs them, and so do errors in a document to whoever wrote it.
  const commands =
    /^(control|db|client|audit|config|cli|serve)|^(ws\/upgrade|graphql\/export)$|^modules\/(agencies\/(appoint|staff)|schools\/import|territories\/(classifier|import))/;
  const plain = sources.flatMap(({ path, lines }) =>
    commands.test(path)
      ? []
      : [...lines.join(" ").matchAll(/\b(?:fail|refuse)\(\s*[^()]*?,\s*(["`][^"`]*)/g)].map(
          ([, said]) => `${path}: ${said}`,
        ),
  );
  expect(plain.filter((one) => !/: "[\w-]+$/.test(one))).toEqual([]);
});

test("parameters stand in the text, also those that look like patterns", () => {
  const params = { severity: "$&", kind: "{place}", place: "Двор" };
  expect(text("alert.headline", "ru", params)).toBe("$&: {place} · Двор");
});

test("a sentence puts into words what it is made of", () => {
  const said = say`${"id"} must lie in your jurisdiction, ${say`${"1"} to ${"2"}`}, but got ${"$&{0}"}`;
  expect(speak(said, "en")).toBe("id must lie in your jurisdiction, 1 to 2, but got $&{0}");
  expect(speak(said, "ru")).toBe("id: должно находиться на вашей территории (1–2); получено $&{0}");
  expect(speak(say`nobody has written this ${1}`, "kk")).toBe("nobody has written this 1");
});

test("a text that Kazakh lacks is in Russian", () => {
  const missing = missingTexts("kk");
  expect(missing.length).toBeGreaterThan(0);
  for (const key of missing) expect(text(key, "kk")).toBe(text(key, "ru"));
});

test.each<[string | undefined, Language]>([
  [undefined, "ru"],
  ["", "ru"],
  ["*", "ru"],
  ["EN-gb", "en"],
  ["fr, kk", "kk"],
])("Accept-Language %s means %s", (header, language) => {
  expect(languageOf(header)).toBe(language);
});
