import type { Transaction } from "../../db/database.js";
import { record } from "../../journal/record.js";
import type { AlertEventKind } from "./enums.js";
import type { AlertRow } from "./machine.js";

const PREFIX = "ALERT_";

type Recorded = Pick<AlertRow, "id" | "version" | "kato" | "schoolId" | "severityRank" | "exercise">;

export const recordAlert = (tx: Transaction, alert: Recorded, kind: AlertEventKind, actor: string | null) =>
  record(tx, {
    kind: `${PREFIX}${kind}`,
    aggregateId: alert.id,
    version: alert.version,
    kato: alert.kato,
    schoolId: alert.schoolId,
    severityRank: alert.severityRank,
    exercise: alert.exercise,
    actor,
  });

/** What a journal entry says of an alert, or null when it is about something else. */
export const alertEventOf = (entry: { kind: string }): AlertEventKind | null =>
  entry.kind.startsWith(PREFIX) ? (entry.kind.slice(PREFIX.length) as AlertEventKind) : null;
