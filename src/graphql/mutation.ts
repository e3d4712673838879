import { createHmac } from "node:crypto";
import { sql } from "drizzle-orm";
import { audit } from "../audit/record.js";
import type { Transaction } from "../db/database.js";
import { mutationKeys } from "../db/tables.js";
import type { Context } from "./context.js";
import { Failure, fail } from "./errors.js";
import { findNode } from "./node.js";
import { userErrorOf } from "./payload.js";
import { requireViewer } from "./resolve.js";

/** What a mutation makes or changes: its name, and the payload's field. */
export interface MutationName {
  name: string;
  thing: string;
}
type Input = { clientMutationId?: string | null } & object;
/** What was made or changed, and where it is when its row says so. */
type Thing = { id: string; kato?: string | null; schoolId?: string | null };
type Work = (tx: Transaction) => Promise<Thing>;

/**
 * Runs a mutation in one write transaction and gives its payload: the thing, read anew under today's policies,
 * or the errors.
 * With a `clientMutationId` it is idempotent per principal and mutation.
 */
export async function mutate(ctx: Context, { name, thing }: MutationName, input: Input, work: Work) {
  const viewer = requireViewer(ctx);
  try {
    const key = checkKey(input.clientMutationId);
    const at = (key: string) => ({ principal: viewer.officerId, name, key });
    const traced = audited(ctx, { name, thing }, input, work);
    const once = key === null ? traced : (tx: Transaction) => workOnce(tx, at(key), hashOf(ctx.secret, input), traced);
    const { id } = await ctx.write(once);
    return { [thing]: await findNode(ctx, id), errors: [] };
  } catch (error) {
    const failure = error instanceof Failure ? error : refusalOf(error);
    if (!failure) throw error;
    return { [thing]: null, errors: [userErrorOf(failure)] };
  }
}

/** The work with its entry in the audit: no change without its trace, and none of a change that was rolled back. */
function audited(ctx: Context, { name, thing }: MutationName, input: Input, work: Work): Work {
  const subjectType = thing.charAt(0).toUpperCase() + thing.slice(1);
  // Names and never values: who reads the audit must learn nothing of a child.
  const given = Object.entries(input).filter(([field, value]) => value !== undefined && field !== "clientMutationId");
  const fields = given.map(([field]) => field);
  return async (tx) => {
    const made = await work(tx);
    const { id: subjectId, kato, schoolId } = made;
    await audit(tx, { action: name, subjectType, subjectId, fields, kato, schoolId }, ctx);
    return made;
  };
}

// What the policies refuse to write is no fault of the server.
function refusalOf(error: unknown): Failure | null {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if ((cause as { code?: unknown } | null)?.code !== INSUFFICIENT_PRIVILEGE) return null;
  return fail("NOT_ALLOWED", [], "The change must lie in your jurisdiction.");
}
const INSUFFICIENT_PRIVILEGE = "42501";

interface KeyOfMutation {
  principal: string;
  name: string;
  key: string;
}

async function workOnce(tx: Transaction, at: KeyOfMutation, inputHash: string, work: Work): Promise<Thing> {
  // An advisory lock takes no xid while it waits, so the order of xids stays the order of versions.
  await tx.rows(
    sql`select pg_advisory_xact_lock(hashtextextended(${`${at.principal} ${at.name} ${at.key}`}, 0))::text`,
  );
  const known = await findKey(tx, at);
  if (known?.inputHash === inputHash) return { id: known.thingId };
  if (known) throw fail("KEY_REUSED", ["clientMutationId"], "clientMutationId must be new for another input");
  const made = await work(tx);
  const { principal, name: mutation, key } = at;
  await tx.db.insert(mutationKeys).values({ principal, mutation, key, inputHash, thingId: made.id });
  return made;
}

async function findKey(tx: Transaction, { principal, name, key }: KeyOfMutation) {
  const { mutation, key: column, principal: owner } = mutationKeys;
  const where = sql`${owner} = ${sql.param(principal, owner)} and ${mutation} = ${name} and ${column} = ${key}`;
  const [known] = await tx.db.select().from(mutationKeys).where(where);
  return known;
}

function checkKey(key: string | null | undefined): string | null {
  if (key == null) return null;
  if (key.length >= 1 && key.length <= 100 && !key.includes("\u0000")) return key;
  throw fail(
    "INVALID_INPUT",
    ["clientMutationId"],
    `clientMutationId must have 1 to 100 characters, but has ${key.length}`,
  );
}

// Keyed: inputs hold what was said of children, and a plain hash of a short text can be guessed.
const hashOf = (secret: string, input: Input) =>
  createHmac("sha256", secret).update(JSON.stringify(input, inOrder)).digest("base64url");

// The order in which a client writes its fields doesn't make another input.
const inOrder = (_: string, value: unknown) =>
  value && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
