import { expect, test } from "vitest";
import { ERROR_CODES } from "../../src/graphql/errors.js";
import { LIMITS } from "../../src/graphql/limits.js";
import { BOUNDS } from "../../src/graphql/meter.js";
import { start } from "../support/start.js";

const { anonymous } = await start();
const document = `{ apiInfo {
  errorCodes { code description } limits { name value } enums { name values { value kk ru en } } }
  __schema { types { name kind enumValues { name } } } }`;
const { data, errors } = await anonymous.run(document);

interface Named {
  name: string;
}

test("apiInfo needs no token", () => {
  expect(errors).toBeUndefined();
});

test("apiInfo lists every error code with what it says", () => {
  const codes = Object.entries(ERROR_CODES).map(([code, description]) => ({ code, description }));
  expect(data.apiInfo.errorCodes).toEqual(codes);
});

test("apiInfo lists every limit with its bound", () => {
  expect(data.apiInfo.limits).toEqual(
    Object.entries({ ...LIMITS, ...BOUNDS }).map(([name, value]) => ({ name, value })),
  );
});

test("apiInfo labels every value of every enumeration of the schema", () => {
  const types = data.__schema.types as (Named & { kind: string; enumValues: Named[] | null })[];
  const inSchema = types.filter(({ kind, name }) => kind === "ENUM" && !name.startsWith("__") && name !== "ErrorCode");
  const labelled = data.apiInfo.enums as (Named & { values: { value: string; en: string }[] })[];
  for (const { name, enumValues } of inSchema) {
    const info = labelled.find((candidate) => candidate.name === name);
    expect(info?.values.map(({ value }) => value).sort(), name).toEqual(enumValues?.map(({ name }) => name).sort());
  }
  for (const { values } of labelled) for (const { en } of values) expect(en).not.toBe("");
});
