import { eq, inArray, sql } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Role } from "../../src/access/roles.js";
import { maintain, type Transaction } from "../../src/db/database.js";
import { seedDemo } from "../../src/db/seed/index.js";
import type { List } from "../../src/graphql/relations.js";
import { alerts } from "../../src/modules/alerts/table.js";
import { dutyRosters, dutySilences } from "../../src/modules/duty/table.js";
import { openIdentity } from "../../src/modules/identities/sealing.js";
import { childIdentities } from "../../src/modules/identities/table.js";
import { refreshStatistics } from "../../src/modules/statistics/refresh.js";
import { anOfficer } from "../support/factories.js";
import { type Client, type Running, start } from "../support/start.js";
import type { Row } from "./allowed.js";
import { type Judged, PREFIXES, readPlaces } from "./leaks.js";

/** The district of the roles that are asked, and one that isn't theirs. */
export const OWN = "751210000";
export const OTHER = "751110000";
const STAFF: readonly Role[] = ["SCHOOL_DIRECTOR", "PSYCHOLOGIST", "SOCIAL_PEDAGOGUE", "CLASS_TEACHER"];

export interface LeakWorld {
  server: Running;
  /** Every row above the directory, as the owner knows it, by its id in the graph. */
  places: Map<string, Row>;
  /** The school of the roles of schools. */
  school: { id: string; agency_id: string };
  /** Ids of rows of every type, inside and outside the jurisdiction. */
  samples: string[];
  /** Numbers of children inside and outside the school, by the child's id. */
  iins: Map<string, string>;
  /** A new officer of a role, without any relationship: at the school, or in the district; a guardian of its child. */
  asOfficer(role: Role): Promise<Walker>;
  /** A row as the owner reads it. */
  rowOf(list: List, id: string): Promise<Record<string, unknown>[]>;
}

interface Walker {
  /** The officer, or the guardian. */
  id: string;
  client: Client;
  judged: Judged;
}

/** A server over the demo data. */
export async function startLeakWorld(): Promise<LeakWorld> {
  const server = await start({ env: { QORGAN_LOOKUPS: "100" } });
  await seedDemo(server.database, undefined, { ring: server.ring });
  await refreshStatistics(server.database);
  await maintain(server.database, fillAudit);
  await maintain(server.database, fillSilences);
  await maintain(server.database, fillWebhooks);
  const places = await readPlaces(server.database);
  const [school] = (await maintain(server.database, (tx) =>
    tx.rows(sql`select s.id, 'agency_' || s.agency_id as agency_id from schools s join incidents i on i.school_id = s.id
      where s.kato between 751200000 and 751299999 group by s.id
      order by exists (select from sensitive_notes n where n.school_id = s.id) desc, count(*) desc, s.id limit 1`),
  )) as [LeakWorld["school"]];

  async function asOfficer(role: Role): Promise<Walker> {
    if (role === "GUARDIAN") return asGuardian(server, school.id);
    const isOfSchool = STAFF.includes(role);
    const place = isOfSchool ? { school: { agencyId: school.agency_id } } : { kato: OWN };
    const officer = await anOfficer(server.database, { role, ...place });
    const judged = { role, digits: OWN.slice(0, 4), school: isOfSchool ? school.id : null };
    return { id: officer.id, client: server.as(officer), judged };
  }
  const rowOf = ({ table }: List, id: string) =>
    maintain(server.database, (tx) => {
      const key = (table as unknown as { id: AnyPgColumn }).id;
      return tx.db
        .select()
        .from(table as PgTable)
        .where(eq(key, id)) as unknown as Promise<Record<string, unknown>[]>;
    });
  const samples = sample(places, school.id);
  return { server, places, school, samples, iins: await readIins(server, samples), asOfficer, rowOf };
}

/** An entry about each child and each incident. */
async function fillAudit(tx: Transaction) {
  for (const [table, child] of [
    ["children", "id"],
    ["incidents", "null::uuid"],
  ] as const) {
    await tx.rows(sql`
      insert into audit_entries (id, kato, school_id, child_id, action, subject_type, subject_id, purpose, request_id)
      select gen_random_uuid(), kato, school_id, ${sql.raw(child)}, 'tested', 'Test', id::text, 'CARE', gen_random_uuid()
      from ${sql.identifier(table)}`);
  }
}

/** Control rooms that were silent once, inside and outside the jurisdiction. */
async function fillSilences({ db }: Transaction) {
  for (const kato of [OWN, OTHER]) {
    const [room] = await db.insert(dutyRosters).values({ kato, role: "DISPATCHER", name: "ЦОУ" }).returning();
    const at = new Date();
    const ended = { kato, since: at, foundAt: at, endedAt: at };
    const [silence] = await db
      .insert(dutySilences)
      .values({ ...ended, rosterId: String(room?.id) })
      .returning();
    const grave = { severity: "SEVERE", urgency: "IMMEDIATE", certainty: "OBSERVED", exercise: false } as const;
    const about = { silenceId: silence?.id, kato, kind: "CONTROL_ROOM_SILENT", place: "ЦОУ" } as const;
    await db.insert(alerts).values({ ...about, ...grave });
  }
}

/** A webhook of somebody in each district and at each school of incidents, and what it tried to deliver. */
async function fillWebhooks(tx: Transaction) {
  await tx.rows(sql`
    insert into webhooks (id, officer_id, appointment_id, school_id, kato, name, stream, host, state)
    select gen_random_uuid(), a.officer_id, a.id, i.school_id, i.kato, 'w', 'alerts', 'h', 'PAUSED'
    from (select distinct school_id, kato from incidents) i,
      (select id, officer_id from appointments order by id limit 1) a`);
  await tx.rows(sql`
    insert into webhook_endpoints (webhook_id, officer_id, url, document, language, data_key, key_version)
    select id, officer_id, 'https://h/', 'd', 'ru', '\\x00', 1 from webhooks`);
  await tx.rows(sql`
    insert into webhook_deliveries (id, webhook_id, officer_id, message_id, kind, state, cursor, attempts,
      first_attempt_at, last_attempt_at)
    select gen_random_uuid(), id, officer_id, 'm', 'EVENT', 'DEAD', 'c', 1, now(), now() from webhooks`);
}

/** The numbers of the sampled children. */
const readIins = (server: Running, samples: readonly string[]) =>
  maintain(server.database, async ({ db }) => {
    const ids = samples.filter((id) => id.startsWith("child_"));
    const rows = await db.select().from(childIdentities).where(inArray(childIdentities.childId, ids));
    return new Map(rows.map((row) => [row.childId, String(openIdentity(server.ring, row, ["iin"]).iin)]));
  });

/** Somebody who acts for a child of the school. */
async function asGuardian(server: Running, schoolId: string): Promise<Walker> {
  const relations = await maintain(server.database, (tx) =>
    tx.rows<{ guardian: string; child: string }>(sql`
      select 'guardian_' || guardian_id as guardian, child_id::text as child
      from guardianships where school_id = ${schoolId}::uuid order by id`),
  );
  const guardian = relations[0]?.guardian as string;
  const own = relations.filter((relation) => relation.guardian === guardian).map(({ child }) => child);
  const judged = { role: "GUARDIAN", digits: OWN.slice(0, 4), school: null, children: new Set(own) } as const;
  return { id: guardian, client: server.as(guardian), judged };
}

function sample(places: LeakWorld["places"], schoolId: string): string[] {
  const isOwn = (row: Row) => String(row.kato).startsWith(OWN.slice(0, 4));
  const spots: ((row: Row) => boolean)[] = [
    (row) => row.school_id === schoolId,
    (row) => isOwn(row) && row.school_id !== schoolId,
    (row) => !isOwn(row),
  ];
  return PREFIXES.flatMap((prefix) => {
    const rows = [...places].filter(([id]) => id.startsWith(`${prefix}_`));
    return spots.flatMap((isThere) => rows.filter(([, row]) => isThere(row)).slice(0, 4)).map(([id]) => id);
  });
}
