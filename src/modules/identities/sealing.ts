import type { KeyRing } from "../../access/keyring.js";
import { seal, unseal } from "../../access/sealed.js";
import type { childIdentities, guardianships } from "./table.js";

export type IdentityRow = typeof childIdentities.$inferSelect;
export type GuardianshipRow = typeof guardianships.$inferSelect;

export const IDENTITY = [
  ...(["surname", "givenName", "patronymic", "birthDate"] as const),
  ...(["iin", "photoReference", "address"] as const),
] as const;
export const CONTACT = ["name", "phone", "email", "address", "custodyNote"] as const;

/** What is encrypted of a row, in clear. Null is what was never given, or is erased. */
export type Clear<C extends readonly string[]> = Record<C[number], string | null>;
export type Identity = Clear<typeof IDENTITY>;
export type Contact = Clear<typeof CONTACT>;

interface At {
  id: string;
  version: number;
}

/** The columns of an identity as they are stored, with the blind index of its IIN. */
export const sealIdentity = (ring: KeyRing, { id, version }: At, identity: Identity) => ({
  ...seal(ring, { table: "child_identities", row: id, version }, identity),
  iinIndex: identity.iin === null ? null : ring.blindIndex(identity.iin),
});
export const sealContact = (ring: KeyRing, { id, version }: At, contact: Contact) =>
  seal(ring, { table: "guardianships", row: id, version }, contact);

export const openIdentity = <F extends keyof Identity>(ring: KeyRing, row: IdentityRow, fields: readonly F[]) =>
  openRow(ring, { table: "child_identities", id: row.childId, row }, fields);
export const openContact = <F extends keyof Contact>(ring: KeyRing, row: GuardianshipRow, fields: readonly F[]) =>
  openRow(ring, { table: "guardianships", id: row.id, row }, fields);

type Stored<F extends string> = Record<F, Buffer | null> & {
  dataKey: Buffer | null;
  keyVersion: number | null;
  version: number;
};
type Sealed<F extends string> = { table: string; id: string; row: Stored<F> };

// Only what was asked for is decrypted.
function openRow<F extends string>(
  ring: KeyRing,
  { table, id, row }: Sealed<F>,
  fields: readonly F[],
): Partial<Record<F, string | null>> {
  const { dataKey, keyVersion, version } = row;
  if (!dataKey || keyVersion === null || fields.length === 0) return {};
  const columns = Object.fromEntries(fields.map((field): [F, Buffer | null] => [field, row[field]]));
  return unseal(ring, { table, row: id, version, dataKey, keyVersion }, columns as Record<F, Buffer | null>);
}
