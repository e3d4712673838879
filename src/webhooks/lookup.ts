import type { LookupAddress } from "node:dns";
import { lookup as lookUp } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import { type Reach, refusalOfAddress } from "./address.js";

/** Finds the addresses of a name. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

export const resolveName: Resolve = (hostname) => lookUp(hostname, { all: true });

/** The addresses of a name; an error when there is none, or when one of them must not be connected to. */
export async function findAddresses(hostname: string, resolve: Resolve, reach: Pick<Reach, "networks">) {
  const found = await resolve(hostname);
  for (const { address } of found) {
    const refusal = refusalOfAddress(address, reach);
    // All of them: which one is taken, the network decides. Which address it is stays a secret of the network.
    if (refusal) throw new ForbiddenAddress(`${hostname} must lead to public addresses, but of one of them ${refusal}`);
  }
  if (found.length === 0) throw new Error(`${hostname} has no address`);
  return found;
}

/** A name leads to where this server doesn't send. */
export class ForbiddenAddress extends Error {}

/**
 * What a socket asks for the addresses of its name: it connects to those that were checked. A name that was resolved
 * once more for the connection could lead elsewhere by then.
 */
export function createLookup(resolve: Resolve, reach: Pick<Reach, "networks">): LookupFunction {
  return (hostname, { all }, done) => {
    findAddresses(hostname, resolve, reach).then(
      (found) => {
        const [first] = found as readonly [LookupAddress];
        if (all) done(null, [...found]);
        else done(null, first.address, first.family);
      },
      (error) => done(error, "", 0),
    );
  };
}
