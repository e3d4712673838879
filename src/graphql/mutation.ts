import { createHmac } from "node:crypto";
import { sql } from "drizzle-orm";
import { audit, fieldsOf } from "../audit/record.js";
import type { Transaction } from "../db/database.js";
import { mutationKeys } from "../db/tables.js";
import type { Context } from "./context.js";
import { Failure, fail } from "./errors.js";
import { queueFor } from "./lock.js";
import { findNode, typeNameOf } from "./node.js";
import { userErrorOf } from "./payload.js";
import { requireOfficer, requireViewer } from "./resolve.js";

/** What a mutation makes or changes: its name, and the payload's field. */
export interface MutationName {
  name: string;
  thing: string;
}
type Input = { clientMutationId?: string | null } & object;
/** What was made or changed, and where it is when its row says so. */
type Thing = { id: string; kato?: string | null; schoolId?: string | null; childId?: string | null };
type Work = (tx: Transaction) => Promise<Thing>;

/**
 * Runs a mutation in one write transaction and gives its payload: the thing, read anew under today's policies,
 * or the errors.
 * With a `clientMutationId` it is idempotent per principal and mutation.
 */
export async function mutate(ctx: Context, { name, thing }: MutationName, input: Input, work: Work) {
  requireViewer(ctx);
  try {
    const viewer = requireOfficer(ctx);
    const key = checkKey(input.clientMutationId);
    const at = key === null ? null : { principal: viewer.officerId, name, key };
    const { id } = await ctx.write(async (tx) => {
      const made = at ? await workOnce(tx, at, hashOf(ctx.secret, input), work) : await work(tx);
      // What was done before isn't done again.
      if (!("known" in made)) await auditChange(ctx, tx, name, { made, input });
      return made;
    });
    const found = await findNode(ctx, id);
    if (!found) throw fail("NOT_FOUND", [], `The ${thing} is no longer there for this viewer.`);
    return { [thing]: found, errors: [] };
  } catch (error) {
    const failure = error instanceof Failure ? error : refusalOf(error);
    if (!failure) throw error;
    return { [thing]: null, errors: [userErrorOf(failure)] };
  }
}

/** The change's entry in the audit: the names of what was given and never a value, which may tell of a child. */
function auditChange(ctx: Context, tx: Transaction, action: string, { made, input }: { made: Thing; input: Input }) {
  const { id: subjectId, kato, schoolId, childId } = made;
  const fields = fieldsOf(input).filter((name) => name !== "clientMutationId");
  return audit(tx, { action, subjectType: typeNameOf(subjectId), subjectId, fields, kato, schoolId, childId }, ctx);
}

// What the policies refuse to write is no fault of the server.
function refusalOf(error: unknown): Failure | null {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if ((cause as { code?: unknown } | null)?.code !== INSUFFICIENT_PRIVILEGE) return null;
  return fail("NOT_ALLOWED", [], "The change must be one that your role, jurisdiction and relationships allow.");
}
const INSUFFICIENT_PRIVILEGE = "42501";

interface KeyOfMutation {
  principal: string;
  name: string;
  key: string;
}

type Known = { id: string; known: true };

async function workOnce(tx: Transaction, at: KeyOfMutation, inputHash: string, work: Work): Promise<Thing | Known> {
  queueFor(tx, [`${at.principal} ${at.name} ${at.key}`]);
  const known = await findKey(tx, at);
  if (known?.inputHash === inputHash) return { id: known.thingId, known: true };
  if (known) throw fail("KEY_REUSED", ["clientMutationId"], "clientMutationId must be new for another input");
  const made = await work(tx);
  const { principal, name: mutation, key } = at;
  const used = { inputHash, thingId: made.id, usedAt: sql`now()` };
  const target = [mutationKeys.principal, mutationKeys.mutation, mutationKeys.key];
  const row = tx.db.insert(mutationKeys).values({ principal, mutation, key, ...used });
  // A key that is there is one whose time has run out.
  tx.send(row.onConflictDoUpdate({ target, set: used }));
  return made;
}

async function findKey(tx: Transaction, { principal, name, key }: KeyOfMutation) {
  const { mutation, key: column, principal: owner } = mutationKeys;
  const which = sql`${owner} = ${sql.param(principal, owner)} and ${mutation} = ${name} and ${column} = ${key}`;
  const where = sql`${which} and ${mutationKeys.usedAt} > now() - interval '30 days'`;
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
