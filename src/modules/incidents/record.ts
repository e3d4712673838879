import type { Transaction } from "../../db/database.js";
import type { Context } from "../../graphql/context.js";
import { record } from "../../journal/record.js";
import type { IncidentRow } from "./machine.js";

/** What can happen to an incident, as the journal names it. */
export type IncidentHappening = `INCIDENT_${
  | "REPORTED"
  | "CONFIRMED"
  | "DISMISSED"
  | "RESPONDING"
  | "STABILISED"
  | "REVIEWED"
  | "CLOSED"
  | "REOPENED"
  | "PARTICIPANT_ADDED"
  | "PARTICIPANT_CONTACTED"
  | "NOTE_ADDED"}`;

export const recordIncident = (ctx: Context, tx: Transaction, row: IncidentRow, kind: IncidentHappening) =>
  record(tx, {
    kind,
    aggregateId: row.id,
    version: row.version,
    kato: row.kato,
    schoolId: row.schoolId,
    severityRank: row.severityRank,
    actor: ctx.viewer?.officerId ?? null,
  });
