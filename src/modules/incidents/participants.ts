import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Transaction } from "../../db/database.js";
import { checkPast } from "../../graphql/check.js";
import { fail } from "../../graphql/errors.js";
import { uuidOf } from "../../graphql/lock.js";
import { officers } from "../agencies/table.js";
import { children } from "../children/table.js";
import type { ParticipantInput } from "./input.js";
import type { IncidentRow } from "./machine.js";
import { incidentParticipants } from "./table.js";

const MOST = 50;
type People = typeof children | typeof officers;

/** Adds participants to an incident; each child and officer must be one that the viewer sees. */
export async function addParticipants(
  tx: Transaction,
  incident: IncidentRow,
  given: readonly ParticipantInput[],
  path: string[],
) {
  if (given.length > MOST) {
    throw fail("OUT_OF_RANGE", path, `${path.at(-1)} must hold at most ${MOST} people, but got ${given.length}`);
  }
  if (given.length === 0) return;
  for (const [i, participant] of given.entries()) checkParticipant(participant, [...path, String(i)]);
  await requireSeen(
    tx,
    children,
    given.map(({ childId }) => childId),
    path,
  );
  await requireSeen(
    tx,
    officers,
    given.map(({ officerId }) => officerId),
    path,
  );
  await tx.db.insert(incidentParticipants).values(given.map((participant) => toRow(incident, participant)));
}

const toRow = (
  { id, kato, schoolId }: IncidentRow,
  { childId, officerId, participation, harm, contactedAt }: ParticipantInput,
) => ({
  incidentId: id,
  kato,
  schoolId,
  childId: childId ?? null,
  officerId: officerId ?? null,
  participation,
  harm,
  contactedAt: contactedAt ?? null,
});

function checkParticipant({ childId, officerId, contactedAt }: ParticipantInput, path: string[]) {
  if (childId && officerId) {
    throw fail("INVALID_INPUT", path, "A participant must be a child, an officer or neither, but both are given");
  }
  if (contactedAt) checkPast(contactedAt, [...path, "contactedAt"]);
}

async function requireSeen(
  tx: Transaction,
  table: People,
  given: readonly (string | null | undefined)[],
  path: string[],
) {
  const field = table === children ? "childId" : "officerId";
  const ids = [...new Set(given.filter((id) => id != null))];
  for (const id of ids) uuidOf(table.id, id, [...path, field]);
  if (ids.length === 0) return;
  const seen = await tx.db.select({ id: table.id }).from(table).where(inArray(table.id, ids));
  const missing = ids.find((id) => !seen.some((row) => row.id === id));
  if (!missing) return;
  throw fail("NOT_FOUND", [...path, field], `${field} must name somebody whom this viewer sees, but got "${missing}"`);
}

/** How many victims of an incident nobody has contacted yet. */
export async function countUncontacted(tx: Transaction, incidentId: string): Promise<number> {
  const { participation, contactedAt } = incidentParticipants;
  const waiting = and(
    eq(incidentParticipants.incidentId, incidentId),
    eq(participation, "VICTIM"),
    isNull(contactedAt),
  );
  const [row] = await tx.db.select({ count: sql<number>`count(*)::int` }).from(incidentParticipants).where(waiting);
  return row?.count ?? 0;
}

/** Notes that a participant of the incident was contacted. */
export async function contactParticipant(tx: Transaction, incident: IncidentRow, participantId: string, at: Date) {
  uuidOf(incidentParticipants.id, participantId, ["participantId"]);
  const which = and(eq(incidentParticipants.id, participantId), eq(incidentParticipants.incidentId, incident.id));
  const changed = await tx.db.update(incidentParticipants).set({ contactedAt: at }).where(which).returning();
  if (changed.length) return;
  throw fail(
    "NOT_FOUND",
    ["participantId"],
    `participantId must be a participant of the incident, but got "${participantId}"`,
  );
}
