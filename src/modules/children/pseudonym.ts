import { randomInt } from "node:crypto";

// Crockford's base 32: without I, L, O and U, so that a code read aloud or written by hand isn't mistaken.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const draw = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");

/** A random pseudonym such as `K7F3-9QX2`. It tells nothing of the child: no hash of a name can be guessed from it. */
export const drawPseudonym = () => `${draw()}-${draw()}`;
