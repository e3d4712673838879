import { asc, inArray, sql } from "drizzle-orm";
import type { GraphQLResolveInfo } from "graphql";
import { maskIin } from "../../access/iin.js";
import { IIN_READERS } from "../../access/roles.js";
import { accessGrants } from "../../access/table.js";
import { isOfficial, type Viewer } from "../../access/viewer.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { requireViewer } from "../../graphql/resolve.js";
import { say } from "../../graphql/say.js";
import { type Selected, selectionOf } from "../../graphql/selection.js";
import { children } from "../children/table.js";
import type { ChildRow } from "./record.js";
import { CONTACT, type GuardianshipRow, IDENTITY, type IdentityRow, openContact, openIdentity } from "./sealing.js";
import { childIdentities, guardianships } from "./table.js";
import type { ChildGuardian, ChildIdentity } from "./type.js";

/** Who a child is, or null when the viewer may not know. Written into the audit with the fields that were asked for. */
export async function findIdentity(ctx: Context, childId: string, info: GraphQLResolveInfo) {
  const fields = selectionOf(info).flatMap((field) => namesOf(ctx, field));
  const load = (keys: readonly string[]) => loadIdentities(ctx, keys);
  return (await ctx.loaders.batch("identity", load, keyOf(childId, fields))) ?? null;
}

/** Those who act or acted for a child, the earliest first; none when the viewer may not know. */
export async function findGuardians(ctx: Context, childId: string, info: GraphQLResolveInfo) {
  const fields = selectionOf(info).map(({ name }) => name);
  const load = (keys: readonly string[]) => loadGuardians(ctx, keys);
  return (await ctx.loaders.batch("guardians", load, keyOf(childId, fields))) ?? [];
}

/** The children for whom the viewer acts; none for an officer. */
export async function findOwnChildren(ctx: Context, viewer: Viewer): Promise<ChildRow[]> {
  if (isOfficial(viewer)) return [];
  const { db } = await ctx.open();
  // The policies show the viewer's own relationships, and a child as long as one of them lasts.
  const { subjectId, basis } = accessGrants;
  const related = sql`select ${subjectId} from ${accessGrants} where ${basis} = 'GUARDIANSHIP'`;
  return db.select().from(children).where(sql`${children.id} = any(array(${related}))`).orderBy(children.id);
}

/** The IIN masked; in full for whoever asks so and may see it. */
export function iinOf(ctx: Context, { iinMasked, iinFull }: ChildIdentity, full: boolean) {
  if (!full) return iinMasked ?? null;
  if (mayReadIin(ctx)) return iinFull ?? null;
  throw fail("NOT_ALLOWED", ["full"], say`full must be asked for by one of ${IIN_READERS.join(", ")} only`);
}

const mayReadIin = (ctx: Context) => IIN_READERS.includes(requireViewer(ctx).role);

const FULL = "iin in full";

// What is refused isn't read, and so isn't in the audit.
function namesOf(ctx: Context, { name, args }: Selected): string[] {
  if (name !== "iin" || !args.full) return [name];
  return mayReadIin(ctx) ? [FULL] : [];
}

// One load for each child, whatever the fields: the loader's key holds both.
const keyOf = (childId: string, fields: readonly string[]) => `${childId} ${[...new Set(fields)].sort().join(",")}`;

type Asked = ReadonlyMap<string, ReadonlySet<string>>;

function askedOf(keys: readonly string[]): Asked {
  const asked = new Map<string, Set<string>>();
  for (const [childId, fields] of keys.map(splitKey)) {
    asked.set(childId, new Set([...(asked.get(childId) ?? []), ...fields.split(",").filter(Boolean)]));
  }
  return asked;
}

function splitKey(key: string): [childId: string, fields: string] {
  const space = key.indexOf(" ");
  return [key.slice(0, space), key.slice(space + 1)];
}

const byKey = <V>(keys: readonly string[], found: ReadonlyMap<string, V>) =>
  new Map(keys.flatMap((key) => (found.has(splitKey(key)[0]) ? [[key, found.get(splitKey(key)[0]) as V]] : [])));

async function loadIdentities(ctx: Context, keys: readonly string[]) {
  const asked = askedOf(keys);
  const { db } = await ctx.open();
  const ofChildren = inArray(childIdentities.childId, [...asked.keys()]);
  const rows = await db.select().from(childIdentities).where(ofChildren);
  traceReads(ctx, { action: "childIdentityRead", asked, rows });
  const found = rows.map((row) => [row.childId, toIdentity(ctx, row, asked.get(row.childId) as Set<string>)] as const);
  return byKey(keys, new Map(found));
}

function toIdentity({ ring }: Context, row: IdentityRow, asked: ReadonlySet<string>): ChildIdentity {
  const isAsked = (field: string) => asked.has(field) || (field === "iin" && asked.has(FULL));
  const { iin = null, ...rest } = openIdentity(ring, row, IDENTITY.filter(isAsked));
  return { ...rest, iinMasked: iin && maskIin(iin), iinFull: asked.has(FULL) ? iin : null, erasedAt: row.erasedAt };
}

interface Reads {
  action: string;
  asked: Asked;
  rows: readonly Pick<IdentityRow, "childId" | "kato" | "schoolId">[];
}

// One entry for each child of whom something was read.
function traceReads(ctx: Context, { action, asked, rows }: Reads) {
  for (const [subjectId, { kato, schoolId }] of new Map(rows.map((row) => [row.childId, row]))) {
    const fields = [...(asked.get(subjectId) ?? [])].sort();
    ctx.trace({ action, subjectType: "Child", subjectId, fields, kato, schoolId });
  }
}

async function loadGuardians(ctx: Context, keys: readonly string[]) {
  const asked = askedOf(keys);
  const { db } = await ctx.open();
  const ofChildren = inArray(guardianships.childId, [...asked.keys()]);
  const order = [asc(guardianships.from), asc(guardianships.id)];
  const rows = await db
    .select()
    .from(guardianships)
    .where(ofChildren)
    .orderBy(...order);
  traceReads(ctx, { action: "childGuardiansRead", asked, rows });
  const found = Map.groupBy(rows, ({ childId }) => childId);
  const toGuardians = (childId: string, of: readonly GuardianshipRow[]) =>
    of.map((row) => toGuardian(ctx, row, asked.get(childId) as Set<string>));
  return byKey(keys, new Map([...found].map(([childId, of]) => [childId, toGuardians(childId, of)])));
}

function toGuardian({ ring }: Context, row: GuardianshipRow, asked: ReadonlySet<string>): ChildGuardian {
  const { id: guardianshipId, guardianId, relation, legalBasis, contactAllowed, custodyWithheld, from, to } = row;
  const facts = { guardianshipId, guardianId, relation, legalBasis, contactAllowed, custodyWithheld, from, to };
  const fields = CONTACT.filter((field) => asked.has(field));
  return { ...facts, ...openContact(ring, row, fields) };
}
