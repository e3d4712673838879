import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadKeys } from "../src/access/keys.js";
import { createTokens } from "../src/access/tokens.js";
import { openDatabase } from "../src/db/open.js";
import { insertBase } from "./support/base.js";
import { addressOf, cliIn } from "./support/cli.js";
import { post } from "./support/client.js";
import { almaly, almaty, anOfficer, aSchool, shymkent } from "./support/factories.js";

let home: string;
let dispatcher: string;
const begin = (...args: string[]) => cliIn(home).begin(...args);
const qorgan = (...args: string[]) => cliIn(home).qorgan(...args);

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "qorgan_cli_"));
  const database = await openDatabase({ home, databaseUrl: undefined });
  await insertBase(database);
  dispatcher = (await anOfficer(database, { name: "Айжан Тест", role: "DISPATCHER", kato: almaty })).id;
  await anOfficer(database, { name: "=1+1", role: "MINISTRY_CONTROLLER", kato: null });
  await aSchool(database, { nameRu: "=HYPERLINK(1)", phone: "+7 727 000", kato: almaly });
  await database.close();
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe("without a server", () => {
  test("a token stands alone on the last line of the output", async () => {
    const { code, out, err } = await qorgan("token", "--as", "dispatcher", "--kato", almaty, "--expires", "12h");

    expect(code).toBe(0);
    expect(err).toBe(`Айжан Тест, dispatcher, ${almaty}, for 12h\n`);
    expect(out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  });

  test.each([
    [["token"], 2, "--as <person>"],
    [["token", "--as", "dispatcher", "--expires", "soon"], 2, 'got "soon"'],
    [["token", "--as", "dispatcher", "--kato", "12"], 2, "nine digits"],
    [["export", "schools"], 2, "--as <officer>"],
    [["conquer"], 2, "unknown command"],
    [["seed", "--scale", "world"], 2, "Allowed choices are national, x10"],
    [["seed", "--scale", "national"], 1, "DATABASE_URL must be set for a whole country"],
  ])("qorgan %j ends with %i and says why", async (args, code, reason) => {
    const ended = await qorgan(...args);

    expect(ended).toMatchObject({ code, out: "" });
    expect(ended.err).toContain(reason);
  });

  test.each([
    ...[[["seed"]]],
    ...[[[]], [["token"]], [["export"]], [["import", "schools"]], [["import", "territories"]], [["serve"]]],
    ...[[["keys", "rotate"]], [["guardian", "link"]], [["audit", "verify"]]],
    ...[[["agency", "add"]], [["officer", "add"]], [["officer", "list"]], [["officer", "end"]]],
    ...[[["appointment", "add"]], [["appointment", "end"]]],
  ])("the help of %j has examples", async (command) => {
    const { code, out } = await qorgan(...command, "--help");

    expect(code).toBe(0);
    expect(out).toContain("Examples:\n  $ qorgan ");
  });

  test("an operator makes an agency, an officer and an appointment, each by the id that the last one printed", async () => {
    const agency = await qorgan("agency", "add", "--kind", "control_centre", "--name", "ЦОУ", "--kato", shymkent);
    expect(agency).toMatchObject({ code: 0, err: "" });
    const [id] = agency.out.split("\n") as [string];
    const officer = await qorgan("officer", "add", "--agency", id, "--name", "Дежурный", "--phone", "112");
    const [officerId] = officer.out.split("\n") as [string];
    const place = ["--officer", officerId, "--role", "dispatcher", "--kato", shymkent];
    const appointed = await qorgan("appointment", "add", ...place, "--to", "2999-12-31");
    expect(appointed.out).toMatch(/^appointment_[0-9a-f-]{36}\n$/);
    const listed = await qorgan("officer", "list", "--agency", id);
    const acting = `dispatcher ${shymkent} ${appointed.out.trim()}`;
    expect(listed.out).toBe(`${officerId}\tДежурный\tPERSON\tЦОУ\t-\t${acting}\n`);
    expect((await qorgan("appointment", "add", ...place)).out).toBe(`${appointed.out.trim()} was there already\n`);
    expect((await qorgan("officer", "end", "--officer", officerId)).out).toBe("1 appointments ended\n");
    const refused = await qorgan("appointment", "add", "--officer", officerId, "--role", "dispatcher");
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(refused.err).toContain("one of kato, school and country must be given, but got 0 of them");
  }, 60_000);

  test("the version is the package's", async () => {
    const { version } = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));

    expect((await qorgan("--version")).out).toBe(`${version}\n`);
  });
});

describe("with a server", () => {
  let server: ChildProcess;
  let url: string;

  beforeAll(async () => {
    // What a killed server leaves behind.
    await writeFile(join(home, "control.sock"), "");
    server = begin("serve");
    ({ url } = await addressOf(server));
  });
  afterAll(() => void server.kill("SIGKILL"));

  test("the audit is verified by the server against its heads", async () => {
    const tokens = await createTokens(await loadKeys(home));
    const token = await tokens.issue(dispatcher);
    const query = `mutation { incidentReport(input: { territory: "${almaly}", kind: FIGHT, severity: MINOR, place: "x" })
      { errors { message } } }`;
    const { data } = await post(url, { query }, { authorization: `Bearer ${token}` });
    expect(data).toEqual({ incidentReport: { errors: [] } });
    // The operator's commands of the other tests are entries too.
    const summary = /^[1-9]\d* blocks, [1-9]\d* entries, 0 not sealed yet, [1-9]\d* published heads compared\n/;
    await expect.poll(async () => (await qorgan("audit", "verify")).out, { timeout: 15_000 }).toMatch(summary);

    const verified = await qorgan("audit", "verify");

    expect(verified).toMatchObject({ code: 0, err: "" });
    expect(verified.out).toContain("The audit is as it was recorded\n");
  });

  test("a forged head ends the audit's verification with 1, and is named", async () => {
    const heads = await readFile(join(home, "audit-heads.jsonl"), "utf8");
    await writeFile(join(home, "forged.jsonl"), heads.replace(/"count":(\d+)/, '"count":1$1'));
    const forged = await qorgan("audit", "verify", "--heads", "forged.jsonl");

    expect(forged).toMatchObject({ code: 1, err: "block 1: it isn't the block whose head was published\n" });
  });

  test("the control socket is its user's only", async () => {
    expect((await stat(join(home, "control.sock"))).mode & 0o777).toBe(0o600);
  });

  test("a second server is refused at once", async () => {
    const { code, err } = await qorgan("serve");

    expect(code).toBe(1);
    expect(err).toContain("must be served once");
  });

  test("a token made through the server is one of the server's", async () => {
    const { out } = await qorgan("token", "--as", "Айжан Тест");

    const { data } = await post(url, { query: "{ viewer { role kato } }" }, { authorization: `Bearer ${out.trim()}` });

    expect(data).toEqual({ viewer: { role: "DISPATCHER", kato: almaty } });
  });

  test("an import goes through the server, from the working folder of whoever asks", async () => {
    const file = "schools.csv";
    await writeFile(join(home, file), `external_id,kato,name_ru\nX1,${almaly},Школа 1\nX2,1,Школа 2\n`);

    const dry = await qorgan("import", "schools", file, "--dry-run");
    const { code, out, err } = await qorgan("import", "schools", file);

    expect(dry.out).toContain("1 inserted, 0 updated, 0 unchanged, 1 refused (dry run");
    expect({ code, out }).toEqual({ code: 1, out: "1 inserted, 0 updated, 0 unchanged, 1 refused\n" });
    expect(err).toContain("line 3, column kato: kato must be a code of nine digits");
  });

  test("an export holds what the officer may read, and no formula", async () => {
    const { out, err } = await qorgan("export", "schools", "--as", "dispatcher", "--territory", almaly);

    const [header, first] = out.split("\n");
    expect(header).toMatch(/^id,kato,kind,.*,names\.kk,names\.ru,names\.en$/);
    expect(first).toContain(",'=HYPERLINK(1),");
    expect(first).toContain(",'+7 727 000,");
    expect(err).toBe("2 rows of schools\n");
  });

  test("the keys of identities are rotated in the server", async () => {
    expect((await qorgan("keys", "rotate")).out).toBe("version 2 (new): 0 data keys wrapped anew\n");
    const { code, out } = await qorgan("keys", "status");

    expect({ code, out }).toEqual({ code: 0, out: "version 1: 0 data keys\nversion 2: 0 data keys (current)\n" });
  });

  test("an export goes to a file and stops at its limit", async () => {
    const file = join(home, "districts.csv");

    const { out, err } = await qorgan(
      "export",
      "districts",
      "--as",
      "dispatcher",
      "--limit",
      "3",
      "--out",
      file,
      "--bom",
    );

    expect({ out, err }).toEqual({ out: "", err: "3 rows of districts\n" });
    expect(await readFile(file, "utf8")).toMatch(/^\uFEFFkato,.*\n(.*\n){3}$/);
  });

  test.each([
    [["token", "--as", "boss"], 1, "one of the roles ministry_controller, region_officer"],
    [["token", "--as", "dispatcher", "--kato", shymkent], 1, `but got ${shymkent}`],
    [["token", "--as", "prosecutor"], 1, "nobody is prosecutor"],
    [["token", "--as", "guardian"], 1, "as must be a guardian, but there is none"],
    [["guardian", "link", "--guardian", "me", "--subject", "x"], 1, 'but got "me"'],
    [["export", "everything", "--as", "dispatcher"], 1, "list must be one of agencies, "],
    [["export", "officers", "--as", "dispatcher", "--territory", almaty], 1, "territory must be left out"],
    [["import", "schools", "/nowhere.csv"], 1, "/nowhere.csv"],
    [["seed"], 1, "database must be empty"],
  ])("qorgan %j ends with %i and says why", async (args, code, reason) => {
    const ended = await qorgan(...args);

    expect(ended).toMatchObject({ code, out: "" });
    expect(ended.err).toContain(reason);
  });

  test("SIGTERM lets a request finish, then closes the socket and frees the database", async () => {
    const exit = once(server, "exit");
    const body = JSON.stringify({ query: "{ regions(first: 1) { totalCount } }" });
    const headers = { "content-type": "application/json", "content-length": body.length, expect: "100-continue" };
    const sent = request(`${url}/graphql`, { method: "POST", headers });
    sent.flushHeaders();
    await once(sent, "continue");

    server.kill("SIGTERM");
    sent.end(body);
    const [response] = await once(sent, "response");

    expect(JSON.parse(await text(response))).toMatchObject({ data: { regions: { totalCount: 20 } } });
    expect(await exit).toEqual([0, null]);
    await expect(stat(join(home, "control.sock"))).rejects.toThrow("ENOENT");
    await expect(stat(join(home, "data.lock"))).rejects.toThrow("ENOENT");
  });
});
