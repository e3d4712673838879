import { sql } from "drizzle-orm";
import { DrizzleQueryError } from "drizzle-orm/errors";
import { expect, test } from "vitest";
import { readExposure } from "../../src/config-exposure.js";
import { maintain } from "../../src/db/database.js";
import { loggedError } from "../../src/http/log.js";
import { createHttp } from "../../src/http/server.js";
import { start } from "../support/start.js";

const { database } = await start();
const NOTE = "Говорит, что дома её бьют";

test("an error of the database is logged with its statement and place, and without its values", async () => {
  const failing = maintain(database, (tx) => tx.rows(sql`select ${NOTE}::text::int as number`));
  const error = await failing.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DrizzleQueryError);
  expect(String(error)).toContain(NOTE);

  const logged = loggedError(error);

  expect(logged).toMatchObject({ message: "Failed query: select $1::text::int as number", cause: { code: "22P02" } });
  expect(logged).toMatchObject({ stack: expect.stringContaining("transaction.") });
  expect(JSON.stringify(logged)).not.toContain(NOTE);
});

test("the server logs errors so, under either name", () => {
  const { log } = createHttp("silent", readExposure({}, true));
  const serializers = Reflect.get(log, Symbol.for("pino.serializers"));
  expect(serializers).toMatchObject({ err: loggedError, error: loggedError });
});
