import { sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { v7 } from "uuid";
import { BASES, GRANT_TIERS } from "../../src/access/subjects.js";
import * as access from "../../src/access/table.js";
import { auditEntries } from "../../src/audit/table.js";
import { type Database, maintain } from "../../src/db/database.js";
import { createRandom, type Random } from "../../src/db/seed/random.js";
import { mutationKeys } from "../../src/db/tables.js";
import * as agency from "../../src/modules/agencies/table.js";
import { alerts } from "../../src/modules/alerts/table.js";
import { alertPublications, publicAlerts } from "../../src/modules/cap/table.js";
import * as child from "../../src/modules/children/table.js";
import { alertDeliveries } from "../../src/modules/deliveries/table.js";
import * as duty from "../../src/modules/duty/table.js";
import { emergencyAccesses } from "../../src/modules/emergencies/table.js";
import { alertEscalations } from "../../src/modules/escalations/table.js";
import * as identity from "../../src/modules/identities/table.js";
import { AlertSeverity, IncidentState, Participation } from "../../src/modules/incidents/enums.js";
import * as incident from "../../src/modules/incidents/table.js";
import * as note from "../../src/modules/notes/table.js";
import { schools } from "../../src/modules/schools/table.js";
import { responseCells, statisticCells } from "../../src/modules/statistics/table.js";
import * as webhook from "../../src/modules/webhooks/table.js";
import * as group from "../../src/modules/workgroups/table.js";
import { type Fact, MAY_SEE } from "./model.js";

export const PLACES = ["751110000", "751210000", "791110000", "311010000"];
const HOUR = 3_600_000;
const PEOPLE = 12;

/** Random rows of every table: rows that share what policies look at, so that each rule meets both answers. */
export interface RandomWorld {
  principals: string[];
  /** Principals who act for children. */
  guardians: string[];
  schoolIds: { id: string; kato: number }[];
  rows: Readonly<Record<string, readonly Fact[]>>;
}

const uuid = (id: string) => id.slice(id.indexOf("_") + 1);
const times = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));

/** Fills an empty database. */
export async function makeRandomWorld(database: Database, seed: number): Promise<RandomWorld> {
  const random = createRandom(seed);
  await maintain(database, async ({ db }) => {
    const insert = async <T extends PgTable>(table: T, rows: T["$inferInsert"][]) =>
      (await db
        .insert(table)
        .values(rows as never[])
        .returning()) as T["$inferSelect"][];
    const bodies = await insert(
      agency.agencies,
      times(8, (i) => ({ kind: "SCHOOL", nameRu: `Школа ${i}`, kato: PLACES[i % 4] })),
    );
    const campuses = await insert(
      schools,
      bodies.map(({ id: agencyId, nameRu, kato }) => ({
        ...{ agencyId, nameRu, kato: kato as string, kind: "SECONDARY", ownership: "STATE" },
      })),
    );
    const people = await insert(
      agency.officers,
      times(PEOPLE, (i) => ({ agencyId: random.pick(bodies).id, name: `Сотрудник ${i}` })),
    );
    const posts = await insert(
      agency.appointments,
      people.map(({ id: officerId }) => ({ officerId, role: "INSPECTOR", from: "2020-01-01" })),
    );
    const someone = () => random.pick(people).id;
    const place = () => {
      const { id: schoolId, kato } = random.pick(campuses);
      return { schoolId, kato };
    };
    const rosters = await insert(
      duty.dutyRosters,
      [...PLACES, null].map((kato) => ({ kato, role: "DISPATCHER", name: "…" })),
    );
    await insert(
      duty.dutyShifts,
      rosters.map(({ id: rosterId, kato }) => ({
        rosterId,
        kato,
        officerId: someone(),
        from: new Date(),
        to: new Date(),
      })),
    );
    const wards = await insert(
      child.children,
      times(40, (i) => ({
        pseudonym: `P-${i}`,
        riskLevel: random.pick(["LOW", "MEDIUM", "HIGH", "CRITICAL"]),
        ...place(),
      })),
    );
    const ofChild = () => {
      const { id: childId, schoolId, kato } = random.pick(wards);
      return { childId, schoolId, kato };
    };
    await insert(
      child.childProfiles,
      wards.map(({ id: childId, schoolId, kato }) => ({ childId, schoolId, kato, birthYear: 2012, sex: "MALE" })),
    );
    await insert(
      child.enrolments,
      wards.map(({ id: childId, schoolId, kato }) => ({
        childId,
        schoolId,
        kato,
        grade: 5,
        letter: "А",
        from: "2025-09-01",
      })),
    );
    await insert(
      child.riskRegistrations,
      times(20, () => ({ ...ofChild(), category: "TRUANCY", basis: "…", from: "2025-09-01" })),
    );
    await insert(
      child.childCategories,
      times(20, () => ({ ...ofChild(), kind: "ORPHAN", from: "2025-09-01" })),
    );
    const assessed = await insert(
      child.riskAssessments,
      times(20, () => ({ ...ofChild(), assessedById: someone(), instrument: "…", level: "LOW" })),
    );
    await insert(
      child.assessmentFactors,
      assessed.map(({ id: assessmentId, childId, schoolId, kato }) => ({
        assessmentId,
        childId,
        schoolId,
        kato,
        code: "A",
        present: true,
      })),
    );
    await insert(
      child.childTeamMembers,
      wards.map(({ id: childId, schoolId, kato }) => ({ childId, schoolId, kato, officerId: someone() })),
    );
    const parents = await insert(
      identity.guardians,
      times(6, () => ({})),
    );
    const sealed = { dataKey: Buffer.from("…"), keyVersion: 1 };
    await insert(
      identity.childIdentities,
      wards.map(({ id: childId, schoolId, kato }) => ({ childId, schoolId, kato, ...sealed })),
    );
    await insert(
      identity.guardianships,
      times(40, () => ({
        ...{ ...ofChild(), guardianId: random.pick(parents).id, relation: "MOTHER", legalBasis: "PARENTHOOD" },
        ...{ from: "2025-09-01", ...sealed },
      })),
    );
    const cases = await insert(
      incident.incidents,
      times(40, () => ({
        ...(random.chance(0.8) ? place() : { kato: random.pick(PLACES) }),
        ...{ kind: "FIGHT", severity: random.pick(AlertSeverity.values), state: random.pick(IncidentState.values) },
        ...{ place: "Двор", occurredAt: new Date() },
      })),
    );
    const ofIncident = () => {
      const { id: incidentId, schoolId, kato, active, severityRank, severity } = random.pick(cases);
      return { incidentId, schoolId, kato, active, severityRank, severity };
    };
    await insert(
      alerts,
      times(40, () => ({
        ...ofIncident(),
        kind: "FIGHT",
        urgency: "EXPECTED",
        certainty: "LIKELY",
        place: "Двор",
        exercise: false,
      })),
    );
    const opened = await insert(
      emergencyAccesses,
      times(40, () => ({
        ...ofChild(),
        ...{ officerId: someone(), role: "DISPATCHER", reasonCode: "OTHER", reason: "…" },
      })),
    );
    await insert(
      alerts,
      opened.map(({ id: emergencyId, schoolId, kato }) => ({
        ...{ emergencyId, schoolId, kato, kind: "EMERGENCY_ACCESS_USED", severity: random.pick(AlertSeverity.values) },
        ...{ urgency: "IMMEDIATE", certainty: "OBSERVED", place: "Двор", exercise: false },
      })),
    );
    const silences = await insert(
      duty.dutySilences,
      rosters.flatMap(({ id: rosterId, kato }) =>
        kato ? [{ rosterId, kato, since: new Date(), foundAt: new Date() }] : [],
      ),
    );
    await insert(
      alerts,
      silences.map(({ id: silenceId, kato }) => ({
        ...{ silenceId, kato, kind: "CONTROL_ROOM_SILENT", severity: "SEVERE", urgency: "IMMEDIATE" },
        ...{ certainty: "OBSERVED", place: "ЦОУ", exercise: false },
      })),
    );
    await insert(
      alertDeliveries,
      (await db.select().from(alerts)).map(
        ({ id: alertId, incidentId, emergencyId, silenceId, schoolId, kato, severityRank }) => ({
          ...{ alertId, officerId: someone(), incidentId, emergencyId, silenceId, schoolId, kato, severityRank },
          sentAt: new Date(),
        }),
      ),
    );
    const publications = await insert(
      alertPublications,
      (await db.select().from(alerts).where(sql`incident_id is not null`)).map(
        ({ id: alertId, incidentId, schoolId, kato, severityRank }) => ({
          ...{ alertId, incidentId: incidentId as string, schoolId, kato, severityRank },
          ...{ publishedById: someone(), reason: "…" },
        }),
      ),
    );
    const published = new Map((await db.select().from(alerts)).map((alert) => [alert.id, alert]));
    await insert(
      publicAlerts,
      publications.map(({ id, alertId, kato }) => {
        const { state, settledAt, severity, raisedAt } = published.get(alertId) as typeof alerts.$inferSelect;
        return {
          ...{ id, alertId, kato, alertState: state, alertSettledAt: settledAt, severity, raisedAt },
          ...{ kind: "FIGHT", urgency: "EXPECTED", certainty: "LIKELY" },
        };
      }),
    );
    await insert(
      alertEscalations,
      (await db.select().from(alerts)).map(
        ({ id: alertId, incidentId, emergencyId, silenceId, schoolId, kato, severityRank }) => ({
          ...{ alertId, incidentId, emergencyId, silenceId, schoolId, kato, severityRank },
          ...{ step: 1, level: 1, officerIds: [] },
          ...{ ladder: "ACKNOWLEDGE", targetKind: "ROLE", dueAt: new Date(), firedAt: new Date() },
        }),
      ),
    );
    const noted = () => ({ ...ofChild(), authorId: someone(), text: "…" });
    await insert(note.childNotes, times(40, noted));
    const encrypted = () => ({ ...noted(), text: Buffer.from("…"), ...sealed });
    const sensitive = await insert(note.sensitiveNotes, times(60, encrypted));
    await insert(
      note.sensitiveNoteFlags,
      wards.map(({ id: childId, schoolId, kato }) => ({ childId, schoolId, kato })),
    );
    const takePart = () => ({ ...ofIncident(), participation: random.pick(Participation.values) });
    const involved = times(40, () => {
      const { id: childId, pseudonym } = random.pick(wards);
      return { ...takePart(), childId, pseudonym };
    });
    await insert(incident.incidentParticipants, [...involved, ...times(20, takePart)]);
    await insert(
      incident.incidentNotes,
      times(40, () => ({ ...ofIncident(), authorId: someone(), text: "…" })),
    );
    await insert(
      incident.incidentReviews,
      times(30, () => ({ ...ofIncident(), signedById: someone(), causes: [], missedSignals: [], lessons: [] })),
    );
    const teams = await insert(
      group.workingGroups,
      times(8, () => ({
        ...(random.chance(0.5) ? place() : { kato: random.pick(PLACES) }),
        kind: "STANDING",
        state: "ACTIVE",
        name: "…",
      })),
    );
    await insert(
      group.memberships,
      teams.map(({ id: workingGroupId, kato }) => {
        const { id: officerId, agencyId } = random.pick(people);
        return { workingGroupId, kato, officerId, agencyId, agencyKind: "SCHOOL", role: "MEMBER", from: "2025-01-01" };
      }),
    );
    const sessions = await insert(
      group.meetings,
      teams.map(({ id: workingGroupId, kato, schoolId }) => ({
        workingGroupId,
        kato,
        schoolId,
        topic: "…",
        plannedFor: new Date(),
      })),
    );
    const papers = sessions.flatMap((session) => times(3, (i) => ({ ...session, position: i + 1 })));
    await insert(
      group.agendaItems,
      papers.map(({ id: meetingId, workingGroupId, kato, schoolId, position }) => ({
        meetingId,
        workingGroupId,
        kato,
        schoolId,
        position,
        text: "…",
        addedById: someone(),
      })),
    );
    await insert(
      group.decisions,
      papers.map(({ id: meetingId, workingGroupId, kato, schoolId, position }) => ({
        meetingId,
        workingGroupId,
        kato,
        schoolId,
        position,
        text: "…",
        takenAt: new Date(),
        writtenById: someone(),
      })),
    );
    await insert(
      group.attendances,
      sessions.map(({ id: meetingId, kato, schoolId }) => {
        const { id: officerId, agencyId } = random.pick(people);
        return { meetingId, kato, schoolId, officerId, agencyId, position: 1, present: true };
      }),
    );
    const hooks = await insert(
      webhook.webhooks,
      posts.map(({ id: appointmentId, officerId }) => ({
        ...{ ...place(), appointmentId, officerId, name: "…", stream: "alerts", host: "…" },
      })),
    );
    const asked = { url: "…", document: "…", language: "ru" } as const;
    await insert(
      webhook.webhookEndpoints,
      hooks.map(({ id: webhookId, officerId }) => ({ webhookId, officerId, ...asked, ...sealed })),
    );
    const tried = { cursor: "c", attempts: 1, firstAttemptAt: new Date(), lastAttemptAt: new Date() };
    await insert(
      webhook.webhookDeliveries,
      hooks.map(({ id: webhookId, officerId }) => ({
        ...{ webhookId, officerId, messageId: "m", kind: "EVENT", state: "DEAD", ...tried },
      })),
    );
    await insert(
      mutationKeys,
      people.map(({ id: principal }) => ({ principal, mutation: "m", key: "k", inputHash: "h", thingId: "t" })),
    );
    await insert(
      auditEntries,
      times(60, () => ({
        ...(random.chance(0.6) ? ofChild() : random.chance(0.5) ? place() : { kato: random.pick(PLACES) }),
        ...{ action: "a", subjectType: "Child", purpose: "CARE" as const, requestId: v7() },
      })),
    );
    await insert(
      statisticCells,
      PLACES.map((kato) => ({
        ...{ kato: Number(kato), parent: 0, subject: "CHILDREN", period: "NOW", dimension: "TOTAL", value: "" },
        ...{ count: 12, asOf: new Date() },
      })),
    );
    await insert(
      responseCells,
      PLACES.map((kato) => ({ kato: Number(kato), parent: 0, period: "2026-Q1", value: "", asOf: new Date() })),
    );
    const subjects = [
      ...wards.map(({ id }) => ["child", id] as const),
      ...cases.map(({ id }) => ["incident", id] as const),
      ...teams.map(({ id }) => ["group", id] as const),
      ...sensitive.map(({ id }) => ["sensitivenote", id] as const),
      ...opened.map(({ id }) => ["emergency", id] as const),
    ];
    const subject = () => {
      const [subjectType, id] = random.pick(subjects);
      return { subjectType, subjectId: uuid(id) };
    };
    const anybody = () => (random.chance(0.3) ? random.pick(parents).id : someone());
    await insert(
      access.accessGrants,
      times(500, () => ({
        ...subject(),
        ...period(random),
        principal: uuid(anybody()),
        tier: random.pick(GRANT_TIERS),
        basis: random.pick(BASES),
        basisId: v7(),
      })),
    );
    // Of a child and of its incident at once, as the child's team has them.
    const signalled = involved.flatMap(({ childId, incidentId }) => {
      const team = { principal: uuid(someone()), basis: "TEAM", basisId: uuid(childId) } as const;
      return [
        { ...team, ...period(random), subjectType: "child", subjectId: uuid(childId), tier: "T2" } as const,
        { ...team, ...period(random), subjectType: "incident", subjectId: uuid(incidentId), tier: "T3S" } as const,
      ];
    });
    await insert(access.accessGrants, signalled);
    const parties = new Map(
      times(130, () => ({ ...subject(), principal: uuid(anybody()), because: "…" })).map((row) => [
        `${row.principal} ${row.subjectId}`,
        row,
      ]),
    );
    await insert(access.accessExclusions, [...parties.values()]);
  });
  return readWorld(database);
}

// Some are over, some have not begun, some have no end.
function period(random: Random) {
  const from = new Date(Date.now() + random.int(-48, 6) * HOUR);
  return { from, to: random.chance(0.4) ? null : new Date(from.getTime() + random.int(1, 60) * HOUR) };
}

async function readWorld(database: Database): Promise<RandomWorld> {
  const rows = await maintain(database, async (tx) => {
    const found: [string, Fact[]][] = [];
    for (const table of Object.keys(MAY_SEE)) {
      const key = sql`${sql.identifier(table)}.*, ${keyOf(table)} as key`;
      found.push([table, await tx.rows<Fact>(sql`select ${key} from ${sql.identifier(table)}`)]);
    }
    return Object.fromEntries(found);
  });
  const principals = (rows.officers ?? []).map(({ id }) => String(id));
  const schoolIds = (rows.schools ?? []).map(({ id, kato }) => ({ id: String(id), kato: Number(kato) }));
  const guardians = (rows.guardians ?? []).map(({ id }) => String(id));
  return { principals, guardians, schoolIds, rows };
}

/** What tells the rows of a table apart. */
export const keyOf = (table: string) => sql.raw(`${table}.ctid::text`);
