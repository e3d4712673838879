import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { printKeyFile } from "../../src/access/keyfile.js";
import { createKeyRing, drawKeyRing, openKeyFile } from "../../src/access/keyring.js";
import { rotateKeys, statusOfKeys } from "../../src/modules/identities/rotate.js";
import { aChild } from "../support/factories.js";
import { aMother, anIdentity, aSchoolWithChild, rowsOf } from "../support/identities.js";
import { start } from "../support/start.js";

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "qorgan_keys_"));
});
afterAll(() => rm(home, { recursive: true, force: true }));

const quiet = () => {};
const NAME = "query($id: ID!) { child(id: $id) { identity { surname } guardians { name } } }";
const NAMED = { identity: { surname: "Тоқтарова" }, guardians: [{ name: "Тоқтарова Салтанат" }] };

/** A server on a ring in a file, with some children whose identities are known. */
async function aServer(name: string) {
  const file = join(home, name);
  await writeFile(file, printKeyFile(drawKeyRing()));
  const server = await start({ ring: openKeyFile(file) });
  const { school, child, director } = await aSchoolWithChild(server);
  await aMother(server, child);
  for (let i = 0; i < 4; i++) await anIdentity(server, await aChild(server.database, { school }));
  // Another process than the server's.
  return { server, child, director, ring: openKeyFile(file) };
}

describe("a rotation", () => {
  test("wraps every data key anew, while the server reads", async () => {
    const { server, child, director, ring } = await aServer("reading.json");
    let isOver = false;
    const answers: unknown[] = [];
    const reading = (async () => {
      do answers.push((await director.run(NAME, { id: child.id })).data.child);
      while (!isOver);
    })();

    const rotated = await rotateKeys(server.database, ring, quiet);
    isOver = true;
    await reading;

    expect(rotated).toEqual({ version: 2, isNew: true, rewrapped: 6 });
    expect(await statusOfKeys(server.database, ring)).toEqual({
      current: 2,
      versions: [
        { version: 1, dataKeys: 0, isHeld: true },
        { version: 2, dataKeys: 6, isHeld: true },
      ],
    });
    answers.push((await director.run(NAME, { id: child.id })).data.child);
    expect(answers).toEqual(answers.map(() => NAMED));
  });

  test("changes the wrapping only: what is encrypted, and the blind index, stay as they are", async () => {
    const { server, ring } = await aServer("bytes.json");
    const bytes = () =>
      rowsOf(
        server,
        sql`select encode(surname, 'hex') as surname, encode(iin_index, 'hex') as index, version
        from child_identities order by child_id`,
      );
    const before = await bytes();

    await rotateKeys(server.database, ring, quiet);

    expect(await bytes()).toEqual(before);
  });

  test("that was broken off is finished by the next, under the same version", async () => {
    const { server, child, director, ring } = await aServer("broken.json");
    const breakOff = () => {
      throw new Error("stopped");
    };
    await expect(rotateKeys(server.database, ring, breakOff)).rejects.toThrow("stopped");
    expect((await director.run(NAME, { id: child.id })).data.child).toEqual(NAMED);

    const { version, isNew } = await rotateKeys(server.database, ring, quiet);

    expect({ version, isNew }).toEqual({ version: 2, isNew: false });
    const { versions } = await statusOfKeys(server.database, ring);
    expect(versions.map(({ dataKeys }) => dataKeys)).toEqual([0, 6]);
    expect((await director.run(NAME, { id: child.id })).data.child).toEqual(NAMED);
  });

  test("of a ring from the environment wraps under the version that it names", async () => {
    const keys = drawKeyRing();
    const server = await start({ ring: createKeyRing(keys) });
    const { child } = await aSchoolWithChild(server);
    const next = drawKeyRing().keys.get(1) as Buffer;
    const ring = createKeyRing({ ...keys, current: 2, keys: new Map([...keys.keys, [2, next]]) });

    expect(await rotateKeys(server.database, ring, quiet)).toEqual({ version: 2, isNew: false, rewrapped: 1 });
    expect(await rotateKeys(server.database, ring, quiet)).toEqual({ version: 2, isNew: false, rewrapped: 0 });
    const [row] = await rowsOf(
      server,
      sql`select key_version from child_identities
      where child_id = ${child.id.replace("child_", "")}::uuid`,
    );
    expect(row).toEqual({ key_version: 2 });
  });
});

test("the status names versions that the ring doesn't hold", async () => {
  const { server } = await aServer("lost.json");
  const { versions } = await statusOfKeys(
    server.database,
    createKeyRing({ ...drawKeyRing(), current: 2, keys: new Map([[2, Buffer.alloc(32)]]) }),
  );
  expect(versions).toEqual([
    { version: 1, dataKeys: 6, isHeld: false },
    { version: 2, dataKeys: 0, isHeld: true },
  ]);
});

test("bytes that were moved to another child by whoever holds the database are refused", async () => {
  const { server, child, director } = await aServer("moved.json");
  await rowsOf(
    server,
    sql`update child_identities set surname = (select surname from child_identities
    where child_id <> ${child.id.replace("child_", "")}::uuid limit 1)`,
  );

  const { data, errors } = await director.run(NAME, { id: child.id });

  expect(data.child.identity).toBeNull();
  expect(errors).toMatchObject([{ extensions: { code: "INTERNAL" } }]);
  expect(JSON.stringify(errors)).not.toContain("Тоқтарова");
});
