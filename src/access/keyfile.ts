import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { lock } from "proper-lockfile";

/** What a key ring holds. */
export interface KeyFile {
  /** The version under which new data keys are wrapped. */
  current: number;
  keys: ReadonlyMap<number, Buffer>;
  /** The key of the blind index. It can't be rotated: every index would have to be made anew from its value. */
  index: Buffer;
}

const BYTES = 32;

/** Reads the text of a key ring: `{ "current": 1, "keys": { "1": "<base64>" }, "index": "<base64>" }`. */
export function parseKeyFile(text: string, name: string): KeyFile {
  const fault = (what: string) => new Error(`The key ring in ${name} must hold ${what}, but doesn't`);
  const given = parseJson(text) as { current?: unknown; keys?: object; index?: unknown } | null;
  if (!given || typeof given !== "object") throw fault("a JSON object");
  const keys = new Map(Object.entries(given.keys ?? {}).map(([version, key]) => [Number(version), bytesOf(key)]));
  for (const [version, key] of keys) {
    if (!Number.isInteger(version) || version < 1) throw fault("whole numbers from 1 as versions");
    if (key.length !== BYTES) throw fault(`${BYTES} bytes of base64 for version ${version}`);
  }
  const index = bytesOf(given.index);
  if (index.length !== BYTES) throw fault(`${BYTES} bytes of base64 as index`);
  const { current } = given;
  if (typeof current !== "number" || !keys.has(current)) throw fault("the key of the version that current names");
  return { current, keys, index };
}

const bytesOf = (value: unknown) => (typeof value === "string" ? Buffer.from(value, "base64") : Buffer.alloc(0));

// The parser's own error repeats a piece of the text, which is a key.
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const printKeyFile = ({ current, keys, index }: KeyFile): string => {
  const printed = Object.fromEntries([...keys].map(([version, key]) => [version, key.toString("base64")]));
  return `${JSON.stringify({ current, keys: printed, index: index.toString("base64") }, null, 2)}\n`;
};

/** Writes a new ring, readable by its user only, unless the file is there. */
export async function writeNewKeyFile(file: string, keys: KeyFile): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  try {
    // Of two processes that start at once, one makes the ring and both use it.
    await writeFile(file, printKeyFile(keys), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** Adds a version to the file and makes it the current one. */
export async function addKey(file: string): Promise<number> {
  // Two rotations at once would both make the same version, and what is wrapped under the lost key could never be read.
  const release = await lock(file, { retries: { retries: 10, minTimeout: 100 } });
  try {
    const ring = parseKeyFile(await readFile(file, "utf8"), file);
    const current = Math.max(...ring.keys.keys()) + 1;
    await replace(file, { ...ring, current, keys: new Map([...ring.keys, [current, randomBytes(BYTES)]]) });
    return current;
  } finally {
    await release();
  }
}

// On the disk before anything is wrapped under the new key: a key that a crash takes away takes the data with it.
async function replace(file: string, keys: KeyFile): Promise<void> {
  const part = `${file}.part`;
  const handle = await open(part, "w", 0o600);
  await handle.writeFile(printKeyFile(keys));
  await handle.sync();
  await handle.close();
  await rename(part, file);
  const folder = await open(dirname(file), "r");
  await folder.sync();
  await folder.close();
}
