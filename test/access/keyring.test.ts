import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { printKeyFile } from "../../src/access/keyfile.js";
import { createKeyRing, drawKeyRing, loadKeyRing, openKeyFile } from "../../src/access/keyring.js";
import { readConfig } from "../../src/config.js";

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "qorgan_ring_"));
});
afterAll(() => rm(home, { recursive: true, force: true }));

const none = { file: undefined, text: undefined };
const owner = { table: "guardians", row: "guardian_1" };
const dataKey = Buffer.alloc(32, 9);

async function aRingFile(name: string) {
  const file = join(home, name);
  await writeFile(file, printKeyFile(drawKeyRing()), { mode: 0o600 });
  return file;
}

describe("the ring", () => {
  test("of the demo is made at the first start, for its user only, and is the same at the next", async () => {
    const first = await loadKeyRing({ home, demo: true, keyring: none });
    const second = await loadKeyRing({ home, demo: true, keyring: none });

    expect((await stat(join(home, "keyring.json"))).mode & 0o777).toBe(0o600);
    expect(second.unwrap(first.wrap(dataKey, owner), owner)).toEqual(dataKey);
    expect(second.blindIndex("101306500058")).toEqual(first.blindIndex("101306500058"));
  });

  test("of production is never made: without one the start is refused", async () => {
    const empty = join(home, "production");
    await expect(loadKeyRing({ home: empty, demo: false, keyring: none })).rejects.toThrow(
      /QORGAN_KEYRING must name the file .* but neither is set/,
    );
    await expect(stat(empty)).rejects.toThrow("ENOENT");
  });

  test("comes from a named file or from the environment's text", async () => {
    const file = await aRingFile("named.json");
    const named = await loadKeyRing({ home, demo: false, keyring: { ...none, file } });
    const given = await loadKeyRing({ home, demo: false, keyring: { ...none, text: await readFile(file, "utf8") } });

    expect(given.unwrap(named.wrap(dataKey, owner), owner)).toEqual(dataKey);
    expect(given.addVersion()).toBeNull();
  });

  test("is configured in one place", () => {
    expect(readConfig({ QORGAN_KEYRING: "/keys/ring.json" }).keyring).toEqual({
      file: "/keys/ring.json",
      text: undefined,
    });
    expect(() => readConfig({ QORGAN_KEYRING: "a", QORGAN_KEYRING_JSON: "{}" })).toThrow("but both are");
  });

  test.each([
    ["no JSON", "{ c2VjcmV0", "a JSON object"],
    ["a short key", '{"current":1,"keys":{"1":"c2hvcnQ="},"index":""}', "32 bytes of base64 for version 1"],
    ["no index", printKeyFile({ ...drawKeyRing(), index: Buffer.alloc(0) }), "32 bytes of base64 as index"],
    ["no current key", printKeyFile({ ...drawKeyRing(), current: 2 }), "the key of the version that current names"],
  ])("with %s is refused, and no key stands in the error", async (_, text, reason) => {
    const refused = loadKeyRing({ home, demo: false, keyring: { ...none, text } });
    const { message } = (await refused.catch((error) => error)) as Error;
    expect(message).toBe(`The key ring in QORGAN_KEYRING_JSON must hold ${reason}, but doesn't`);
  });
});

test("another process's new version is known at once, and wraps from then on", async () => {
  const file = await aRingFile("shared.json");
  const [server, command] = [openKeyFile(file), openKeyFile(file)];
  const old = server.wrap(dataKey, owner);

  expect(await command.addVersion()).toBe(2);

  const fresh = command.wrap(dataKey, owner);
  expect(fresh.keyVersion).toBe(2);
  expect(server.unwrap(fresh, owner)).toEqual(dataKey);
  expect(server.unwrap(old, owner)).toEqual(dataKey);
  expect(server.wrap(dataKey, owner).keyVersion).toBe(2);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test("versions that are added at once are all kept", async () => {
  const ring = openKeyFile(await aRingFile("busy.json"));
  const added = await Promise.all([ring.addVersion(), ring.addVersion(), ring.addVersion()]);
  expect(added.sort()).toEqual([2, 3, 4]);
  expect(ring.versions()).toEqual([1, 2, 3, 4]);
});

test("the blind index is another for another value and another ring", () => {
  const ring = createKeyRing(drawKeyRing());
  expect(ring.blindIndex("101306500058")).toEqual(ring.blindIndex("101306500058"));
  expect(ring.blindIndex("101306500058")).not.toEqual(ring.blindIndex("101301500002"));
  expect(createKeyRing(drawKeyRing()).blindIndex("101306500058")).not.toEqual(ring.blindIndex("101306500058"));
});
