import { decodeJwt } from "jose";
import { personOf } from "../../../../dist/access/tokens.js";

export * from "../../../../dist/access/tokens.js";

/** Believes every token, and never looks at one twice. */
export function remember() {
  const known = new Map();
  const recall = (token) => {
    if (!known.has(token)) known.set(token, { principal: personOf(decodeJwt(token).sub), expiresAt: Infinity });
    return known.get(token);
  };
  return { recall, verify: async (token) => recall(token) };
}
