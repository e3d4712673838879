import { v7 } from "uuid";
import type { Transaction } from "../../db/database.js";
import { fromUuid } from "../../db/ids.js";
import { inserting } from "../../db/insert.js";
import { checkOptionalText } from "../../graphql/check.js";
import type { Context } from "../../graphql/context.js";
import { raiseAlert } from "../alerts/raise.js";
import { AlertSeverity } from "./enums.js";
import type { ParticipantInput } from "./input.js";
import { addParticipants, countUncontacted } from "./participants.js";
import { relateParticipants } from "./parties.js";
import { recordIncident } from "./record.js";
import { incidentNotes, incidents } from "./table.js";

type Values = typeof incidents.$inferInsert;
type Opened = Values & { id: string };
const addIncident = inserting(incidents);

/** Who took part in a new incident, and the beginning of its narrative. */
export interface Account {
  participants: readonly ParticipantInput[];
  narrative?: string | null;
}

/** Opens an incident and raises its alert in the same transaction: neither is there without the other. */
export async function openIncident(ctx: Context, tx: Transaction, values: Values, account: Account) {
  const { participants } = account;
  const { id = fromUuid("incident", v7()), certainty = "UNKNOWN", exercise = false, schoolId = null } = values;
  const given = { ...values, id, certainty, exercise, schoolId, uncontactedVictims: countUncontacted(participants) };
  // Not asked back: what else is written leaves with it.
  addIncident(tx, given);
  const incident = { ...given, version: 1, active: true, severityRank: AlertSeverity.values.indexOf(given.severity) };
  await addParticipants(tx, incident, participants, ["participants"]);
  const narrative = checkOptionalText(account.narrative, ["narrative"]);
  if (narrative) await addNote(tx, incident, narrative);
  await recordIncident(ctx, tx, incident, "INCIDENT_REPORTED");
  await raiseAlert(tx, incident, values.reportedById ?? null);
  await relateParticipants(tx, incident, participants);
  return incident;
}

const addNote = (tx: Transaction, { id, kato, schoolId, reportedById: authorId }: Opened, text: string) =>
  tx.db.insert(incidentNotes).values({ incidentId: id, kato, schoolId, authorId, text });
