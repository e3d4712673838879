import { randomBytes } from "node:crypto";
import { decrypt, encrypt } from "./cipher.js";
import type { KeyOwner, KeyRing, WrappedKey } from "./keyring.js";

/** A row whose columns are encrypted, at one version: each write makes a new data key and goes up by one. */
export interface SealedPlace extends KeyOwner {
  version: number;
}

type Values<C extends string> = Partial<Record<C, string | null>>;
type Columns<C extends string> = Record<C, Buffer | null>;

/** The row as it is stored: its values under a new random data key, and that key under the ring's current version. */
export function seal<C extends string>(ring: KeyRing, place: SealedPlace, values: Record<C, string | null>) {
  const key = randomBytes(32);
  const entries = Object.entries<string | null>(values).map(([column, value]) => [
    column,
    value === null ? null : encrypt(key, Buffer.from(value), belonging(place, column)),
  ]);
  return { ...(Object.fromEntries(entries) as Columns<C>), ...ring.wrap(key, place), version: place.version };
}

/** The values of the named columns. Throws when bytes were changed, or moved from another row, column or version. */
export function unseal<C extends string>(
  ring: KeyRing,
  place: SealedPlace & WrappedKey,
  columns: Columns<C>,
): Values<C> {
  const key = ring.unwrap(place, place);
  const entries = Object.entries<Buffer | null>(columns).map(([column, bytes]) => [
    column,
    bytes && decrypt(key, bytes, belonging(place, column)).toString(),
  ]);
  return Object.fromEntries(entries) as Values<C>;
}

const belonging = ({ table, row, version }: SealedPlace, column: string) => [table, column, row, version];
