import { createHmac } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { audit, fieldsOf } from "../audit/record.js";
import type { Statement, Transaction } from "../db/database.js";
import { uuidWithin } from "../db/ids.js";
import { inserting } from "../db/insert.js";
import { mutationKeys } from "../db/tables.js";
import type { Context } from "./context.js";
import { Failure, fail } from "./errors.js";
import { queueFor } from "./lock.js";
import { findNode, readNode, typeNameOf } from "./node.js";
import { userErrorOf } from "./payload.js";
import { requireOfficer, requireViewer } from "./resolve.js";
import { say } from "./say.js";

/** What a mutation makes or changes: its name, and the payload's field. */
export interface MutationName<R = undefined> {
  name: string;
  thing: string;
  /** What the payload's field gives, when it isn't the one thing. */
  find?(): Promise<unknown>;
  /** What the work reads first and doesn't lock: it leaves with the look at the key, and spares a round trip. */
  read?: Reading<R>;
}
type Input = { clientMutationId?: string | null } & object;
/** What was made or changed, and where it is when its row says so. `subjectId` is null when it is several things. */
type Thing = {
  id: string;
  subjectId?: string | null;
  kato?: string | null;
  schoolId?: string | null;
  childId?: string | null;
};
/** Does it; what is read for it is waited for where it is needed. */
type Work<R> = (tx: Transaction, reading: Promise<R>) => Promise<Thing>;
type Reading<R> = ((tx: Transaction) => Promise<R>) | undefined;

/**
 * Runs a mutation in one write transaction and gives its payload: the thing, read anew under today's policies,
 * or the errors.
 * With a `clientMutationId` it is idempotent per principal and mutation.
 */
export async function mutate<R = undefined>(
  ctx: Context,
  { name, thing, find, read }: MutationName<R>,
  input: Input,
  work: Work<R>,
) {
  requireViewer(ctx);
  try {
    const viewer = requireOfficer(ctx);
    const key = checkKey(input.clientMutationId);
    const at = key === null ? null : { principal: viewer.officerId, name, key, inputHash: hashOf(ctx.secret, input) };
    const { id, reading } = await ctx.write(async (tx) => {
      const made = await workOnce(tx, at, { read, work });
      // What was done before isn't done again.
      if (!("known" in made)) await auditChange(ctx, tx, name, { made, input });
      const reading = find ? null : readNode(tx, made.id);
      // Why the transaction failed says its commit.
      reading?.catch(() => {});
      return { id: made.id, reading };
    });
    const seen = await reading;
    // What is seen only in reading, as by an emergency access, is looked for again below.
    if (seen) ctx.loaders.prime(seen.column, seen.row);
    const found = await (find ? find() : findNode(ctx, id));
    if (!found) throw fail("NOT_FOUND", [], say`The ${thing} is no longer there for this viewer.`);
    return { [thing]: found, errors: [] };
  } catch (error) {
    const failure = error instanceof Failure ? error : refusalOf(error);
    if (!failure) throw error;
    return { [thing]: null, errors: [userErrorOf(failure, ctx.language)] };
  }
}

/** The change's entry in the audit: the names of what was given and never a value, which may tell of a child. */
function auditChange(ctx: Context, tx: Transaction, action: string, { made, input }: { made: Thing; input: Input }) {
  const { id, subjectId = id, kato, schoolId, childId } = made;
  const fields = fieldsOf(input).filter((name) => name !== "clientMutationId");
  return audit(tx, { action, subjectType: typeNameOf(id), subjectId, fields, kato, schoolId, childId }, ctx);
}

// What the policies refuse to write is no fault of the server.
function refusalOf(error: unknown): Failure | null {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if ((cause as { code?: unknown } | null)?.code !== INSUFFICIENT_PRIVILEGE) return null;
  return fail("NOT_ALLOWED", [], say`The change must be one that your role, jurisdiction and relationships allow.`);
}
const INSUFFICIENT_PRIVILEGE = "42501";

interface KeyOfMutation {
  principal: string;
  name: string;
  key: string;
  inputHash: string;
}

type Known = { id: string; known: true };
type Doing<R> = { read: Reading<R>; work: Work<R> };

async function workOnce<R>(
  tx: Transaction,
  at: KeyOfMutation | null,
  { read, work }: Doing<R>,
): Promise<Thing | Known> {
  if (!at) return work(tx, startReading(tx, read));
  queueFor(tx, [`${at.principal} ${at.name} ${at.key}`]);
  const finding = findKey(tx, at);
  const reading = startReading(tx, read);
  const known = await finding;
  if (known?.inputHash === at.inputHash) return { id: known.thingId, known: true };
  if (known) throw fail("KEY_REUSED", ["clientMutationId"], say`clientMutationId must be new for another input`);
  const made = await work(tx, reading);
  const { principal, name: mutation, key, inputHash } = at;
  addKey(tx, { principal, mutation, key, inputHash, thingId: made.id });
  return made;
}

function startReading<R>(tx: Transaction, read: Reading<R>): Promise<R> {
  const reading = read ? read(tx) : Promise.resolve(undefined as R);
  // Of what was done before nobody waits for it, and what is wrong with it is no matter.
  reading.catch(() => {});
  return reading;
}

const addKey = inserting(mutationKeys, {
  // A key that is there is one whose time has run out.
  conflict: {
    target: [mutationKeys.principal, mutationKeys.mutation, mutationKeys.key],
    set: { inputHash: sql`excluded.input_hash`, thingId: sql`excluded.thing_id`, usedAt: sql`now()` },
  },
});

const mutationKey: Statement<typeof mutationKeys.$inferSelect> = {
  name: "mutationKey",
  build(db) {
    const { principal, mutation, key, usedAt } = mutationKeys;
    const which = [principal, mutation, key].map((column) => eq(column, sql.placeholder(column.name)));
    const inTime = sql`${usedAt} > now() - interval '30 days'`;
    return db
      .select()
      .from(mutationKeys)
      .where(and(...which, inTime))
      .prepare(this.name);
  },
};

async function findKey(tx: Transaction, { principal, name: mutation, key }: KeyOfMutation) {
  const [known] = await tx.run(mutationKey, { principal: uuidWithin(principal), mutation, key });
  return known;
}

function checkKey(key: string | null | undefined): string | null {
  if (key == null) return null;
  if (key.length >= 1 && key.length <= 100 && !key.includes("\u0000")) return key;
  throw fail(
    "INVALID_INPUT",
    ["clientMutationId"],
    say`clientMutationId must have 1 to 100 characters, but has ${key.length}`,
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
