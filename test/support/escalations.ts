import { asc, eq, sql } from "drizzle-orm";
import { type Database, maintain } from "../../src/db/database.js";
import { alerts } from "../../src/modules/alerts/table.js";
import type { Step } from "../../src/modules/escalations/ladder.js";
import { alertEscalations, escalationPolicies } from "../../src/modules/escalations/table.js";
import { aReport } from "./incidents.js";
import { ReportIncidentDocument } from "./operations.js";
import type { Client } from "./start.js";

/** Reports an incident as a client does; gives the row of its alert. */
export async function aRaisedAlert(database: Database, client: Client, given: object = {}) {
  const { data } = await client.run(ReportIncidentDocument, aReport(given));
  const id = data.incidentReport.incident?.alerts.nodes[0]?.id as string;
  return findAlert(database, id);
}

export async function findAlert(database: Database, id: string) {
  const [row] = await maintain(database, ({ db }) => db.select().from(alerts).where(eq(alerts.id, id)));
  return row as typeof alerts.$inferSelect;
}

/** The steps of an alert that fired, in their order. */
export const firedOf = (database: Database, id: string) =>
  maintain(database, ({ db }) =>
    db.select().from(alertEscalations).where(eq(alertEscalations.alertId, id)).orderBy(asc(alertEscalations.level)),
  );

/** Entries of the journal about an alert, as kind and version, in the journal's order. */
export const entriesOf = (database: Database, id: string) =>
  maintain(database, async (tx) => {
    const rows = await tx.rows<{ kind: string; version: number }>(
      sql`select kind, version from journal where aggregate_id = ${id} order by xid, id`,
    );
    return rows.map(({ kind, version }) => `${kind} ${version}`);
  });

/** So many seconds after a time. */
export const later = (time: Date, seconds: number) => new Date(time.getTime() + seconds * 1_000);

/** A step that calls a role, or whoever of it is on duty. */
export const aStep = (given: Partial<Step> & Partial<Step["target"]> = {}): Step => {
  const { kind = "ROLE", role = "DISTRICT_OFFICER", level = "DISTRICT", ...step } = given;
  const target = { kind, role, level };
  return { ladder: "ACKNOWLEDGE", afterSeconds: 60, workingHours: false, channels: ["SOCKET"], ...step, target };
};

/** A policy that isn't in force: only alerts that name it climb by it. */
export async function aPolicy(database: Database, steps: readonly Step[]) {
  const values = { severity: "MINOR" as const, acknowledgeSeconds: 60, steps: [...steps], replacedAt: new Date() };
  const version = sql`(select coalesce(max(version), 0) + 1 from escalation_policies where severity = 'MINOR')`;
  const [row] = await maintain(database, ({ db }) =>
    db
      .insert(escalationPolicies)
      .values({ ...values, version })
      .returning(),
  );
  return row as typeof escalationPolicies.$inferSelect;
}
