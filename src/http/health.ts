import { setTimeout } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { FastifyInstance } from "fastify";
import { type Database, transact } from "../db/database.js";

/** `/livez` says that the process runs, `/readyz` that it can serve: the database answers and it isn't stopping. */
export function serveHealth(app: FastifyInstance, database: Database, isStopping: () => boolean) {
  app.get("/livez", async () => ({ status: "ok" }));
  app.get("/readyz", async (_, reply) => {
    const reason = isStopping() ? "stopping" : await findFault(database);
    return reason ? reply.code(503).send({ status: "unavailable", reason }) : { status: "ok" };
  });
}

const PATIENCE_MS = 2_000;

const findFault = (database: Database) =>
  Promise.race([ask(database), setTimeout(PATIENCE_MS, "the database doesn't answer in time", { ref: false })]);

const ask = (database: Database) =>
  transact(database, { role: "qorgan_worker", mode: "read" }, (tx) => tx.rows(sql`select 1 as ok`)).then(
    () => null,
    () => "the database doesn't answer",
  );
