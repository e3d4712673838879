import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { type Database, maintain } from "../../src/db/database.js";
import { almaly } from "./factories.js";
import type { Client } from "./start.js";

/** The variables of a report from Almaly. */
export const aReport = (given: object = {}) => ({
  input: { territory: almaly, kind: "FIGHT", severity: "SEVERE", place: "Школьный двор", ...given } as never,
});

/** How many rows a table has, whoever may see them. */
export const countRows = (database: Database, table: string, where = "true") =>
  maintain(database, async (tx) => {
    const [row] = await tx.rows<{ count: number }>(
      sql.raw(`select count(*)::int as count from ${table} where ${where}`),
    );
    return row?.count;
  });

/** Runs one of the mutations that take `{ id, … }` and gives its payload. */
export async function act(client: Client, name: string, input: { id: string; [field: string]: unknown }) {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const inputType = ["Confirm", "Stabilise", "Close", "Reopen"].some((n) => name.endsWith(n))
    ? "IncidentChangeInput"
    : type;
  const { data, errors } = await client.run(
    `mutation($input: ${inputType}!) { ${name}(input: $input) { incident { state version allowedActions }
      errors { __typename code path message ... on IllegalTransition { state allowed } ... on StaleVersion { current } } } }`,
    { input },
  );
  expect(errors).toBeUndefined();
  return data[name];
}
