import { type SQL, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { endAccess, grantAccess } from "../../access/grant.js";
import { requireWorking } from "../../access/jurisdiction.js";
import type { Transaction } from "../../db/database.js";
import { fromUuid } from "../../db/ids.js";
import { checkText } from "../../graphql/check.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { get, queueFor } from "../../graphql/lock.js";
import { mutate } from "../../graphql/mutation.js";
import { requireOfficer } from "../../graphql/resolve.js";
import { say } from "../../graphql/say.js";
import { record } from "../../journal/record.js";
import { officers } from "../agencies/table.js";
import { children } from "../children/table.js";
import type { ChildNoteAddInput, SensitiveNoteShareInput } from "./input.js";
import { openText, sealText } from "./sealing.js";
import { childNotes, sensitiveNoteFlags, sensitiveNotes } from "./table.js";

type ChildNoteRow = typeof childNotes.$inferSelect;
export type SensitiveNoteRow = typeof sensitiveNotes.$inferSelect;
type Written = typeof childNotes.$inferInsert;
type Sensitive = Written & { readers: readonly string[] };

const MOST = 20;
const PATH = ["readerIds"];

/** Adds a note about a child: a sensitive one is read by its author and whom the author names. */
export function addChildNote(ctx: Context, input: ChildNoteAddInput) {
  return mutate(ctx, { name: "childNoteAdd", thing: "child" }, input, async (tx) => {
    const { officerId: authorId } = input.tier === "T4" ? requireWorking(ctx, "sensitiveNotes") : requireOfficer(ctx);
    const text = checkText(input.text, ["text"]);
    const readers = checkReaders(input);
    const child = await get(tx, children, input.childId, ["childId"]);
    const note = { childId: child.id, schoolId: child.schoolId, kato: child.kato, authorId, text };
    if (input.tier === "T4") await addSensitive(ctx, tx, { ...note, readers });
    else await addOpen(tx, note);
    return child;
  });
}

function checkReaders({ tier, readerIds }: ChildNoteAddInput): readonly string[] {
  if (tier === "T4" || readerIds.length === 0) return checkDistinct(readerIds);
  throw fail(
    "INVALID_INPUT",
    PATH,
    say`readerIds must be empty for a note of tier ${tier}, which has no readers of its own`,
  );
}

function checkDistinct(ids: readonly string[]): readonly string[] {
  if (ids.length > MOST)
    throw fail("OUT_OF_RANGE", PATH, say`readerIds must hold at most ${MOST}, but got ${ids.length}`);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice) throw fail("INVALID_INPUT", PATH, say`readerIds must hold each officer once, but got "${twice}" twice`);
  return ids;
}

async function addOpen(tx: Transaction, given: Written) {
  const [note] = await tx.db.insert(childNotes).values(given).returning();
  await recordNote(tx, note as ChildNoteRow, "CHILD_NOTE_ADDED");
}

async function addSensitive(ctx: Context, tx: Transaction, { text, readers, ...given }: Sensitive) {
  const { childId, schoolId, kato } = given;
  const id = fromUuid("sensitivenote", v7());
  const row = { id, ...given, ...sealText(ctx.ring, id, text) };
  const [note] = await tx.db.insert(sensitiveNotes).values(row).returning();
  // Without a target: naming one would need the right to read the flag, which its writer hasn't.
  await tx.db.insert(sensitiveNoteFlags).values({ childId, schoolId, kato }).onConflictDoNothing();
  await openTo(tx, note as SensitiveNoteRow, readers);
  await recordNote(tx, note as SensitiveNoteRow, "SENSITIVE_NOTE_ADDED");
}

/** Sets who reads a sensitive note besides its author. */
export function shareSensitiveNote(ctx: Context, input: SensitiveNoteShareInput) {
  return mutate(ctx, { name: "sensitiveNoteShare", thing: "note" }, input, async (tx) => {
    const { officerId } = requireOfficer(ctx);
    const readers = checkDistinct(input.readerIds);
    queueFor(tx, [input.id]);
    const note = await get(tx, sensitiveNotes, input.id, ["id"]);
    if (note.authorId !== officerId) throw fail("NOT_ALLOWED", ["id"], say`id must name a note that the viewer wrote`);
    await endAccess(tx, { basis: "SHARED", basisId: note.id });
    await openTo(tx, note, readers);
    await recordNote(tx, note, "SENSITIVE_NOTE_SHARED");
    return note;
  });
}

async function openTo(tx: Transaction, note: SensitiveNoteRow, readers: readonly string[]) {
  for (const [i, id] of readers.entries()) await get(tx, officers, id, [...PATH, String(i)]);
  const given = { subject: note.id, tier: "T4", basis: "SHARED", basisId: note.id } as const;
  if (readers.length) await grantAccess(tx, () => readers.map((principal) => ({ principal, ...given })));
}

type Recorded = Pick<ChildNoteRow, "id" | "kato" | "schoolId" | "authorId">;
type Happening = "CHILD_NOTE_ADDED" | "SENSITIVE_NOTE_ADDED" | "SENSITIVE_NOTE_SHARED";

// A note is a thing of its own: the child's version would tell everybody who sees the child that one was written.
const recordNote = (tx: Transaction, { id, kato, schoolId, authorId }: Recorded, kind: Happening) =>
  record(tx, { kind, aggregateId: id, version: 1, kato, schoolId, actor: authorId });

/** The text of a sensitive note. The read is recorded before the answer leaves; a subscription is refused. */
export function readText(ctx: Context, note: SensitiveNoteRow): string | null {
  const { id, childId, schoolId, kato } = note;
  const subject = { subjectType: "SensitiveNote", subjectId: id, childId };
  ctx.trace({ action: "sensitiveNoteRead", ...subject, fields: ["text"], kato, schoolId });
  return openText(ctx.ring, note);
}

/** Whether the viewer knows of sensitive notes about a child. */
export const hasSensitiveNotes = async (ctx: Context, childId: string): Promise<boolean> =>
  (await ctx.loaders.batch("sensitive notes", (ids) => loadFlags(ctx, ids), childId)) ?? false;

async function loadFlags(ctx: Context, childIds: readonly string[]) {
  const tx = await ctx.open();
  const of = (column: typeof sensitiveNotes.childId | typeof sensitiveNoteFlags.childId): SQL =>
    sql`${column} = any(${sql.param(childIds.map((id) => column.mapToDriverValue(id)))}::uuid[])`;
  const noted = tx.db
    .select({ childId: sensitiveNotes.childId })
    .from(sensitiveNotes)
    .where(of(sensitiveNotes.childId));
  const flagged = tx.db.select({ childId: sensitiveNoteFlags.childId }).from(sensitiveNoteFlags);
  const rows = await noted.union(flagged.where(of(sensitiveNoteFlags.childId)));
  return new Map(rows.map((row) => [row.childId, true]));
}
