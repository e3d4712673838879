import { serverAudits } from "graphql-http";
import { expect, test } from "vitest";
import { start } from "../support/start.js";

const { url } = await start();
const audits = serverAudits({ url: `${url}/graphql` });

test("there are 61 audits", () => {
  expect(audits).toHaveLength(61);
});

test.each(audits)("$id $name", async ({ fn }) => {
  const result = await fn();
  expect("reason" in result ? result.reason : undefined).toBeUndefined();
  expect(result.status).toBe("ok");
});
