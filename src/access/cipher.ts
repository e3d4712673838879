import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const ALGORITHM = "aes-256-gcm";
const NONCE = 12;
const TAG = 16;

/** Where encrypted bytes belong: they can be opened there and nowhere else. */
export type Belonging = readonly (string | number)[];

// JSON keeps the parts apart: ["a", "bc"] and ["ab", "c"] aren't the same place.
const associated = (place: Belonging) => Buffer.from(JSON.stringify(place));

/** AES-256-GCM with a random nonce, the place as associated data: nonce, ciphertext, tag. */
export function encrypt(key: Buffer, plain: Buffer, place: Belonging): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG }).setAAD(associated(place));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The plain bytes; throws when anything of them or of their place was changed. The error says nothing of them. */
export function decrypt(key: Buffer, sealed: Buffer, place: Belonging): Buffer {
  if (sealed.length < NONCE + TAG) throw new Error("Encrypted bytes must hold a nonce and a tag, but are too short");
  const tag = sealed.subarray(-TAG);
  const cipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, NONCE), { authTagLength: TAG });
  cipher.setAAD(associated(place)).setAuthTag(tag);
  return Buffer.concat([cipher.update(sealed.subarray(NONCE, -TAG)), cipher.final()]);
}
