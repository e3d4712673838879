import type { Transaction } from "../../db/database.js";
import type { Context } from "../../graphql/context.js";
import { record } from "../../journal/record.js";
import type { IncidentEventKind } from "./enums.js";
import type { IncidentRow } from "./machine.js";

const PREFIX = "INCIDENT_";

/** What can happen to an incident, as the journal names it. */
export type IncidentHappening = `${typeof PREFIX}${IncidentEventKind}`;

type Recorded = Pick<IncidentRow, "id" | "version" | "kato" | "schoolId" | "severityRank" | "exercise">;

export const recordIncident = (ctx: Context, tx: Transaction, row: Recorded, kind: IncidentHappening) =>
  record(tx, {
    kind,
    aggregateId: row.id,
    version: row.version,
    kato: row.kato,
    schoolId: row.schoolId,
    severityRank: row.severityRank,
    exercise: row.exercise,
    actor: ctx.viewer?.officerId ?? null,
  });

/** What a journal entry says of an incident, or null when it is about something else. */
export const incidentEventOf = (entry: { kind: string }): IncidentEventKind | null =>
  entry.kind.startsWith(PREFIX) ? (entry.kind.slice(PREFIX.length) as IncidentEventKind) : null;
