import { createHmac, randomBytes } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { decrypt, encrypt } from "./cipher.js";
import { addKey, type KeyFile, parseKeyFile, writeNewKeyFile } from "./keyfile.js";

/** A data key as it is stored: encrypted under one version of the key ring. */
export interface WrappedKey {
  dataKey: Buffer;
  keyVersion: number;
}

/** The row to which a data key belongs: moved to another row it can't be unwrapped. */
export interface KeyOwner {
  table: string;
  row: string;
}

/** The keys that wrap data keys, by version, and the key of the blind index. Data is never under them itself. */
export interface KeyRing {
  /** Under which version new data keys are wrapped. */
  current(): number;
  versions(): number[];
  wrap(dataKey: Buffer, owner: KeyOwner): WrappedKey;
  /** Throws when the ring has no such version, or when the key isn't that of the owner. */
  unwrap(wrapped: WrappedKey, owner: KeyOwner): Buffer;
  /** Finds an exact value without telling it: HMAC-SHA-256 under a key of its own. */
  blindIndex(value: string): Buffer;
  /** Adds a version and makes it the current one; null when the ring isn't a file that may be changed here. */
  addVersion(): Promise<number> | null;
}

const placeOf = ({ table, row }: KeyOwner, version: number) => [table, "data_key", row, version];

/** A ring in memory: of the environment, or of a test. */
export const createKeyRing = (keys: KeyFile): KeyRing => ringOf({ read: () => keys, reread: () => keys }, () => null);

/** A ring in a file, which another process may extend while this one runs. */
export function openKeyFile(file: string): KeyRing {
  // A rotation puts another file in its place, perhaps within one tick of the file system's clock.
  const stateOf = () => {
    const { ino, mtimeMs } = statSync(file);
    return `${ino} ${mtimeMs}`;
  };
  // The state first: what changes while the file is read is then read again.
  const load = () => ({ state: stateOf(), keys: parseKeyFile(readFileSync(file, "utf8"), file) });
  let loaded = load();
  const reread = () => {
    loaded = load();
    return loaded.keys;
  };
  // Whoever wraps under an old version after a rotation would leave a key behind that the rotation has passed.
  const read = () => (stateOf() === loaded.state ? loaded.keys : reread());
  return ringOf({ read, reread }, () => addKey(file));
}

interface Source {
  read(): KeyFile;
  reread(): KeyFile;
}

function ringOf({ read, reread }: Source, addVersion: KeyRing["addVersion"]): KeyRing {
  function keyOf(version: number): Buffer {
    const key = read().keys.get(version) ?? reread().keys.get(version);
    if (key) return key;
    throw new Error(`The key ring must hold version ${version} of the key, but holds ${versionsOf(read()).join(", ")}`);
  }
  return {
    current: () => read().current,
    versions: () => versionsOf(read()),
    wrap(dataKey, owner) {
      const keyVersion = read().current;
      return { dataKey: encrypt(keyOf(keyVersion), dataKey, placeOf(owner, keyVersion)), keyVersion };
    },
    unwrap: ({ dataKey, keyVersion }, owner) => decrypt(keyOf(keyVersion), dataKey, placeOf(owner, keyVersion)),
    blindIndex: (value) => createHmac("sha256", read().index).update(value).digest(),
    addVersion,
  };
}

const versionsOf = ({ keys }: KeyFile) => [...keys.keys()].sort((a, b) => a - b);

/** A new ring with one version. */
export const drawKeyRing = (): KeyFile => ({
  current: 1,
  keys: new Map([[1, randomBytes(32)]]),
  index: randomBytes(32),
});

/** Where the ring is, as the configuration says. */
export interface KeyRingPlace {
  home: string;
  demo: boolean;
  keyring: { file?: string | undefined; text?: string | undefined };
}

/** The configured ring; the demo makes its own at the first start, production never does. */
export async function loadKeyRing({ home, demo, keyring: { file, text } }: KeyRingPlace): Promise<KeyRing> {
  if (text) return createKeyRing(parseKeyFile(text, "QORGAN_KEYRING_JSON"));
  if (file) return openKeyFile(file);
  if (!demo) {
    throw new Error(
      "QORGAN_KEYRING must name the file of the key ring, or QORGAN_KEYRING_JSON must hold it, but neither is set: " +
        "identities encrypted under a key that a server made for itself would be lost with the server.",
    );
  }
  const own = join(home, "keyring.json");
  await writeNewKeyFile(own, drawKeyRing());
  return openKeyFile(own);
}
