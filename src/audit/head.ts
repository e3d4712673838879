import { createHash, createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import type { JWK } from "jose";

/** What is published of a block: enough to hold the server to what it had recorded by then, and nothing of it. */
export interface Head {
  number: number;
  /** How many entries the block holds. */
  count: number;
  /** Merkle root of the entries, hexadecimal. */
  root: string;
  /** SHA-256 of the signed text of the block before, hexadecimal; zeros for the first block. */
  previous: string;
  sealedAt: string;
  /** Ed25519 over the signed text, base64url. */
  signature: string;
}

export type Unsigned = Omit<Head, "signature">;

/** The `previous` of the first block. */
export const NO_BLOCK = "0".repeat(64);

/** The text that is signed: `number|count|root|previous|sealedAt`. */
export const textOf = ({ number, count, root, previous, sealedAt }: Unsigned) =>
  [number, count, root, previous, sealedAt].join("|");

/** The hash of a block, which the next one names. */
export const hashOf = (head: Unsigned) => createHash("sha256").update(textOf(head)).digest("hex");

/** The key pair of heads. */
export interface HeadKey {
  /** The public key, as it is published. */
  publicKey: JWK;
  sign(head: Unsigned): Head;
  isSigned(head: Head): boolean;
}

export function createHeadKey(jwk: JWK): HeadKey {
  const { d: _, ...publicKey } = jwk;
  const own = createPrivateKey({ key: jwk as never, format: "jwk" });
  return {
    publicKey,
    sign: (head) => ({ ...head, signature: sign(null, Buffer.from(textOf(head)), own).toString("base64url") }),
    isSigned: createCheck(publicKey),
  };
}

/** Checks signatures with a published key. */
export function createCheck(publicKey: JWK): HeadKey["isSigned"] {
  const key = createPublicKey({ key: publicKey as never, format: "jwk" });
  return (head) => verify(null, Buffer.from(textOf(head)), key, Buffer.from(head.signature, "base64url"));
}
