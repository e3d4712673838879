import { desc } from "drizzle-orm";
import type { FastifyInstance } from "fastify";
import type { JWK } from "jose";
import type { Head } from "../audit/head.js";
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
  const read = shared(() => readHeads(database));
  app.get<{ Querystring: { last: number } }>("/audit/heads", { schema }, async ({ query }) => {
    const heads = await read();
    return { publicKey, heads: heads.slice(0, query.last) };
  });
}

const { number, count, root, previous, sealedAt, signature } = auditBlocks;

// Not the entries and leaves, a thousand of each to a block: anybody may ask for a thousand blocks.
async function readHeads(database: Database): Promise<Head[]> {
  const blocks = await transact(database, { role: "qorgan_worker", mode: "read" }, ({ db }) =>
    db
      .select({ number, count, root, previous, sealedAt, signature })
      .from(auditBlocks)
      .orderBy(desc(number))
      .limit(MOST),
  );
  return blocks.map((block) => ({ ...block, sealedAt: block.sealedAt.toISOString() }));
}

/** One reading at a time for all who ask meanwhile: the tailer of the journal needs the worker's connections. */
function shared<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => (running ??= read().finally(() => (running = undefined)));
}
