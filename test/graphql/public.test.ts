import { expect, test } from "vitest";
import { almaly, anIncident, aSchool } from "../support/factories.js";
import { start } from "../support/start.js";

const { anonymous, database } = await start();
const school = await aSchool(database, { kato: almaly });
const incident = await anIncident(database, { school });

test("without a token the territories answer", async () => {
  const { data, errors } = await anonymous.run(
    `{ region(kato: "750000000") { name(lang: en) districts { totalCount } } }`,
  );
  expect(errors).toBeUndefined();
  expect(data.region).toEqual({ name: "Almaty", districts: { totalCount: 8 } });
});

test("without a token there is no viewer", async () => {
  expect((await anonymous.run("{ viewer { role } }")).data).toEqual({ viewer: null });
});

test.each(["schools", "incidents", "alerts", "agencies"])("without a token the list %s is refused", async (list) => {
  const { data, errors } = await anonymous.run(`{ ${list} { totalCount } }`);
  expect(data).toBeNull();
  expect(errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
});

test.each([
  ["school", school.id],
  ["incident", incident.id],
  ["node", school.id],
  ["node", incident.id],
])("without a token %s(id) is refused, whether the thing is there or not", async (field, id) => {
  const absent = `${id.slice(0, -12)}000000000000`;
  const [one, other] = await Promise.all(
    [id, absent].map((id) => anonymous.run(`query ($id: ID!) { ${field}(id: $id) { id } }`, { id })),
  );
  expect(one?.errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
  expect(one).toEqual(other);
});

test("without a token nothing below a territory but public data is there", async () => {
  const document = `{ district(kato: "${almaly}") { schools { totalCount nodes { id } } incidents { totalCount nodes { id } } } }`;
  const { data } = await anonymous.run(document);
  expect(data?.district?.schools?.nodes ?? []).toEqual([]);
  expect(data?.district?.incidents?.nodes ?? []).toEqual([]);
});

test("without a token no subscription starts", async () => {
  const stream = await anonymous.subscribe("subscription { alerts { __typename } }");
  const ended = (await stream.ended) as { extensions: { code: string } }[] | null;
  const result = ended ?? (await stream.nextResult()).errors;
  expect(result).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
});
