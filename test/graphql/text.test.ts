import { describe, expect, test } from "vitest";
import { languageOf, type TextKey, text } from "../../src/graphql/text.js";
import { en } from "../../src/graphql/texts/en.js";
import { kk } from "../../src/graphql/texts/kk.js";
import { ru } from "../../src/graphql/texts/ru.js";

const parametersOf = (template: string) => [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe.each([
  ["kk", kk],
  ["ru", ru],
] as const)("the catalogue %s", (_, catalogue) => {
  test("has no key that English lacks", () => {
    for (const key of Object.keys(catalogue)) expect(en).toHaveProperty([key]);
  });

  test("has the parameters of English in each text", () => {
    for (const [key, template] of Object.entries(catalogue)) {
      expect(parametersOf(template), key).toEqual(parametersOf(en[key as TextKey]));
    }
  });
});

test("no text is empty", () => {
  for (const catalogue of [en, ru, kk]) for (const template of Object.values(catalogue)) expect(template).not.toBe("");
});

test("parameters stand in the text, also those that look like patterns", () => {
  const params = { severity: "$&", kind: "{place}", place: "Двор" };
  expect(text("alert.headline", "ru", params)).toBe("$&: {place} · Двор");
});

test("a text that Kazakh lacks is in Russian", () => {
  const missing = (Object.keys(en) as TextKey[]).filter((key) => !(key in kk) && key in ru);
  for (const key of missing) expect(text(key, "kk")).toBe(text(key, "ru"));
});

test.each([
  [undefined, "ru"],
  ["", "ru"],
  ["*", "ru"],
  ["EN-gb", "en"],
  ["fr, kk", "kk"],
])("Accept-Language %s means %s", (header, language) => {
  expect(languageOf(header)).toBe(language);
});
