import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { createTokens } from "../../src/access/tokens.js";
import { StreamEnded, type Trouble } from "../../src/client/index.js";
import { maintain } from "../../src/db/database.js";
import { almaly, anOfficer, officerOf } from "../support/factories.js";
import { cableTo, follow, portOf, report } from "../support/follow.js";
import { connect } from "../support/protocol.js";
import { type Running, start } from "../support/start.js";

// One database for all servers of this file.
const on = await start();
const officer = on.as(officerOf(almaly));

describe.each(["websocket", "sse"] as const)("over %s the client", (transport) => {
  test("gives what is open, and then every alert once and in order, however often the network breaks", async () => {
    const cable = await cableTo(on);
    const room = follow(cable.port, officer.token, { transport });
    await room.snapshot();
    const reported: string[] = [];
    const came: string[] = [];
    for (let i = 0; i < 5; i++) {
      reported.push(await report(officer, almaly));
      cable.reset();
      reported.push(await report(officer, almaly));
      came.push((await room.event()).alert.id, (await room.event()).alert.id);
    }
    expect(came).toEqual(reported);
    expect(room.troubles.length).toBeGreaterThanOrEqual(3);
    expect(room.troubles.map(({ kind }) => kind)).toEqual(room.troubles.map(() => "cut"));
  });

  test("goes on where it was when the server is stopped and another one takes its place", async () => {
    const first = await start({ on });
    const cable = await cableTo(first);
    const room = follow(cable.port, officer.token, { transport });
    await room.snapshot();
    await first.stop();
    // The server may be gone a moment before its clients hear of it.
    await expect.poll(() => room.troubles.length, { timeout: 10_000 }).toBe(1);
    expect(room.troubles).toMatchObject([{ kind: "cut", waitMs: expect.any(Number) }]);
    const missed = [await report(officer, almaly), await report(officer, almaly)];
    const second = await start({ on });
    cable.aim(portOf(second));
    const later = await report(second.as(officerOf(almaly)), almaly);
    const came = [await room.event(), await room.event(), await room.event()];
    expect(came.map(({ alert }) => alert.id)).toEqual([...missed, later]);
  });

  test("gets a new token when the time of the old one has run out, and loses nothing", async () => {
    const { id } = await anOfficer(on.database, { kato: almaly });
    const tokens = await createTokens(on.keys);
    const old = await tokens.issue(id, "4s");
    const troubles: Trouble[] = [];
    // It has nothing better as long as the old one is good.
    const supply = async () => (troubles.length ? tokens.issue(id, "1h") : old);
    const room = follow(portOf(on), supply, { transport, onTrouble: (trouble) => troubles.push(trouble) });
    await room.snapshot();
    await expect.poll(() => troubles.length, { timeout: 10_000 }).toBe(1);
    const reported = await report(officer, almaly);
    expect((await room.event()).alert.id).toBe(reported);
    expect(troubles).toMatchObject([{ kind: "token", message: expect.stringContaining("expired") }]);
  });

  test("says in words that nobody answers", async () => {
    const cable = await cableTo(on);
    await cable.close();
    const room = follow(cable.port, officer.token, { transport });
    void room.following.next();
    await expect.poll(() => room.troubles.length, { timeout: 10_000 }).toBeGreaterThan(0);
    expect(room.troubles[0]).toMatchObject({ kind: "cut", message: expect.not.stringContaining("[object") });
  });

  test("ends when the server refuses every token", async () => {
    const room = follow(portOf(on), async () => "nonsense", { transport });
    await expect(room.item()).rejects.toThrow(StreamEnded);
    expect(room.troubles.map(({ kind }) => kind)).toEqual(Array(4).fill("token"));
  });

  test("acts under the appointment that it names, of which a wrong one is refused", async () => {
    const wrong = follow(portOf(on), officer.token, { transport, appointment: "appointment_none" });
    await expect(wrong.item()).rejects.toThrow("x-qorgan-appointment must name");
  });

  test("ends when its query is refused, or asks for no cursor", async () => {
    const wrong = follow(portOf(on), officer.token, { transport, query: "subscription { alerts { nothing } }" });
    await expect(wrong.item()).rejects.toMatchObject({
      trouble: { kind: "fatal", errors: [{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }] },
    });
    const bare = follow(portOf(on), officer.token, { transport, query: "subscription { alerts { __typename } }" });
    await expect(bare.item()).rejects.toThrow("must ask cursor and previous");
  });

  test("hands on a resync as it comes, with the snapshot behind it", async () => {
    const own = await start();
    const client = own.as(officerOf(almaly));
    const room = follow(portOf(own), client.token, { transport, after: "nonsense" });
    expect((await room.resync()).reason).toBe("CURSOR_UNKNOWN");
    await room.snapshot();
    await report(client, almaly);
    await room.event();
    await maintain(own.database, async (tx) => void (await tx.rows(sql`delete from journal`)));
    expect((await room.resync()).reason).toBe("HISTORY_CHANGED");
    await room.snapshot();
    const id = await report(client, almaly);
    expect((await room.event()).alert.id).toBe(id);
  });

  test("notices an item that got lost on the way, and fetches it", async () => {
    const cable = await cableTo(on);
    const room = follow(cable.port, officer.token, { transport });
    await room.snapshot();
    let lost = 0;
    cable.watch({ toClient: (chunk) => chunk.includes("AlertEvent") && ++lost === 1 });
    const first = await report(officer, almaly);
    await expect.poll(() => lost, { timeout: 10_000 }).toBe(1);
    const second = await report(officer, almaly);
    expect([(await room.event()).alert.id, (await room.event()).alert.id]).toEqual([first, second]);
    expect(room.troubles[0]?.message).toMatch(/^The chain is broken/);
  });

  test("notices a network that was cut without a word", async () => {
    const own = await start({ on, env: { QORGAN_HEARTBEAT_MS: "200" } });
    const cable = await cableTo(own);
    const room = follow(cable.port, officer.token, { transport, heartbeatMs: 400 });
    await room.snapshot();
    cable.cut();
    const id = await report(officer, almaly);
    await expect.poll(() => room.troubles[0]?.message, { timeout: 10_000 }).toBe("Nothing came for 1000 ms.");
    cable.heal();
    const events = [];
    while (events.length === 0) events.push(...[await room.item()].filter((item) => item.__typename === "AlertEvent"));
    expect(events).toMatchObject([{ alert: { id } }]);
  });

  test("lets what it isn't asked for wait on the server", async () => {
    const room = follow(portOf(on), officer.token, { transport, buffer: 3 });
    await room.snapshot();
    const reported = [];
    for (let i = 0; i < 8; i++) reported.push(await report(officer, almaly));
    // Nobody takes any: the connection is given up for now.
    await on.settle();
    await expect
      .poll(() => room.troubles[0]?.message, { timeout: 10_000 })
      .toBe("Items come faster than they are taken.");
    const came = [];
    for (const _ of reported) came.push((await room.event()).alert.id);
    expect(came).toEqual(reported);
  });

  test("goes on after a cursor that was kept, and ends with its signal", async () => {
    const before = follow(portOf(on), officer.token, { transport });
    await before.snapshot();
    const { cursor: after } = before.following;
    before.following.close();
    expect(await before.following.next()).toEqual({ value: undefined, done: true });
    const id = await report(officer, almaly);
    const ending = new AbortController();
    const room = follow(portOf(on), officer.token, { transport, after, signal: ending.signal });
    expect((await room.event()).alert.id).toBe(id);
    ending.abort();
    expect(await room.following.next()).toEqual({ value: undefined, done: true });
    await expect.poll(() => openStreams(on), { timeout: 10_000 }).toBe(0);
  });
});

describe("over a websocket the client renews its token ahead of the end", () => {
  /** A client whose tokens are given by hand; each given is kept. */
  async function renewing(lifetimes: readonly string[], transport?: "websocket") {
    const { id } = await anOfficer(on.database, { kato: almaly });
    const tokens = await createTokens(on.keys);
    const given: string[] = [];
    const supply = async () => {
      const lifetime = lifetimes[Math.min(given.length, lifetimes.length - 1)] as string;
      // The same lifetime is the same token.
      const token = lifetime === "same" ? (given.at(-1) as string) : await tokens.issue(id, lifetime);
      given.push(token);
      return token;
    };
    const cable = await cableTo(on);
    return { given, cable, room: follow(cable.port, supply, { transport }) };
  }

  /** A socket that isn't renewed, closed when a token of the same moment has run out. */
  async function ends(token: string) {
    const wire = await connect(on.url, { token });
    expect(await wire.ended).toMatch(/^4403 The token must not be expired/);
  }

  test("and its stream isn't interrupted", async () => {
    const { given, room, cable } = await renewing(["7s", "1h"]);
    await room.snapshot();
    await ends(given[0] as string);
    const id = await report(officer, almaly);
    expect((await room.event()).alert.id).toBe(id);
    expect([given.length, room.troubles, cable.connections()]).toEqual([2, [], 1]);
  });

  test("and asks again while it is given nothing that lasts longer", async () => {
    const { given, room } = await renewing(["9s", "same", "same", "1h"]);
    await room.snapshot();
    await ends(given[0] as string);
    const id = await report(officer, almaly);
    expect((await room.event()).alert.id).toBe(id);
    expect([given.length, room.troubles]).toEqual([4, []]);
  });

  test("and resumes where the server doesn't answer", async () => {
    const { given, room, cable } = await renewing(["7s", "1h"]);
    await room.snapshot();
    cable.watch({ toServer: (chunk) => given.length === 2 && chunk.length > 100 });
    await expect.poll(() => room.troubles.length, { timeout: 10_000 }).toBe(1);
    cable.watch();
    const id = await report(officer, almaly);
    expect((await room.event()).alert.id).toBe(id);
    expect([given.length, room.troubles]).toMatchObject([3, [{ kind: "token" }]]);
  });
});

/** How many operations run on the server's connections. */
async function openStreams({ url }: Running): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^qorgan_subscriptions (\d+)$/m.exec(text)?.[1]);
}
