import { expect, test } from "vitest";
import { almaly, aSchool, officerOf } from "../support/factories.js";
import { start } from "../support/start.js";

test("a server that is up says so", async () => {
  const { url, database, as } = await start();
  const school = await aSchool(database, { kato: almaly });
  const result = await as(officerOf(almaly)).run("query ($id: ID!) { school(id: $id) { id name } }", { id: school.id });
  expect(result.errors).toBeUndefined();
  expect(result.data.school.id).toBe(school.id);
  expect(await (await fetch(`${url}/livez`)).json()).toEqual({ status: "ok" });
});
