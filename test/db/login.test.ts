import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { expect, inject, test } from "vitest";
import { requireBoundLogin } from "../../src/db/login.js";
import { migratePostgres } from "../../src/db/migrate.js";
import { connectPostgres } from "../../src/db/postgres.js";
import { cliIn } from "../support/cli.js";
import { onPostgres } from "../support/database.js";
import { databaseName, urlOf } from "../support/names.js";

// Logins are what PostgreSQL has and the embedded database has not.
const onServer = test.skipIf(!onPostgres());

interface Login {
  /** Its own database, which it owns. */
  url: string;
  name: string;
  /** Another session, as whoever made the login. */
  admin: postgres.Sql;
}

/** Makes a login with a database for the time of some work. */
async function withLogin(attributes: string, work: (login: Login) => Promise<void>) {
  const template = inject("template");
  const server = template.kind === "postgres" ? template.url : "";
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  const name = databaseName("login");
  await admin.unsafe(`create role ${name} login password 'of-this-test' ${attributes}`);
  await admin.unsafe(`create database ${name} owner ${name}`);
  const url = new URL(urlOf(server, name));
  url.username = name;
  url.password = "of-this-test";
  try {
    await work({ url: url.href, name, admin });
  } finally {
    await admin.unsafe(`drop database ${name} with (force)`);
    await admin.unsafe(`drop role ${name}`);
    await admin.end();
  }
}

const ROLES = "qorgan_owner, qorgan_app, qorgan_reader, qorgan_worker";

onServer("a login that owns nothing and inherits nothing may serve, before and after it has migrated", () =>
  withLogin("noinherit", async ({ url, name, admin }) => {
    await admin.unsafe(`grant ${ROLES} to ${name}`);
    await requireBoundLogin(url);
    await migratePostgres(url);
    const database = await connectPostgres(url);
    await database.close();
    await requireBoundLogin(url);
  }),
);

onServer.each([
  ["superuser noinherit", "can act as"],
  ["bypassrls noinherit", "can act as"],
  ["inherit", "must be NOINHERIT"],
])("a login that is %s may not serve", (attributes, reason) =>
  withLogin(attributes, async ({ url, name }) => {
    await expect(requireBoundLogin(url)).rejects.toThrow(reason);
    await expect(requireBoundLogin(url)).rejects.toThrow(name);
  }),
);

onServer("a login that can become a role above the policies may not serve", () =>
  withLogin("noinherit", async ({ url, name, admin }) => {
    const above = databaseName("above");
    await admin.unsafe(`create role ${above} bypassrls`);
    await admin.unsafe(`grant ${above} to ${name}`);

    await expect(requireBoundLogin(url)).rejects.toThrow(`${name} can act as ${above}`);

    await admin.unsafe(`drop role ${above}`);
  }),
);

onServer("a login that owns a table may not serve", () =>
  withLogin("noinherit", async ({ url, name }) => {
    const sql = postgres(url, { max: 1 });
    await sql.unsafe(`set role pg_database_owner; grant usage, create on schema public to ${name}`);
    await sql.unsafe("reset role; create table mine ()");
    await sql.end();

    await expect(requireBoundLogin(url)).rejects.toThrow("own no table");
  }),
);

onServer("a server in production refuses a superuser's database before it migrates it, a demo takes it", () =>
  withLogin("superuser", async ({ url }) => {
    const home = await mkdtemp(join(tmpdir(), "qorgan_login_"));
    const oidc = { QORGAN_OIDC_ISSUER: "http://127.0.0.1:9", QORGAN_OIDC_AUDIENCE: "qorgan" };

    const { code, err } = await cliIn(home, { ...oidc, DATABASE_URL: url }).qorgan("serve");

    expect(code).toBe(1);
    expect(err).toContain("The login of DATABASE_URL must not be, or be able to become, a superuser");
    const sql = postgres(url, { max: 1 });
    expect(await sql`select to_regclass('public.officers') as found`).toEqual([{ found: null }]);
    await sql.end();
    expect(await cliIn(home, { DATABASE_URL: url }).qorgan("migrate")).toMatchObject({ code: 0 });
    await rm(home, { recursive: true, force: true });
  }),
);
