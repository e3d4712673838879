import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { exportJWK, generateKeyPair, type JWK } from "jose";
import { lock } from "proper-lockfile";

/** The keys of the local issuer and of the audit, and the secret of the hashes of inputs. */
export interface Keys {
  /** Ed25519 key pair as a private JWK. */
  issuer: JWK;
  secret: string;
  /** Ed25519 key pair that signs the heads of the audit, as a private JWK. */
  audit: JWK;
}

/** The keys in the server's folder; made at the first start, readable by its user only. */
export async function loadKeys(home: string): Promise<Keys> {
  const file = join(home, "keys.json");
  await mkdir(home, { recursive: true, mode: 0o700 });
  try {
    // Fails when the file is there: of two processes that start at once, one makes the keys and both use them.
    await writeFile(file, JSON.stringify(await makeKeys(), null, 2), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return complete(file);
}

// A home of an earlier version has no key of the audit. Locked: two processes that start at once must use the same.
async function complete(file: string): Promise<Keys> {
  const known = JSON.parse(await readFile(file, "utf8")) as Keys;
  if (known.audit) return known;
  const release = await lock(file, { retries: 5 });
  try {
    const read = JSON.parse(await readFile(file, "utf8")) as Keys;
    const keys = { ...read, audit: read.audit ?? (await makeKey()) };
    await writeFile(`${file}.part`, JSON.stringify(keys, null, 2), { mode: 0o600 });
    await rename(`${file}.part`, file);
    return keys;
  } finally {
    await release();
  }
}

/** A new pair of keys. */
export async function makeKeys(): Promise<Keys> {
  const [issuer, audit] = await Promise.all([makeKey(), makeKey()]);
  return { issuer, audit, secret: randomBytes(32).toString("base64url") };
}

async function makeKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair("EdDSA", { extractable: true });
  return exportJWK(privateKey);
}
