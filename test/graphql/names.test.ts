import { expect, test } from "vitest";
import { almaly, aSchool, officerOf } from "../support/factories.js";
import { start } from "../support/start.js";

const { anonymous, as, database } = await start();
const document = `query ($lang: Language) { district(kato: "${almaly}") { name(lang: $lang) } }`;

async function nameOf(lang: string | null, header?: string) {
  const { data } = await anonymous.run(document, { lang }, header === undefined ? {} : { "accept-language": header });
  return data.district.name;
}

const KK = "Алмалы ауданы";
const RU = "Алмалинский район";
const EN = "Almaly District";

test.each([
  ["kk", KK],
  ["ru", RU],
  ["en", EN],
])("a name in %s is %s", async (lang, name) => {
  expect(await nameOf(lang)).toBe(name);
});

test.each([
  ["", RU],
  ["en", EN],
  ["kk-KZ,kk;q=0.9,ru;q=0.8", KK],
  ["de-DE,de;q=0.9,en;q=0.5", EN],
  ["de", RU],
])("with Accept-Language %s a name is %s", async (header, name) => {
  expect(await nameOf(null, header)).toBe(name);
});

test("the argument wins over the header", async () => {
  expect(await nameOf("kk", "en")).toBe(KK);
});

test("a name that a language lacks is in Russian, and names says that it is missing", async () => {
  const school = await aSchool(database, { kato: almaly, nameRu: "Школа", nameKk: "Мектеп" });
  const { data } = await as(officerOf(almaly)).run(
    `{ school(id: "${school.id}") { en: name(lang: en) kk: name(lang: kk) names { kk ru en } } }`,
  );
  expect(data.school).toEqual({ en: "Школа", kk: "Мектеп", names: { kk: "Мектеп", ru: "Школа", en: null } });
});
