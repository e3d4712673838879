import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { sql } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { makeKeys } from "../../src/access/keys.js";
import { createHeadKey } from "../../src/audit/head.js";
import { audit } from "../../src/audit/record.js";
import { sealNext } from "../../src/audit/seal.js";
import { startSealer } from "../../src/audit/sealer.js";
import { verifyAudit } from "../../src/audit/verify.js";
import { type Database, maintain, transact } from "../../src/db/database.js";
import { seal, verify } from "../support/audit.js";
import { passHorizon } from "../support/barrier.js";
import { onPostgres } from "../support/database.js";
import { start, startDatabase } from "../support/start.js";

const asker = { viewer: null, purpose: null, requestId: "01920000-0000-7000-8000-000000000000" };
const act = { action: "tested", subjectType: "Test", subjectId: null };
const app = { role: "qorgan_app", mode: "write" } as const;

interface Block {
  number: number;
  entries: string[];
  sealer: string;
}
const blocksOf = (database: Database) =>
  maintain(database, (tx) => tx.rows<Block>(sql`select number, entries, sealer from audit_blocks order by number`));
const entriesOf = (database: Database) =>
  maintain(database, (tx) =>
    tx.rows<{ id: string }>(sql`select 'entry_' || id as id from audit_entries order by xid, seq`),
  );

test("an entry is sealed by the server within a second, once no older writer can come before it", async () => {
  const server = await start();
  const count = async () => (await blocksOf(server.database)).flatMap(({ entries }) => entries).length;
  // The best of five: on a busy machine one says little.
  let best = Number.POSITIVE_INFINITY;
  for (let i = 1; i <= 5 && best >= 1_000; i++) {
    await transact(server.database, app, (tx) => audit(tx, act, asker));
    await passHorizon(server.database);
    const from = performance.now();
    while ((await count()) < i) await new Promise(setImmediate);
    best = Math.min(best, performance.now() - from);
  }

  expect(best).toBeLessThan(1_000);
});

test.runIf(onPostgres())(
  "16 concurrent writers don't wait for each other, and every entry lies in one block",
  async () => {
    const server = await start();
    const { database } = server;
    // Ten connections at once hold an entry that isn't committed: none waits for another.
    const open = await Promise.all(Array.from({ length: 10 }, () => database.open(app)));
    await Promise.all(open.map((tx) => audit(tx, act, asker)));
    await Promise.all(open.map((tx, i) => (i % 5 ? tx.commit() : tx.rollback())));
    const writer = async () => {
      for (let i = 0; i < 25; i++) await transact(database, app, (tx) => audit(tx, act, asker));
    };
    await Promise.all(Array.from({ length: 16 }, writer));
    await seal(server);

    expect(await verify(server)).toMatchObject({ entries: 408, wrong: 0 });
    const sealed = (await blocksOf(database)).flatMap(({ entries }) => entries);
    expect(sealed).toEqual((await entriesOf(database)).map(({ id }) => id));
  },
);

test.runIf(onPostgres())("two processes that seal at once make one chain", async () => {
  const database = await startDatabase();
  const key = createHeadKey((await makeKeys()).audit);
  const [one, two] = [randomUUID(), randomUUID()];
  const sealers = async () => new Set((await blocksOf(database)).map(({ sealer }) => sealer));
  while ((await sealers()).size < 2) {
    for (let i = 0; i < 5; i++) await transact(database, app, (tx) => audit(tx, act, asker));
    await passHorizon(database);
    await Promise.all([one, two, one, two].map((sealer) => sealNext({ database, key, sealer })));
    await transact(database, app, (tx) => audit(tx, act, asker));
    await passHorizon(database);
    await Promise.all([two, one, two, one].map((sealer) => sealNext({ database, key, sealer })));
  }
  const blocks = await blocksOf(database);

  expect(blocks.map(({ number }) => number)).toEqual(blocks.map((_, i) => i + 1));
  const sealed = blocks.flatMap(({ entries }) => entries);
  expect(sealed).toEqual((await entriesOf(database)).map(({ id }) => id));
  expect(await verifyAudit({ database, isSigned: key.isSigned, heads: null }, () => {})).toMatchObject({
    wrong: 0,
    unsealed: 0,
  });
});

test("a head that the receiver didn't take is sent again until it is taken", async () => {
  const database = await startDatabase();
  const key = createHeadKey((await makeKeys()).audit);
  const heads: unknown[] = [];
  let refusals = 0;
  const taken = Promise.withResolvers<void>();
  const receiver = createServer(async (request, response) => {
    const head = await json(request);
    if (refusals === 0) {
      refusals++;
      return void response.writeHead(503).end();
    }
    heads.push(head);
    response.writeHead(204).end();
    taken.resolve();
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void receiver.close().closeAllConnections());
  await new Promise((resolve) => receiver.once("listening", resolve));
  const { port } = receiver.address() as AddressInfo;
  const errors: string[] = [];
  const onError = (error: unknown) => void errors.push(String(error));
  const sealer = startSealer({ database, key, heads: `http://127.0.0.1:${port}/heads`, onError, retryMs: 20 });
  await transact(database, app, (tx) => audit(tx, act, asker));
  await taken.promise;
  await sealer.close();

  expect(errors).toEqual([`Error: QORGAN_AUDIT_HEADS must take heads, but http://127.0.0.1:${port} answers 503`]);
  expect(heads).toMatchObject([{ number: 1, count: 1 }]);
});

test("the app can neither change nor remove an entry, nor write one in another's name or place", async () => {
  const database = await startDatabase();
  const id = "01920000-0000-7000-8000-000000000001";
  const values = sql`(id, action, subject_type, purpose, request_id`;
  const given = sql`(${id}::uuid, 'x', 'X', 'CARE', ${id}::uuid`;
  for (const statement of [
    sql`update audit_entries set action = 'x'`,
    sql`delete from audit_entries`,
    sql`select * from audit_blocks`,
    sql`insert into audit_entries ${values}, actor_id) values ${given}, ${id}::uuid)`,
    sql`insert into audit_entries ${values}, role) values ${given}, 'DISPATCHER')`,
    sql`insert into audit_entries ${values}, xid) values ${given}, '3')`,
  ]) {
    await expect(transact(database, app, (tx) => tx.rows(statement))).rejects.toMatchObject({
      cause: { code: "42501" },
    });
  }
});
