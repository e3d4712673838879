import { beforeAll, describe, expect, test } from "vitest";
import { askCap } from "../support/cap.js";
import { almaly, anAlert, anIncident, officerOf } from "../support/factories.js";
import { aReport } from "../support/incidents.js";
import { ReportIncidentDocument } from "../support/operations.js";
import { type Client, type Running, start } from "../support/start.js";
import { once, openSocket } from "../support/stream.js";

let server: Running;
let officer: Client;
beforeAll(async () => {
  server = await start();
  officer = server.as(officerOf(almaly));
});

const inLanguage = (language: string) => ({ "accept-language": language });
const LANGUAGES: [language: string, first: string, place: string][] = [
  ["en-GB, ru;q=0.5", "first must be 1 to 100, but got 500", "place must not be empty"],
  ["ru", "first: от 1 до 100; получено 500", "place: не может быть пустым"],
  // Kazakh has no certain words for it yet.
  ["kk", "first: от 1 до 100; получено 500", "place: не может быть пустым"],
  ["", "first: от 1 до 100; получено 500", "place: не может быть пустым"],
];

describe.each(LANGUAGES)("asked in %j", (language, first, place) => {
  test("a query says what is wrong in that language", async () => {
    const { errors } = await officer.run("{ alerts(first: 500) { totalCount } }", {}, inLanguage(language));
    expect(errors).toMatchObject([{ message: first, extensions: { code: "OUT_OF_RANGE", field: "first" } }]);
  });

  test("a mutation says in that language why it did nothing", async () => {
    const { data } = await officer.run(ReportIncidentDocument, aReport({ place: " " }), inLanguage(language));
    expect(data.incidentReport.errors).toMatchObject([{ code: "INVALID_INPUT", path: ["place"], message: place }]);
  });

  test("a websocket does the same", async () => {
    const connectionParams = async () => ({ token: await officer.token(), language });
    const client = openSocket({ url: server.url, connectionParams });
    const { errors } = await once(client, "{ alerts(first: 500) { totalCount } }");
    await client.dispose();
    expect(errors).toMatchObject([{ message: first }]);
  });
});

test("a refusal before anything is asked is in the language of the request", async () => {
  const query = "{ alerts { totalCount } }";
  const anonymous = await server.anonymous.run(query, {}, inLanguage("ru"));
  expect(anonymous.errors?.[0]?.message).toMatch(/^Нужен токен/);
  const forged = { ...inLanguage("ru"), authorization: "Basic x" };
  const refused = await server.anonymous.run(query, {}, forged);
  expect(refused).toMatchObject({ status: 401, errors: [{ extensions: { code: "TOKEN_INVALID" } }] });
  expect(refused.errors?.[0]?.message).toBe("Заголовок Authorization должен иметь вид: Bearer <токен>.");
  const missing = await askCap(server, "alerts/nothing.xml", { as: officer, headers: inLanguage("ru") });
  expect([missing.status, missing.body]).toEqual([404, expect.stringContaining("для вас такого сообщения нет")]);
});

test("what a variable must be is said in the language, beside the variable's name", async () => {
  const query = "query ($kato: Kato!) { district(kato: $kato) { name } }";
  const { errors } = await officer.run(query, { kato: "75" } as never, inLanguage("ru"));
  expect(errors?.[0]?.message).toMatch(/"\$kato".*Код КАТО – девять цифр, например «751210000»; получено "75"/);
});

test("an alert says in each language what happened and what to do first", async () => {
  const { id } = await anAlert(server.database, {
    incident: await anIncident(server.database, { kind: "FIRE", severity: "SEVERE", place: "Столовая" }),
  });
  const query = `query ($id: ID!) { alert(id: $id) {
    headline instruction ru: headline(lang: ru) kk: headline(lang: kk) act: instruction(lang: ru) } }`;
  const { data } = await officer.run(query, { id } as never, inLanguage("en"));
  expect(data.alert).toEqual({
    headline: "Severe: Fire · Столовая",
    instruction: "Call 101, lead everybody out by the plan of evacuation, and count the children outside.",
    ru: "высокая: пожар · Столовая",
    kk: "жоғары: өрт · Столовая",
    act: "Вызовите 101, выведите всех по плану эвакуации, пересчитайте детей снаружи.",
  });
});
