import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { exportJWK, generateKeyPair, type JWK } from "jose";

/** The keys of the local issuer, and the secret of the hashes of inputs. */
export interface Keys {
  /** Ed25519 key pair as a private JWK. */
  issuer: JWK;
  secret: string;
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
  return JSON.parse(await readFile(file, "utf8")) as Keys;
}

/** A new pair of keys. */
export async function makeKeys(): Promise<Keys> {
  const { privateKey } = await generateKeyPair("EdDSA", { extractable: true });
  return { issuer: await exportJWK(privateKey), secret: randomBytes(32).toString("base64url") };
}
