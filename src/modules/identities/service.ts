import { and, asc, eq, inArray } from "drizzle-orm";
import type { GraphQLResolveInfo } from "graphql";
import { maskIin } from "../../access/iin.js";
import { IIN_ROLES } from "../../access/roles.js";
import { audit } from "../../audit/record.js";
import type { Transaction } from "../../db/database.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { requireViewer } from "../../graphql/resolve.js";
import { refuseSubscription, type Selected, selectionOf } from "../../graphql/selection.js";
import { CONTACT, CUSTODY, IDENTITY, type IdentityRow, openContact, openCustody, openIdentity } from "./sealing.js";
import { childIdentities, guardians, guardianships } from "./table.js";
import type { ChildGuardian, ChildIdentity } from "./type.js";

/** Who a child is, or null when the viewer may not know. Written into the audit with the fields that were asked for. */
export async function findIdentity(ctx: Context, childId: string, info: GraphQLResolveInfo) {
  refuseSubscription(info);
  const fields = selectionOf(info).flatMap((field) => namesOf(ctx, field));
  const load = (keys: readonly string[]) => loadIdentities(ctx, keys);
  return (await ctx.loaders.batch("identity", load, keyOf(childId, fields))) ?? null;
}

/** Those who act or acted for a child, the earliest first; none when the viewer may not know. */
export async function findGuardians(ctx: Context, childId: string, info: GraphQLResolveInfo) {
  refuseSubscription(info);
  const fields = selectionOf(info).map(({ name }) => name);
  const load = (keys: readonly string[]) => loadGuardians(ctx, keys);
  return (await ctx.loaders.batch("guardians", load, keyOf(childId, fields))) ?? [];
}

/** The IIN masked; in full for whoever asks so and may see it. */
export function iinOf(ctx: Context, { iinMasked, iinFull }: ChildIdentity, full: boolean) {
  if (!full) return iinMasked ?? null;
  if (mayReadIin(ctx)) return iinFull ?? null;
  throw fail("NOT_ALLOWED", ["full"], `full must be asked for by one of ${IIN_ROLES.join(", ")} only`);
}

const mayReadIin = (ctx: Context) => IIN_ROLES.includes(requireViewer(ctx).role);

const FULL = "iin in full";

// What is refused isn't read, and so isn't in the audit.
function namesOf(ctx: Context, { name, args }: Selected): string[] {
  if (name !== "iin" || !args.full) return [name];
  return mayReadIin(ctx) ? [FULL] : [];
}

// One load for each child, whatever the fields: the loader's key holds both.
const keyOf = (childId: string, fields: readonly string[]) => `${childId} ${[...new Set(fields)].sort().join(",")}`;

function askedOf(keys: readonly string[]): Map<string, Set<string>> {
  const asked = new Map<string, Set<string>>();
  for (const key of keys) {
    const [childId, fields = ""] = splitKey(key);
    asked.set(childId, new Set([...(asked.get(childId) ?? []), ...fields.split(",").filter(Boolean)]));
  }
  return asked;
}

function splitKey(key: string): [string, string] {
  const space = key.indexOf(" ");
  return [key.slice(0, space), key.slice(space + 1)];
}

const byKey = <V>(keys: readonly string[], found: ReadonlyMap<string, V>) =>
  new Map(keys.flatMap((key) => (found.has(splitKey(key)[0]) ? [[key, found.get(splitKey(key)[0]) as V]] : [])));

function loadIdentities(ctx: Context, keys: readonly string[]) {
  const asked = askedOf(keys);
  return ctx.audited(async (tx) => {
    const rows = await tx.db
      .select()
      .from(childIdentities)
      .where(inArray(childIdentities.childId, [...asked.keys()]));
    const found = rows.map(
      (row) => [row.childId, toIdentity(ctx, row, asked.get(row.childId) as Set<string>)] as const,
    );
    await auditReads(ctx, tx, { action: "childIdentityRead", asked, rows });
    return byKey(keys, new Map(found));
  });
}

function toIdentity({ ring }: Context, row: IdentityRow, asked: ReadonlySet<string>): ChildIdentity {
  const isAsked = (field: string) => asked.has(field) || (field === "iin" && asked.has(FULL));
  const { iin = null, ...rest } = openIdentity(ring, row, IDENTITY.filter(isAsked));
  return { ...rest, iinMasked: iin && maskIin(iin), iinFull: asked.has(FULL) ? iin : null, erasedAt: row.erasedAt };
}

interface Reads {
  action: string;
  asked: ReadonlyMap<string, ReadonlySet<string>>;
  rows: readonly { childId: string; kato: string }[];
}

// One entry for each child of whom something was read.
async function auditReads(ctx: Context, tx: Transaction, { action, asked, rows }: Reads) {
  for (const [subjectId, { kato }] of new Map(rows.map((row) => [row.childId, row]))) {
    const fields = [...(asked.get(subjectId) ?? [])].sort();
    await audit(tx, { action, subjectType: "Child", subjectId, fields, kato }, ctx);
  }
}

function loadGuardians(ctx: Context, keys: readonly string[]) {
  const asked = askedOf(keys);
  return ctx.audited(async (tx) => {
    const pairs = await tx.db
      .select()
      .from(guardianships)
      .innerJoin(guardians, eq(guardians.id, guardianships.guardianId))
      .where(and(inArray(guardianships.childId, [...asked.keys()])))
      .orderBy(asc(guardianships.from), asc(guardianships.id));
    const found = pairs.map((pair) => toGuardian(ctx, pair, asked.get(pair.guardianships.childId) as Set<string>));
    await auditReads(ctx, tx, { action: "childGuardiansRead", asked, rows: pairs.map((pair) => pair.guardianships) });
    return byKey(
      keys,
      Map.groupBy(found, ({ childId }) => childId),
    );
  });
}

interface Pair {
  guardianships: typeof guardianships.$inferSelect;
  guardians: typeof guardians.$inferSelect;
}

function toGuardian({ ring }: Context, { guardianships: of, guardians: who }: Pair, asked: ReadonlySet<string>) {
  const { childId, guardianId, relation, legalBasis, contactAllowed, from, to } = of;
  const contact = openContact(
    ring,
    who,
    CONTACT.filter((field) => asked.has(field)),
  );
  const custody = CUSTODY.some((field) => asked.has(field)) ? openCustody(ring, of) : {};
  const guardian: ChildGuardian = {
    guardianId,
    relation,
    legalBasis,
    contactAllowed,
    from,
    to,
    ...contact,
    ...custody,
  };
  return { childId, ...guardian };
}
