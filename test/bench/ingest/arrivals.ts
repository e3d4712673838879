import { readFile } from "node:fs/promises";
import { type Crowd, openCrowd, waitFor } from "../support/crowd.ts";
import { sendAll, sendAtRate } from "../support/load.ts";
import { quantile } from "../support/rounds.ts";
import type { Scene } from "../support/scene.ts";
import type { Server } from "../support/server.ts";
import { askOf, asksOf, type Place } from "./places.ts";

const CONTROL_ROOM = new URL("../../../schema/operations/control-room.graphql", import.meta.url);
const CLIENTS = 16;
const SETTLE_MS = 20_000;
// Of the greatest rate at which reports were taken, and how near to a rate the answers must come to hold it.
const SHARES = [0.7, 0.5, 0.3];
const HELD = 0.95;

type Rate = { rate: number; seconds: number };

/** Arrivals at the rate of the target; where the server can't keep up with it, also at one that it can hold. */
export async function measureAll(
  scene: Scene,
  server: Server,
  places: Place[],
  { own, rate, seconds }: Rate & { own: number },
) {
  const rows = [];
  for (const each of [rate, ...SHARES.map((share) => Math.floor(own * share))]) {
    if (each > rate) continue;
    const row = await measureArrivals(scene, server, places, { rate: each, seconds });
    rows.push(row);
    if (row.held === "yes") break;
  }
  return rows;
}

async function measureArrivals(scene: Scene, server: Server, places: Place[], { rate, seconds }: Rate) {
  const tokens = [...new Set(places.map(({ token }) => token))].flatMap((token) => [token, token]);
  const crowd = await openCrowd(scene, { url: server.url, query: await readFile(CONTROL_ROOM, "utf8"), tokens });
  await warm(scene, server, { crowd, places, sockets: tokens.length });
  scene.progress(`arrivals: ${rate} reports a second for ${seconds} s, ${tokens.length} subscribers`);
  const { sent, elapsedMs } = await sendAtRate(server.url, asksOf(places, rate * seconds), rate);
  scene.progress("arrivals: waiting for the last");
  const { events } = await waitFor(
    crowd,
    ({ events }) => events.filter(({ count }) => count >= 2).length >= sent,
    SETTLE_MS,
  );
  await crowd.close();
  scene.progress("");
  const complete = events.filter(({ count }) => count === 2).length;
  const times = (of: "firstMs" | "lastMs") => events.map((event) => event[of]).sort((a, b) => a - b);
  const at = (of: "firstMs" | "lastMs", q: number) => Math.round(quantile(times(of), q) * 10) / 10;
  const reportsPerSecond = Math.round((sent / elapsedMs) * 1_000);
  return {
    contender: `qorgan at ${rate} a second`,
    reportsPerSecond,
    // Behind whose answers a queue grows can't be said to keep up, however soon its commits are told.
    held: reportsPerSecond >= rate * HELD ? "yes" : "no",
    delivered: complete / sent,
    firstP50Ms: at("firstMs", 0.5),
    firstP99Ms: at("firstMs", 0.99),
    lastP50Ms: at("lastMs", 0.5),
    lastP99Ms: at("lastMs", 0.99),
  };
}

// A subscription says nothing when it begins: it has begun when every socket has heard of something.
async function warm(
  scene: Scene,
  server: Server,
  { crowd, places, sockets }: { crowd: Crowd; places: Place[]; sockets: number },
) {
  const onePerDistrict = [...new Map(places.map((place) => [place.token, place])).values()];
  for (let i = 0; i < 20; i++) {
    scene.progress(`arrivals: opening ${sockets} subscriptions`);
    await sendAll(server.url, onePerDistrict.map(askOf), CLIENTS);
    const { heard } = await waitFor(crowd, (count) => count.heard === sockets, 1_000);
    scene.signal.throwIfAborted();
    if (heard < sockets) continue;
    // What is still on its way would be counted among those to come.
    await waitFor(crowd, ({ events }) => events.every(({ count }) => count === 2), SETTLE_MS);
    return crowd.clear();
  }
  throw new Error(`Every one of ${sockets} subscriptions must hear of an alert, but some don't.`);
}
