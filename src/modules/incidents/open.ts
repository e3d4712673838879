import type { Transaction } from "../../db/database.js";
import { checkOptionalText } from "../../graphql/check.js";
import type { Context } from "../../graphql/context.js";
import { raiseAlert } from "../alerts/raise.js";
import type { ParticipantInput } from "./input.js";
import type { IncidentRow } from "./machine.js";
import { addParticipants, countUncontacted } from "./participants.js";
import { relateParticipants } from "./parties.js";
import { recordIncident } from "./record.js";
import { incidentNotes, incidents } from "./table.js";

type Values = typeof incidents.$inferInsert;
/** Who took part in a new incident, and the beginning of its narrative. */
export interface Account {
  participants: readonly ParticipantInput[];
  narrative?: string | null;
}

/** Opens an incident and raises its alert in the same transaction: neither is there without the other. */
export async function openIncident(ctx: Context, tx: Transaction, values: Values, account: Account) {
  const { participants } = account;
  const uncontactedVictims = countUncontacted(participants);
  const [row] = await tx.db
    .insert(incidents)
    .values({ ...values, uncontactedVictims })
    .returning();
  const incident = row as IncidentRow;
  await addParticipants(tx, incident, participants, ["participants"]);
  const narrative = checkOptionalText(account.narrative, ["narrative"]);
  if (narrative) await addNote(tx, incident, narrative);
  await recordIncident(ctx, tx, incident, "INCIDENT_REPORTED");
  await raiseAlert(tx, incident, incident.reportedById);
  await relateParticipants(tx, incident, participants);
  return incident;
}

const addNote = (tx: Transaction, { id, kato, schoolId, reportedById }: IncidentRow, text: string) =>
  tx.db.insert(incidentNotes).values({ incidentId: id, kato, schoolId, authorId: reportedById, text });
