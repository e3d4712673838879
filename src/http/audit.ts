import { desc } from "drizzle-orm";
import type { FastifyInstance } from "fastify";
import type { JWK } from "jose";
import { headOf } from "../audit/seal.js";
import { auditBlocks } from "../audit/table.js";
import { type Database, transact } from "../db/database.js";

const MOST = 1_000;
const schema = {
  querystring: {
    type: "object",
    properties: { last: { type: "integer", minimum: 1, maximum: MOST, default: 100 } },
  },
};

/** `/audit/heads` publishes the newest heads of the audit to everybody, with the key that checks them. */
export function serveAuditHeads(app: FastifyInstance, database: Database, publicKey: JWK) {
  app.get<{ Querystring: { last: number } }>("/audit/heads", { schema }, async ({ query }) => {
    const blocks = await transact(database, { role: "qorgan_worker", mode: "read" }, ({ db }) =>
      db.select().from(auditBlocks).orderBy(desc(auditBlocks.number)).limit(query.last),
    );
    return { publicKey, heads: blocks.map(headOf) };
  });
}
