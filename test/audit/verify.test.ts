import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SQL, sql } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { makeKeys } from "../../src/access/keys.js";
import { createHeadKey } from "../../src/audit/head.js";
import { audit } from "../../src/audit/record.js";
import { type Verdict, verifyAudit } from "../../src/audit/verify.js";
import { maintain, transact } from "../../src/db/database.js";
import { type Audited, seal, verify } from "../support/audit.js";
import { almaly, officerOf } from "../support/factories.js";
import { databaseName } from "../support/names.js";
import { ReportIncidentDocument } from "../support/operations.js";
import { type Running, start, startDatabase } from "../support/start.js";

async function report(server: Running, times: number) {
  const officer = server.as(officerOf(almaly));
  for (let i = 0; i < times; i++) {
    const input = { territory: almaly, kind: "FIGHT", severity: "MINOR", place: `Двор ${i}` } as never;
    const { data } = await officer.run(ReportIncidentDocument, { input });
    expect(data.incidentReport.errors).toEqual([]);
  }
}

/** An audit without a server: three blocks of two entries each. */
async function startSealed() {
  const database = await startDatabase();
  const keys = await makeKeys();
  const auditHeads = join(tmpdir(), databaseName("heads"));
  onTestFinished(() => rm(auditHeads, { force: true }));
  const server: Audited = { database, keys, auditHeads };
  await write(server, 6);
  await seal(server, 2);
  const blocks = await rows<Block>(server, sql`select number, entries from audit_blocks order by number`);
  return { server, blocks, last: blocks.at(-1) as Block };
}

async function write({ database }: Audited, times: number) {
  for (let i = 0; i < times; i++) {
    await transact(database, { role: "qorgan_app", mode: "write" }, (tx) => audit(tx, act, asker));
  }
}

interface Block {
  number: number;
  entries: string[];
}
const act = { action: "tested", subjectType: "Test", subjectId: null, fields: ["one", "two"] };
const asker = { viewer: null, purpose: null, requestId: "01920000-0000-7000-8000-000000000000" };

/** What an intruder who owns the tables does. */
const tamper = (server: Audited, ...statements: SQL[]) =>
  maintain(server.database, async (tx) => {
    for (const statement of statements) await tx.rows(statement);
  });
const rows = <Row>(server: Audited, query: SQL) => maintain(server.database, (tx) => tx.rows<Row>(query));
const uuid = (id: string | undefined) => String(id).slice(String(id).indexOf("_") + 1);
const said = ({ findings }: Verdict) => findings.map(({ block, entry, what }) => `${block} ${entry}: ${what}`);

test("an audit that nobody touched is as it was recorded", async () => {
  const server = await start();
  await report(server, 6);

  await seal(server);

  expect(await verify(server)).toMatchObject({ entries: 6, unsealed: 0, findings: [], wrong: 0 });
});

test.each([
  ["the action", sql`action = 'incidentReporT'`],
  ["the officer", sql`actor_id = gen_random_uuid()`],
  ["the time", sql`at = at - interval '1 millisecond'`],
  ["a field", sql`fields[1] = 'nothing'`],
  ["the purpose", sql`purpose = 'COURT'`],
])("%s of an entry, changed, is found with its block and entry", async (_, change) => {
  const { server, blocks } = await startSealed();
  const [entry] = blocks[1]?.entries ?? [];
  await tamper(server, sql`update audit_entries set ${change} where id = ${uuid(entry)}`);

  expect(said(await verify(server))).toEqual([`2 ${entry}: the entry was changed`]);
});

test("an entry that was removed is found with its block and its id", async () => {
  const { server, blocks } = await startSealed();
  const [entry] = blocks[0]?.entries ?? [];
  await tamper(server, sql`delete from audit_entries where id = ${uuid(entry)}`);

  expect(said(await verify(server))).toEqual([`1 ${entry}: the entry is missing`]);
});

test("an entry that was put in between with a forged place is found", async () => {
  const { server, last } = await startSealed();
  const id = "01920000-0000-7000-8000-000000000001";
  await tamper(
    server,
    sql`insert into audit_entries (id, xid, seq, actor_id, kato, action, subject_type, purpose, request_id, at)
      overriding system value
      select ${id}::uuid, xid, seq - 1000, actor_id, kato, action, subject_type, purpose, request_id, at
      from audit_entries where id = ${uuid(last.entries.at(-1))}`,
  );

  expect(said(await verify(server))).toEqual([
    `${last.number} entry_${id}: the entry was inserted after the block was sealed`,
  ]);
});

const cutOff = (number: number) => [
  sql`delete from audit_published where number >= ${number}`,
  sql`delete from audit_blocks where number >= ${number}`,
];
const entriesOf = (blocks: { entries: string[] }[]) =>
  sql`array[${sql.join(
    blocks.flatMap(({ entries }) => entries.map((id) => sql`${uuid(id)}::uuid`)),
    sql`, `,
  )}]`;

test("the newest entries, cut off with their block, are missed by the published head", async () => {
  const { server, last } = await startSealed();
  await tamper(server, ...cutOff(last.number), sql`delete from audit_entries where id = any(${entriesOf([last])})`);

  const verdict = await verify(server);

  expect(verdict.findings).toMatchObject([{ block: last.number, entry: null }]);
  expect(said(verdict)[0]).toContain("the newest entries were cut off");
});

test("the newest entries, cut off without their block, are missing by name", async () => {
  const { server, last } = await startSealed();
  await tamper(server, sql`delete from audit_entries where id = any(${entriesOf([last])})`);

  expect(said(await verify(server)).sort()).toEqual(
    last.entries.map((entry) => `${last.number} ${entry}: the entry is missing`).sort(),
  );
});

test("a block that was removed, and the later ones renumbered, is found where the chain breaks", async () => {
  const { server, blocks } = await startSealed();
  const [, second, third] = blocks;
  await tamper(
    server,
    sql`delete from audit_published where number >= 2`,
    sql`delete from audit_entries where id = any(${entriesOf([second as never])})`,
    sql`delete from audit_blocks where number = 2`,
    sql`update audit_blocks set number = 2 where number = ${third?.number}`,
  );

  const found = said(await verify(server));

  expect(found).toContain("2 null: it doesn't follow the block before it: one was changed, removed or put in between");
  expect(found).toContain("2 null: its signature isn't one of the server's key");
  expect(found).toContain("2 null: it isn't the block whose head was published");
  expect(found).toContainEqual(expect.stringContaining("3 null: the block is missing: its head was published"));
});

test("a block that was removed is found by the gap", async () => {
  const { server } = await startSealed();
  await tamper(
    server,
    sql`delete from audit_published where number = 2`,
    sql`delete from audit_blocks where number = 2`,
  );

  expect(said(await verify(server))).toContain("3 null: its number must be 2: blocks before it are missing");
});

test("an entry that was changed together with the leaf and the root of its block is found by the signature", async () => {
  const { server } = await startSealed();
  await tamper(
    server,
    sql`update audit_blocks set leaves = array[repeat('0', 64)], root = repeat('0', 64), count = 1 where number = 2`,
  );

  expect(said(await verify(server))).toContain("2 null: its signature isn't one of the server's key");
});

test("a history that was written anew with the server's own key differs from the published heads", async () => {
  const { server } = await startSealed();
  const heads = (await readFile(server.auditHeads, "utf8"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  await tamper(server, sql`delete from audit_published`, sql`delete from audit_blocks`);
  await tamper(server, sql`update audit_entries set purpose = 'COURT'`);
  await seal(server);

  const { isSigned } = createHeadKey(server.keys.audit);
  const verdict = await verifyAudit({ database: server.database, isSigned, heads }, () => {});

  expect(said(verdict)[0]).toBe("1 null: it isn't the block whose head was published");
});

test("a database that was restored to an older state is behind the published heads, and stays so", async () => {
  const { server, last } = await startSealed();
  await tamper(server, ...cutOff(last.number), sql`delete from audit_entries where id = any(${entriesOf([last])})`);
  await write(server, 2);
  await seal(server);

  expect(said(await verify(server))).toEqual([`${last.number} null: it isn't the block whose head was published`]);
});

test("anybody gets the newest heads and the key that checks them", async () => {
  const server = await start();
  for (const _ of [1, 2]) {
    await report(server, 1);
    await seal(server);
  }

  const answer = await fetch(`${server.url}/audit/heads?last=2`);
  const { publicKey, heads } = (await answer.json()) as {
    publicKey: import("jose").JWK;
    heads: Record<string, unknown>[];
  };

  expect(heads.map(({ number }) => number)).toEqual([2, 1]);
  expect(publicKey).not.toHaveProperty("d");
  const key = await crypto.subtle.importKey("jwk", publicKey as never, "Ed25519", false, ["verify"]);
  for (const { number, count, root, previous, sealedAt, signature } of heads) {
    const text = new TextEncoder().encode([number, count, root, previous, sealedAt].join("|"));
    const bytes = Buffer.from(String(signature), "base64url");
    expect(await crypto.subtle.verify("Ed25519", key, bytes, text)).toBe(true);
  }
  expect(Object.keys(heads[0] ?? {}).sort()).toEqual(["count", "number", "previous", "root", "sealedAt", "signature"]);
});
