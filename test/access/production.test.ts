import type { ChildProcess } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { printKeyFile } from "../../src/access/keyfile.js";
import { drawKeyRing } from "../../src/access/keyring.js";
import { openDatabase } from "../../src/db/open.js";
import { insertBase } from "../support/base.js";
import { addressOf, cliIn, stop } from "../support/cli.js";
import { post } from "../support/client.js";
import { almaly, anOfficer } from "../support/factories.js";
import { AUDIENCE, type Provider, startProvider } from "../support/provider.js";

// Each starts a process or several, with an embedded database in each.
const SLOW = { timeout: 60_000 };
let home: string;
let provider: Provider;
let officer: { id: string };
const keyring = printKeyFile(drawKeyRing());
const variables = () => ({
  ...{ QORGAN_OIDC_ISSUER: provider.issuer, QORGAN_OIDC_AUDIENCE: AUDIENCE },
  QORGAN_KEYRING_JSON: keyring,
});

/** Fills the embedded database of the folder. */
async function fill<Row>(folder: string, work: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<Row>) {
  const database = await openDatabase({ home: folder, databaseUrl: undefined });
  return work(database).finally(() => database.close());
}

beforeAll(async () => {
  provider = await startProvider();
  home = await mkdtemp(join(tmpdir(), "qorgan_production_"));
  officer = await fill(home, async (database) => {
    await insertBase(database);
    return anOfficer(database, { role: "DISPATCHER", kato: almaly });
  });
});
afterAll(async () => {
  await provider.stop();
  await rm(home, { recursive: true, force: true });
});

describe("a server in production", SLOW, () => {
  let server: ChildProcess;
  let url: string;
  let said: string;

  beforeAll(async () => {
    server = cliIn(home, variables()).begin("serve");
    ({ url, said } = await addressOf(server));
  });
  afterAll(() => stop(server));

  test("takes its provider's tokens once their subject is linked to an officer", async () => {
    const ask = async () =>
      post(url, { query: "{ viewer { role } }" }, { authorization: `Bearer ${await provider.token()}` });
    expect((await ask()).status).toBe(401);

    const linked = await cliIn(home, variables()).qorgan(
      ...["officer", "link", "--officer", officer.id, "--subject", provider.subject],
    );

    expect(linked).toMatchObject({ code: 0, err: "" });
    expect((await ask()).data).toEqual({ viewer: { role: "DISPATCHER" } });

    await cliIn(home, variables()).qorgan("officer", "unlink", "--officer", officer.id);

    expect((await ask()).status).toBe(401);
  });

  test("has no ready tokens", async () => {
    expect(said).not.toContain("Demo tokens");
    expect((await fetch(`${url}/playground/tokens`)).status).toBe(404);
  });

  test.each([
    [["token", "--as", "dispatcher"], "QORGAN_OIDC_ISSUER must not be set for tokens of the local issuer"],
    [["seed"], "QORGAN_DEMO must be 1 for the demo data"],
  ])("refuses qorgan %j, also from a shell that calls itself a demo", async (args, reason) => {
    for (const given of [variables(), {}]) {
      const { code, out, err } = await cliIn(home, given).qorgan(...args);
      expect({ code, out }).toEqual({ code: 1, out: "" });
      expect(err).toContain(reason);
    }
  });
});

test("a server in production fills an empty database with nothing", SLOW, async () => {
  const empty = await mkdtemp(join(tmpdir(), "qorgan_production_"));
  const server = cliIn(empty, variables()).begin("serve");
  const { said } = await addressOf(server);
  await stop(server);

  expect(said).toContain("The database is migrated and empty.");
  expect(said).not.toContain("demo");
  await rm(empty, { recursive: true, force: true });
});

test("a server in production refuses to start without a key ring, and makes none", SLOW, async () => {
  const empty = await mkdtemp(join(tmpdir(), "qorgan_production_"));
  const { QORGAN_KEYRING_JSON: _, ...ringless } = variables();

  const { code, err } = await cliIn(empty, ringless).qorgan("serve");

  expect(code).toBe(1);
  expect(err).toContain("QORGAN_KEYRING must name the file of the key ring");
  expect(await readdir(empty)).toEqual([]);
  await rm(empty, { recursive: true, force: true });
});

test("a server in production refuses a database with demo officers", SLOW, async () => {
  const mixed = await mkdtemp(join(tmpdir(), "qorgan_production_"));
  await fill(mixed, (database) => anOfficer(database, { synthetic: true, kato: null }));

  const { code, err } = await cliIn(mixed, variables()).qorgan("serve");

  expect(code).toBe(1);
  expect(err).toContain("The database must hold no demo officers in production, but it holds 1.");
  await rm(mixed, { recursive: true, force: true });
});
