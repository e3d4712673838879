import { print } from "graphql";
import { beforeAll, expect, test } from "vitest";
import { type Running, start } from "../../support/start.js";
import { hunt } from "./hunt.js";
import type { Asked, Compare } from "./lanes.js";
import { tell } from "./tell.js";
import { makeWorld, type World } from "./world.js";

const documents = Number(process.env.QORGAN_TEST_DOCUMENTS ?? 3_000) / 10;
const seed = Number(process.env.QORGAN_TEST_SEED ?? Date.now() % 1_000_000);
const HOURS = 10 * 3_600_000;

let on: Running;
let off: Running;
let world: World;
beforeAll(async () => {
  on = await start();
  world = await makeWorld(on.database, on.ring);
  off = await start({ on, env: { QORGAN_FAST_LANE: "off" } });
}, 180_000);

/** The answer as it is sent, without what is left in a bucket at the moment. */
async function textFrom(server: Running, { document, variables, operationName, asker, language }: Asked) {
  const token = asker.person && (await server.as(Object.values(asker.person)[0] as string).token());
  const authorization = token ? { authorization: `Bearer ${token}` } : {};
  const headers = { "content-type": "application/json", "accept-language": language, ...authorization };
  const body = JSON.stringify({ query: print(document), variables, operationName });
  const answer = await fetch(`${server.url}/graphql`, { method: "POST", headers, body });
  return `${answer.status} ${(await answer.text()).replace(/"available":[\d.]+/, "")}`;
}

/** How many operations one statement has answered, whole or in part. */
async function countPlanned(): Promise<number> {
  const text = await (await fetch(`${on.url}/metrics`)).text();
  const lines = text.matchAll(/^qorgan_planned_operations_total\{lane="(?:fast|mixed)".*\} (\d+)$/gm);
  return [...lines].reduce((sum, [, count]) => sum + Number(count), 0);
}

const compare: Compare = async (asked) => {
  const got = await textFrom(on, asked);
  const want = await textFrom(off, asked);
  const compared = { texts: new Map(), left: new Map(), answer: want, difference: null };
  // What a server doesn't say twice is of the moment: a time until now, the audit's entry about the reading itself.
  if (got === want || want !== (await textFrom(off, asked))) return compared;
  return { ...compared, difference: { want, got } };
};

test(
  `${documents} random queries are answered over HTTP as by a server without the fast lane`,
  async () => {
    const { differences } = await hunt(world, compare, { documents, seed });
    const told = await Promise.all(differences.map((asked) => tell(asked, { ...world, compare })));
    expect(told.join("\n\n"), `npm run test:lanes -- --documents ${documents * 10} --seed ${seed}`).toBe("");
    // A server that never takes the fast lane would pass.
    expect(await countPlanned()).toBeGreaterThan(documents / 5);
  },
  HOURS,
);
