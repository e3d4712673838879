import { type Place, requireJurisdiction } from "../../access/jurisdiction.js";
import type { Transaction } from "../../db/database.js";
import { checkOptionalText, checkPast, checkText } from "../../graphql/check.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { get } from "../../graphql/lock.js";
import { mutate } from "../../graphql/mutation.js";
import { raiseAlert } from "../alerts/raise.js";
import { schools } from "../schools/table.js";
import type { IncidentReportInput } from "./input.js";
import type { IncidentRow } from "./machine.js";
import { addParticipants, countUncontacted } from "./participants.js";
import { relateParticipants } from "./parties.js";
import { recordIncident } from "./record.js";
import { incidentNotes, incidents } from "./table.js";

/** Reports an incident and raises its alert in the same transaction. */
export function reportIncident(ctx: Context, input: IncidentReportInput) {
  return mutate(ctx, { name: "incidentReport", thing: "incident" }, input, async (tx) => {
    const uncontactedVictims = countUncontacted(input.participants);
    const values = { ...checkReport(input), uncontactedVictims };
    const place = await findPlace(ctx, tx, input);
    const { officerId } = requireJurisdiction(ctx, place, { work: "incidents", path: pathOf(input) });
    const [incident] = await tx.db
      .insert(incidents)
      .values({ ...values, ...place, reportedById: officerId })
      .returning();
    return completeReport(ctx, tx, incident as IncidentRow, input);
  });
}

const pathOf = ({ schoolId }: IncidentReportInput) => (schoolId ? ["schoolId"] : ["territory"]);

async function completeReport(ctx: Context, tx: Transaction, incident: IncidentRow, input: IncidentReportInput) {
  await addParticipants(tx, incident, input.participants, ["participants"]);
  const narrative = checkOptionalText(input.narrative, ["narrative"]);
  if (narrative) await addNote(tx, incident, narrative);
  await recordIncident(ctx, tx, incident, "INCIDENT_REPORTED");
  // In the same transaction: no alert without its incident, no incident without its alert.
  await raiseAlert(tx, incident, incident.reportedById);
  await relateParticipants(tx, incident, input.participants);
  return incident;
}

const addNote = (tx: Transaction, { id, kato, schoolId, reportedById }: IncidentRow, text: string) =>
  tx.db.insert(incidentNotes).values({ incidentId: id, kato, schoolId, authorId: reportedById, text });

function checkReport({ kind, severity, certainty, publicResonance, exercise, ...rest }: IncidentReportInput) {
  const place = checkText(rest.place, ["place"], 200);
  const occurredAt = checkPast(rest.occurredAt ?? new Date(), ["occurredAt"]);
  return { kind, severity, certainty, publicResonance, exercise, place, occurredAt };
}

async function findPlace(ctx: Context, tx: Transaction, { schoolId, territory }: IncidentReportInput): Promise<Place> {
  if (schoolId) {
    const school = await get(tx, schools, schoolId, ["schoolId"]);
    return { kato: school.kato, schoolId: school.id };
  }
  if (!territory)
    throw fail("INVALID_INPUT", ["schoolId"], "schoolId or territory must be given, but both are missing");
  const { kato, district } = await ctx.territory(territory, ["territory"]);
  if (district !== null) return { kato };
  throw fail(
    "INVALID_INPUT",
    ["territory"],
    `territory must be a district or a unit below one, but ${kato} is a region`,
  );
}
