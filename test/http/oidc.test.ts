import { importJWK, SignJWT } from "jose";
import { afterAll, afterEach, expect, onTestFinished, test, vi } from "vitest";
import { makeKeys } from "../../src/access/keys.js";
import { createTokens } from "../../src/access/tokens.js";
import { linkGuardian } from "../../src/control/guardian.js";
import { linkOfficer } from "../../src/control/officer.js";
import { post } from "../support/client.js";
import { almaly, anOfficer } from "../support/factories.js";
import { aMother, aSchoolWithChild } from "../support/identities.js";
import { connect } from "../support/protocol.js";
import { AUDIENCE, type Provider, startProvider } from "../support/provider.js";
import { closeOf } from "../support/socket.js";
import { type Running, start } from "../support/start.js";
import { openStream } from "../support/stream.js";

const viewer = "{ viewer { role kato officer { id } } }";
const settingsOf = ({ issuer }: Provider, claim = "sub") => ({ issuer, audience: AUDIENCE, claim });

const provider = await startProvider({ employee: "E-17" });
afterAll(provider.stop);
const server = await start({ oidc: settingsOf(provider) });
const officer = await anOfficer(server.database, { kato: almaly, subject: provider.subject });

/** A provider and a server of their own, for a test in which keys or clocks change or the provider goes away. */
async function startPair(): Promise<{ provider: Provider; server: Running }> {
  const own = await startProvider();
  onTestFinished(own.stop);
  return { provider: own, server: await start({ on: server, oidc: settingsOf(own) }) };
}
afterEach(() => void vi.useRealTimers());

const ask = (token: string, { url } = server) => post(url, { query: viewer }, { authorization: `Bearer ${token}` });
const subscription = "subscription { alerts { ... on AlertEvent { cursor } } }";
const sent = (token: string) => ({
  url: server.url,
  settle: server.settle,
  connectionParams: async () => ({ token }),
});
const codeOf = async (token: string, of = server) => {
  const { status, errors } = await ask(token, of);
  return [status, errors?.[0]?.extensions.code];
};

/** Lets the clock of both, not of the timers, go on. */
const pass = (seconds: number) => {
  const now = Date.now() + seconds * 1_000;
  vi.useFakeTimers({ toFake: ["Date"], now });
};

test.each(["RS256", "PS256", "ES256", "EdDSA"])(
  "a token of the provider signed by %s names its officer",
  async (alg) => {
    const { data } = await ask(await provider.token({ algorithm: alg }));

    expect(data).toEqual({ viewer: { role: "DISTRICT_OFFICER", kato: almaly, officer: { id: officer.id } } });
  },
);

test("a socket takes a token of the provider", async () => {
  const token = await provider.token();
  const stream = await openStream(subscription, {}, sent(token));

  await stream.none();
  await stream.close();
});

test("another claim names the officer where the settings say so", async () => {
  const other = await start({ on: server, oidc: settingsOf(provider, "employee") });
  const named = await anOfficer(server.database, { subject: "E-17" });

  const { data } = await ask(await provider.token(), other);

  expect(data).toMatchObject({ viewer: { officer: { id: named.id } } });
});

test("a link that is taken away acts on the next request, and so does a new one", async () => {
  const token = await provider.forge({ sub: "shift-leader" });
  const leaving = await anOfficer(server.database, { subject: "shift-leader" });
  const next = await anOfficer(server.database);
  expect((await ask(token)).status).toBe(200);

  await linkOfficer(server.database, { officer: leaving.id, subject: null });
  expect(await codeOf(token)).toEqual([401, "TOKEN_INVALID"]);

  await linkOfficer(server.database, { officer: next.id, subject: "shift-leader" });
  expect((await ask(token)).data).toMatchObject({ viewer: { officer: { id: next.id } } });
});

test("nobody is taken for somebody whose name goes on where theirs ends", async () => {
  await anOfficer(server.database, { kato: almaly, subject: "night shift" });
  await anOfficer(server.database, { subject: "night" });
  const query = "{ viewer { appointment { id } } }";
  const askAs = async (sub: string, appointment: string) => {
    const authorization = `Bearer ${await provider.forge({ sub })}`;
    return post(server.url, { query }, { authorization, "x-qorgan-appointment": appointment });
  };
  const { data } = await askAs("night shift", "");
  const { id } = (data as { viewer: { appointment: { id: string } } }).viewer.appointment;
  // From now on it is remembered who that is.
  expect((await askAs("night shift", id)).status).toBe(200);

  const { status, errors } = await askAs("night", `shift ${id}`);

  expect([status, errors?.[0]?.extensions.code]).toEqual([401, "APPOINTMENT_INVALID"]);
});

test("a subject names one officer", async () => {
  const next = await anOfficer(server.database);

  const link = linkOfficer(server.database, { officer: next.id, subject: provider.subject });

  await expect(link).rejects.toThrow(`subject must name one person, but "control-room" is ${officer.id}`);
  await expect(linkOfficer(server.database, { officer: "me", subject: "x" })).rejects.toThrow('but got "me"');
});

test.each([
  ["fast", "{ schools { totalCount } }"],
  ["guarded", "{ viewer { role } }"],
])("a link that is taken away from somebody who is known acts on the next request, %s", async (lane, query) => {
  const known = await anOfficer(server.database, { kato: almaly, subject: lane });
  const token = await provider.forge({ sub: lane });
  const status = async () => (await post(server.url, { query }, { authorization: `Bearer ${token}` })).status;
  const statuses = [await status(), await status()];
  const figures = await (await fetch(`${server.url}/metrics`)).text();
  expect(figures).toContain(`qorgan_planned_operations_total{lane="${lane}"`);
  await linkOfficer(server.database, { officer: known.id, subject: null });
  expect([...statuses, await status()]).toEqual([200, 200, 401]);
});

test("a subject may be a guardian's, until it is unlinked, and nobody else's besides", async () => {
  const { child } = await aSchoolWithChild(server);
  const guardian = await aMother(server, child);
  const token = await provider.forge({ sub: "mother" });
  const link = (subject: string | null) => linkGuardian(server.database, { guardian, subject });
  const family = "{ viewer { role guardianId children { id } } }";
  const own = () => post(server.url, { query: family }, { authorization: `Bearer ${token}` });
  expect((await own()).status).toBe(401);

  await link("mother");
  const seen = { role: "GUARDIAN", guardianId: guardian, children: [{ id: child.id }] };
  expect((await own()).data).toEqual({ viewer: seen });
  await expect(link(provider.subject)).rejects.toThrow(`"${provider.subject}" is ${officer.id}`);
  const taken = linkOfficer(server.database, { officer: officer.id, subject: "mother" });
  await expect(taken).rejects.toThrow(`"mother" is ${guardian}`);

  await link(null);
  expect((await own()).status).toBe(401);
});

test("an officer's id isn't a name at the provider", async () => {
  const unlinked = await anOfficer(server.database);

  expect(await codeOf(await provider.forge({ sub: unlinked.id }))).toEqual([401, "TOKEN_INVALID"]);
});

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const now = () => Math.floor(Date.now() / 1_000);

const BAD: [what: string, code: string, token: () => Promise<string>][] = [
  ["for another audience", "TOKEN_INVALID", () => provider.token({ audience: "https://another.example/" })],
  ["that says another issuer", "TOKEN_INVALID", () => provider.forge({ iss: "https://another.example" })],
  ["without an audience", "TOKEN_INVALID", () => provider.forge({ aud: undefined })],
  ["without an expiry", "TOKEN_INVALID", () => provider.forge({ exp: undefined })],
  ["without the claim", "TOKEN_INVALID", () => provider.forge({ sub: undefined })],
  ["whose claim is empty", "TOKEN_INVALID", () => provider.forge({ sub: "" })],
  ["whose claim the database can't hold", "TOKEN_INVALID", () => provider.forge({ sub: "a\0b" })],
  ["that isn't valid yet", "TOKEN_INVALID", () => provider.forge({ nbf: now() + 60 })],
  ["expired beyond the tolerance", "TOKEN_EXPIRED", () => provider.forge({ exp: now() - 6 })],
  ["of a type for another use", "TOKEN_INVALID", () => provider.forge({}, { typ: "logout+jwt" })],
  ["that names nobody here", "TOKEN_INVALID", () => provider.forge({ sub: "stranger" })],
  ["of an algorithm outside the list", "TOKEN_INVALID", () => signAs("RS512")],
  ["that is unsigned", "TOKEN_INVALID", async () => (await provider.forge()).replace(/^[^.]+(.*\.)[^.]+$/, unsigned)],
  ["changed after it was signed", "TOKEN_INVALID", async () => (await provider.forge()).replace(/\.[^.]+\./, changed)],
  ["signed with the public key as a shared secret", "TOKEN_INVALID", () => signAs("HS256")],
  ["of the local issuer", "TOKEN_INVALID", async () => (await createTokens(server.keys)).issue(officer.id)],
  ["of another provider's key", "TOKEN_INVALID", ofAnotherKey],
];

const unsigned = (_: string, rest: string) => `${part({ alg: "none" })}${rest}`;
const changed = () => `.${part({ iss: provider.issuer, aud: AUDIENCE, sub: provider.subject, exp: now() + 9_999 })}.`;

function claims(alg: string, kid?: string) {
  const jwt = new SignJWT().setProtectedHeader({ alg, kid }).setIssuer(provider.issuer).setAudience(AUDIENCE);
  return jwt.setSubject(provider.subject).setExpirationTime("1h");
}

async function signAs(alg: "RS512" | "HS256") {
  const [key = {}] = provider.keys();
  const { kty, n, e, kid } = key;
  if (alg === "RS512") return claims(alg, kid).sign(await importJWK(key, alg));
  return claims(alg, kid).sign(new TextEncoder().encode(JSON.stringify({ kty, n, e })));
}

async function ofAnotherKey() {
  const { issuer } = await makeKeys();
  return claims("EdDSA", provider.keys()[2]?.kid).sign(await importJWK(issuer, "EdDSA"));
}

test.each(BAD)("a token %s is refused with %s, on a socket with 4403", async (_, code, make) => {
  const token = await make();

  expect(await codeOf(token)).toEqual([401, code]);
  expect(await closeOf(server.url, { token })).toMatchObject({
    code: 4403,
    reason: expect.stringMatching(/^The token must/),
  });
});

test.each(["at+jwt", "application/at+jwt", "JWT", undefined])("the type %s is that of an access token", async (typ) => {
  expect((await ask(await provider.forge({}, { typ }))).status).toBe(200);
});

test("a clock that is a little ahead expires no token", async () => {
  expect((await ask(await provider.forge({ exp: now() - 3 }))).status).toBe(200);
});

test("a token is taken until it expires, also where it was checked before", async () => {
  const { provider, server } = await startPair();
  const token = await provider.token({ seconds: 60 });
  expect((await ask(token, server)).status).toBe(200);

  pass(70);

  expect(await codeOf(token, server)).toEqual([401, "TOKEN_EXPIRED"]);
});

test("a new key works after the cooldown, one that was taken back no longer than its tokens are remembered", async () => {
  const { provider, server } = await startPair();
  const before = await provider.token();
  expect((await ask(before, server)).status).toBe(200);
  await provider.rotate();
  const after = await provider.token();
  expect(await codeOf(after, server)).toEqual([401, "TOKEN_INVALID"]);
  expect(provider.asked()).toBe(1);

  pass(31);
  expect((await ask(after, server)).status).toBe(200);
  expect((await ask(before, server)).status).toBe(200);

  pass(300);
  expect(await codeOf(before, server)).toEqual([401, "TOKEN_INVALID"]);
  expect((await ask(after, server)).status).toBe(200);
});

test("tokens with unknown keys don't make the server ask the provider each time", async () => {
  const { provider, server } = await startPair();
  await ask(await provider.token(), server);
  for (let i = 0; i < 5; i++) await ask(await provider.forge({}, { kid: `unknown-${i}` }), server);

  expect(provider.asked()).toBe(1);
});

test("without its provider the server runs, takes the tokens it knows, and says that it can't check the others", async () => {
  const { provider, server } = await startPair();
  const known = await provider.token();
  const other = await provider.token();
  expect((await ask(known, server)).status).toBe(200);
  pass(280);
  const late = await provider.token();
  expect((await ask(late, server)).status).toBe(200);
  await provider.stop();

  pass(60);
  expect((await ask(late, server)).status).toBe(200);
  expect(await codeOf(other, server)).toEqual([503, "TOKEN_UNVERIFIABLE"]);
  expect(await closeOf(server.url, { token: other })).toMatchObject({
    code: 1013,
    reason: expect.stringMatching(/^The token can't/),
  });
  expect((await post(server.url, { query: "{ regions(first: 1) { totalCount } }" })).status).toBe(200);

  await provider.restart();
  pass(3);
  expect((await ask(other, server)).status).toBe(200);
});

test("a server that starts before its provider takes tokens as soon as it is there", async () => {
  const { provider } = await startPair();
  const token = await provider.token();
  await provider.stop();
  const early = await start({ on: server, oidc: settingsOf(provider) });
  expect((await ask(token, early)).status).toBe(503);

  await provider.restart();
  pass(3);

  expect((await ask(token, early)).status).toBe(200);
});

test("a provider that calls itself something else isn't believed", async () => {
  const oidc = { ...settingsOf(provider), issuer: provider.issuer.replace("127.0.0.1", "localhost") };
  const misled = await start({ on: server, oidc });

  expect((await ask(await provider.token(), misled)).status).toBe(503);
});

test("a socket goes on under its token while the provider can't be asked about a new one, which is then taken", async () => {
  const { provider, server } = await startPair();
  await anOfficer(server.database, { kato: almaly, subject: "night-shift" });
  const wire = await connect(server.url, { token: await provider.forge({ sub: "night-shift", exp: now() + 3_600 }) });
  const renew = async () =>
    wire.send({ type: "ping", payload: { token: await provider.forge({ sub: "night-shift" }) } });
  await provider.stop();
  pass(310);

  await renew();

  const error = { code: "TOKEN_UNVERIFIABLE", message: expect.stringMatching(/^The token can't be checked/) };
  expect(await wire.next()).toEqual({ type: "pong", payload: { error } });
  wire.send({ id: "1", type: "subscribe", payload: { query: viewer } });
  expect(await wire.next()).toMatchObject({ payload: { data: { viewer: { kato: almaly } } } });
  expect(await wire.next()).toEqual({ id: "1", type: "complete" });

  await provider.restart();
  pass(3);
  await renew();
  expect(await wire.next()).toMatchObject({ type: "pong", payload: { expiresAt: expect.stringMatching(/Z$/) } });
});

test("a provider's token that runs out closes its socket, subscriptions and all", async () => {
  const token = await provider.forge({ exp: now() });
  const stream = await openStream(subscription, {}, sent(token));

  expect(await stream.ended).toMatchObject({ code: 4403, reason: "The token must not be expired: get a new one." });
});

test("beside a provider nobody gets ready tokens", async () => {
  expect((await fetch(`${server.url}/playground/tokens`)).status).toBe(404);
});
