import { exportJWK, importJWK, SignJWT } from "jose";
import { expect, onTestFinished, test, vi } from "vitest";
import { makeKeys } from "../../src/access/keys.js";
import { createTokens, remember } from "../../src/access/tokens.js";
import { maintain } from "../../src/db/database.js";
import { officers } from "../../src/modules/agencies/table.js";
import { openSession } from "../../src/ws/session.js";
import { post } from "../support/client.js";
import { almaly, anAgency, anOfficer } from "../support/factories.js";
import { closeOf } from "../support/socket.js";
import { start } from "../support/start.js";
import { openStream } from "../support/stream.js";

const server = await start();
const { database, keys, url } = server;
const tokens = await createTokens(keys);
const officer = await anOfficer(database, { kato: almaly });
const viewer = "{ viewer { role } }";

interface Claims {
  issuer?: string;
  audience?: string;
  key?: Parameters<SignJWT["sign"]>[0];
}

async function sign({ issuer = "qorgan:local", audience = "qorgan", key }: Claims) {
  const jwt = new SignJWT().setProtectedHeader({ alg: "EdDSA" }).setSubject(officer.id).setIssuer(issuer);
  return jwt
    .setAudience(audience)
    .setExpirationTime("1h")
    .sign(key ?? (await importJWK(keys.issuer, "EdDSA")));
}

function unsigned() {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const exp = Math.floor(Date.now() / 1000) + 3600;
  return `${part({ alg: "none" })}.${part({ sub: officer.id, iss: "qorgan:local", aud: "qorgan", exp })}.`;
}

async function withoutAppointment() {
  const { id: agencyId } = await anAgency(database);
  const [row] = await maintain(database, ({ db }) =>
    db.insert(officers).values({ agencyId, name: "Без назначения" }).returning(),
  );
  return tokens.issue(String(row?.id));
}

async function ended() {
  const { id } = await anOfficer(database, { from: "2020-01-01", to: "2020-12-31" });
  return tokens.issue(id);
}

const BAD: [what: string, code: string, token: () => Promise<string>][] = [
  ["that is expired", "TOKEN_EXPIRED", () => tokens.issue(officer.id, "-1m")],
  ["that is unsigned", "TOKEN_INVALID", async () => unsigned()],
  ["of another issuer", "TOKEN_INVALID", () => sign({ issuer: "elsewhere" })],
  ["for another audience", "TOKEN_INVALID", () => sign({ audience: "elsewhere" })],
  [
    "signed by another key",
    "TOKEN_INVALID",
    async () => sign({ key: await importJWK((await makeKeys()).issuer, "EdDSA") }),
  ],
  [
    "signed with the public key as a shared secret",
    "TOKEN_INVALID",
    async () => {
      const { d: _, ...open } = await exportJWK(await importJWK(keys.issuer, "EdDSA", { extractable: true }));
      const secret = new TextEncoder().encode(JSON.stringify(open));
      const jwt = new SignJWT().setProtectedHeader({ alg: "HS256" }).setSubject(officer.id).setIssuer("qorgan:local");
      return jwt.setAudience("qorgan").setExpirationTime("1h").sign(secret);
    },
  ],
  ["that isn't a token", "TOKEN_INVALID", async () => "nonsense"],
  ["of an officer without an appointment", "TOKEN_INVALID", withoutAppointment],
  ["of an officer whose appointment has ended", "TOKEN_INVALID", ended],
  [
    "of an officer who isn't there",
    "TOKEN_INVALID",
    () => tokens.issue("officer_019aa000-0000-7000-8000-000000000000"),
  ],
  ["that names no officer", "TOKEN_INVALID", () => tokens.issue("root")],
];

test.each(BAD)("a token %s is refused with %s", async (_, code, token) => {
  const { status, data, errors } = await post(url, { query: viewer }, { authorization: `Bearer ${await token()}` });
  expect(status).toBe(401);
  expect(data).toBeUndefined();
  expect(errors).toHaveLength(1);
  expect(errors?.[0]?.extensions.code).toBe(code);
});

test.each(BAD)("a socket with a token %s is closed with 4403 and a reason", async (_, __, token) => {
  const { code, reason } = await closeOf(url, { token: await token() });
  expect(code).toBe(4403);
  expect(reason).toMatch(/^The token must/);
});

test("a token tells the viewer's role and jurisdiction", async () => {
  const { data } = await server.as(officer).run("{ viewer { role kato officer { id } } }");
  expect(data.viewer).toEqual({ role: "DISTRICT_OFFICER", kato: almaly, officer: { id: officer.id } });
});

test("a header that isn't a bearer token is refused", async () => {
  const { status, errors } = await post(url, { query: viewer }, { authorization: "Basic cm9vdDpyb290" });
  expect(status).toBe(401);
  expect(errors?.[0]?.extensions.code).toBe("TOKEN_INVALID");
});

test("an appointment that ends takes effect with the next request", async () => {
  const leaving = await anOfficer(database, { kato: almaly });
  const client = server.as(leaving);
  expect((await client.run(viewer)).status).toBe(200);
  await maintain(database, async ({ rows }) => {
    const { sql } = await import("drizzle-orm");
    await rows(sql`update appointments set to_day = '2020-12-31' where officer_id = ${leaving.id.slice(8)}::uuid`);
  });
  expect((await client.run(viewer)).status).toBe(401);
});

test("a token that runs out closes its socket with 4403 and the reason, subscriptions and all", async () => {
  // Long enough for a busy machine to open the socket.
  const token = await tokens.issue(officer.id, "5s");
  const connectionParams = async () => ({ token });
  const stream = await openStream(
    "subscription { alerts { ... on AlertEvent { cursor } } }",
    {},
    { ...server, connectionParams },
  );

  await stream.none();

  expect(await stream.ended).toMatchObject({ code: 4403, reason: "The token must not be expired: get a new one." });
});

test("a socket whose token has run out opens nothing more while it is being closed", async () => {
  const verify = async () => ({ principal: { officerId: officer.id }, expiresAt: Date.now() + 1_000 });
  const close = vi.fn(async () => {});
  const session = await openSession({ verify, openContext: async () => ({ close }) as never }, { token: "any" });
  await session.open();

  vi.useFakeTimers({ toFake: ["Date"], now: session.expiresAt });
  onTestFinished(() => void vi.useRealTimers());

  await expect(session.open()).rejects.toThrow("The token must not be expired");
});

test("a socket whose token has run out isn't renewed any more while it is being closed", async () => {
  const verify = async () => ({ principal: { officerId: officer.id }, expiresAt: Date.now() + 1_000 });
  const close = vi.fn(async () => {});
  const session = await openSession({ verify, openContext: async () => ({ close }) as never }, { token: "any" });
  await session.renew("another");

  vi.useFakeTimers({ toFake: ["Date"], now: session.expiresAt });
  onTestFinished(() => void vi.useRealTimers());

  await expect(session.renew("another")).rejects.toThrow("The token must not be expired");
  await expect(session.open()).rejects.toThrow("The token must not be expired");
});

test("ten thousand checked tokens are remembered, each until it expires", async () => {
  const check = vi.fn(async (token: string) => ({
    principal: { subject: token },
    expiresAt: Date.now() + (token === "brief" ? 0 : 60_000),
  }));
  const { verify } = remember(check);
  for (const token of ["first", "first", "brief", "brief"]) await verify(token);
  expect(check.mock.calls.flat()).toEqual(["first", "brief", "brief"]);

  for (let i = 0; i < 10_000; i++) await verify(`token-${i}`);
  check.mockClear();

  for (const token of ["token-9999", "token-0", "first"]) await verify(token);
  expect(check.mock.calls.flat()).toEqual(["first"]);
});
