import { randomUUID } from "node:crypto";
import postgres, { type ReservedSql } from "postgres";
import type { BenchDatabase } from "../support/database.ts";
import type { Scene } from "../support/scene.ts";

/** Where an incident is reported, and by whom. Ids are plain uuids. */
export interface Spot {
  school: string;
  kato: number;
  officer: string;
}

/**
 * The floor: the rows of a report under the same policies, through the server's driver and in its round trips, but
 * without HTTP, GraphQL and a journal that is followed. What a server on this driver can't go below.
 */
export function createByHand(scene: Scene, { url }: BenchDatabase, clients: number) {
  const connection = { role: "qorgan_app", TimeZone: "UTC" };
  const sql = postgres(url, { max: clients, onnotice: () => {}, connection });
  scene.defer(() => sql.end());
  return async (spots: readonly Spot[]): Promise<{ elapsedMs: number; cpuUs: number }> => {
    const rest = spots.values();
    const work = async () => {
      for (const spot of rest) await report(await sql.reserve(), spot);
    };
    const [started, used] = [performance.now(), process.cpuUsage()];
    await Promise.all(Array.from({ length: clients }, work));
    const { user, system } = process.cpuUsage(used);
    return { elapsedMs: performance.now() - started, cpuUs: user + system };
  };
}

async function report(sql: ReservedSql, spot: Spot) {
  const [incident, alert] = [randomUUID(), randomUUID()];
  const id = `incident_${incident}`;
  const key = { line: `officer_${spot.officer} incidentReport ${incident}`, name: "incidentReport", key: incident };
  try {
    // Sent together up to the first that is waited for.
    const begun = [sql.unsafe("begin").execute(), set(sql, { principal: spot.officer }).execute()];
    const [who] =
      await sql`select a.role, a.kato, o.agency_id from appointments a join officers o on o.id = a.officer_id
      where a.officer_id = ${spot.officer}::uuid order by a.from_day desc limit 1`;
    const settings = { principal: spot.officer, role: who?.role, kato_from: `${Math.floor(spot.kato / 1e5)}00000` };
    const [school] = await Promise.all([
      sql`select * from schools where id = ${spot.school}::uuid`,
      ...begun,
      set(sql, { ...settings, kato_to: `${Math.floor(spot.kato / 1e5)}99999` }),
      sql`select pg_advisory_xact_lock(hashtextextended(${key.line}, 0))::text`,
      sql`select * from mutation_keys where principal = ${spot.officer}::uuid and mutation = ${key.name} and key = ${key.key}`,
    ]);
    const rows = { ...spot, ...key, id, incident, alert, kato: Number(school?.[0]?.kato), role: String(who?.role) };
    const written = insert(sql, rows).execute();
    await Promise.all([written, sql`select * from incidents where id = ${incident}::uuid`, sql.unsafe("commit")]);
  } finally {
    sql.release();
  }
}

function set(sql: ReservedSql, given: Record<string, string>) {
  const of = (name: string) => given[name] ?? "";
  return sql`select set_config('qorgan.principal', ${of("principal")}, true), set_config('qorgan.subject', '', true),
    set_config('qorgan.role', ${of("role")}, true), set_config('qorgan.kato_from', ${of("kato_from")}, true),
    set_config('qorgan.kato_to', ${of("kato_to")}, true), set_config('qorgan.school', '', true),
    set_config('qorgan.maintenance', '', true), set_config('qorgan.granting', '', true)`;
}

type Rows = Spot & { name: string; key: string; id: string; incident: string; alert: string; role: string };

function insert(sql: ReservedSql, { school, kato, officer, name, key, id, incident, alert, role }: Rows) {
  return sql`
    with incident as (
      insert into incidents (id, school_id, kato, reported_by_id, kind, severity, certainty, place, occurred_at)
      values (${incident}, ${school}, ${kato}, ${officer}, 'FIGHT', 'SEVERE', 'OBSERVED', 'Школьный двор', now())),
    journal as (
      insert into journal (kind, aggregate_id, version, kato, school_id, severity_rank, actor)
      values ('INCIDENT_REPORTED', ${id}, 1, ${kato}, ${school}, 1, ${officer}),
        ('ALERT_RAISED', ${`alert_${alert}`}, 1, ${kato}, ${school}, 1, ${officer})),
    alert as (
      insert into alerts (id, incident_id, school_id, kato, kind, severity, urgency, certainty, place, exercise)
      values (${alert}, ${incident}, ${school}, ${kato}, 'FIGHT', 'SEVERE', 'IMMEDIATE', 'OBSERVED', 'Школьный двор',
        false)),
    key as (
      insert into mutation_keys (principal, mutation, key, input_hash, thing_id)
      values (${officer}, ${name}, ${key}, ${key}, ${id}))
    insert into audit_entries
      (id, actor_id, role, jurisdiction, kato, school_id, action, subject_type, subject_id, fields, purpose, request_id)
    values (${randomUUID()}, ${officer}, ${role}, ${kato}, ${kato}, ${school}, ${name}, 'Incident', ${id},
      '{kind,severity,certainty,place,schoolId}', 'CARE', ${randomUUID()})`;
}
