import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Transaction } from "../../db/database.js";
import { checkPast } from "../../graphql/check.js";
import { fail } from "../../graphql/errors.js";
import { uuidOf } from "../../graphql/lock.js";
import { say } from "../../graphql/say.js";
import { officers } from "../agencies/table.js";
import { children } from "../children/table.js";
import { guardianships } from "../identities/table.js";
import type { ParticipantInput } from "./input.js";
import type { IncidentRow } from "./machine.js";
import { incidentParticipants } from "./table.js";

const MOST = 50;
/** What participants take from their incident. */
type Followed = Pick<IncidentRow, "id" | "kato" | "schoolId" | "active" | "severityRank">;

/** Adds participants to an incident; each child, officer and guardian must be one that the viewer sees. */
export async function addParticipants(
  tx: Transaction,
  incident: Followed,
  given: readonly ParticipantInput[],
  path: string[],
) {
  if (given.length > MOST) {
    throw fail("OUT_OF_RANGE", path, say`${path.at(-1)} must hold at most ${MOST} people, but got ${given.length}`);
  }
  if (given.length === 0) return;
  for (const [i, participant] of given.entries()) checkParticipant(participant, [...path, String(i)]);
  const pseudonyms = await findPseudonyms(tx, given, path);
  await requireOfficers(tx, given, path);
  await requireGuardians(tx, given, path);
  const pseudonymOf = ({ childId }: ParticipantInput) => (childId ? pseudonyms.get(childId) : null);
  const rows = given.map((participant) => ({ ...toRow(incident, participant), pseudonym: pseudonymOf(participant) }));
  await tx.db.insert(incidentParticipants).values(rows);
}

/** How many of these are victims whom nobody has contacted. */
export const countUncontacted = (given: readonly ParticipantInput[]): number =>
  given.filter(({ participation, contactedAt }) => participation === "VICTIM" && !contactedAt).length;

const toRow = (
  { id, kato, schoolId, active, severityRank }: Followed,
  { childId, officerId, guardianId, participation, harm, contactedAt }: ParticipantInput,
) => ({
  incidentId: id,
  kato,
  schoolId,
  active,
  severityRank,
  childId: childId ?? null,
  officerId: officerId ?? null,
  guardianId: guardianId ?? null,
  participation,
  harm,
  contactedAt: contactedAt ?? null,
});

function checkParticipant({ childId, officerId, guardianId, contactedAt }: ParticipantInput, path: string[]) {
  if ([childId, officerId, guardianId].filter(Boolean).length > 1) {
    throw fail("INVALID_INPUT", path, say`A participant must be one child, officer or guardian, but several are given`);
  }
  if (contactedAt) checkPast(contactedAt, [...path, "contactedAt"]);
}

async function findPseudonyms(tx: Transaction, given: readonly ParticipantInput[], path: string[]) {
  const ids = idsOf(given, "childId");
  for (const id of ids) uuidOf(children.id, id, [...path, "childId"]);
  const { id, pseudonym } = children;
  const rows = ids.length ? await tx.db.select({ id, pseudonym }).from(children).where(inArray(id, ids)) : [];
  const found = new Map(rows.map((row) => [row.id, row.pseudonym]));
  requireFound(ids, found, [...path, "childId"]);
  return found;
}

async function requireOfficers(tx: Transaction, given: readonly ParticipantInput[], path: string[]) {
  const ids = idsOf(given, "officerId");
  for (const id of ids) uuidOf(officers.id, id, [...path, "officerId"]);
  const { id } = officers;
  const rows = ids.length ? await tx.db.select({ id }).from(officers).where(inArray(id, ids)) : [];
  requireFound(ids, new Map(rows.map((row) => [row.id, row])), [...path, "officerId"]);
}

// Who knows the guardian knows a child of theirs by name.
async function requireGuardians(tx: Transaction, given: readonly ParticipantInput[], path: string[]) {
  const ids = idsOf(given, "guardianId");
  const { guardianId: id, erasedAt } = guardianships;
  for (const given of ids) uuidOf(id, given, [...path, "guardianId"]);
  const known = and(inArray(id, ids), isNull(erasedAt));
  const rows = ids.length ? await tx.db.select({ id }).from(guardianships).where(known) : [];
  requireFound(ids, new Map(rows.map((row) => [row.id, row])), [...path, "guardianId"]);
}

const idsOf = (given: readonly ParticipantInput[], field: "childId" | "officerId" | "guardianId") => [
  ...new Set(given.map((participant) => participant[field]).filter((id) => id != null)),
];

function requireFound(ids: readonly string[], found: ReadonlyMap<string, unknown>, path: string[]) {
  const missing = ids.find((id) => !found.has(id));
  if (!missing) return;
  throw fail("NOT_FOUND", path, say`${path.at(-1)} must name somebody whom this viewer sees, but got "${missing}"`);
}

/** Notes that a participant was contacted, and says how many victims wait no more: 1 or 0. */
export async function contactParticipant(tx: Transaction, incident: IncidentRow, participantId: string, at: Date) {
  uuidOf(incidentParticipants.id, participantId, ["participantId"]);
  const which = and(eq(incidentParticipants.id, participantId), eq(incidentParticipants.incidentId, incident.id));
  const [before] = await tx.db.select().from(incidentParticipants).where(which);
  const changed = await tx.db.update(incidentParticipants).set({ contactedAt: at }).where(which).returning();
  if (before && changed.length) return before.participation === "VICTIM" && before.contactedAt === null ? 1 : 0;
  const message = say`participantId must be a participant of the incident whom this viewer sees, but got "${participantId}"`;
  throw fail("NOT_FOUND", ["participantId"], message);
}
