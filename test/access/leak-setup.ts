import { eq, sql } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Role } from "../../src/access/roles.js";
import { maintain } from "../../src/db/database.js";
import { seedDemo } from "../../src/db/seed/index.js";
import type { List } from "../../src/graphql/relations.js";
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
  /** A new officer of a role, without any relationship: at the school, or in the district. */
  asOfficer(role: Role): Promise<{ client: Client; judged: Judged }>;
  /** A row as the owner reads it. */
  rowOf(list: List, id: string): Promise<Record<string, unknown>[]>;
}

/** A server over the demo data. */
export async function startLeakWorld(): Promise<LeakWorld> {
  const server = await start();
  await seedDemo(server.database);
  await refreshStatistics(server.database);
  const places = await readPlaces(server.database);
  const [school] = (await maintain(server.database, (tx) =>
    tx.rows(sql`select s.id, 'agency_' || s.agency_id as agency_id from schools s join incidents i on i.school_id = s.id
      where s.kato between 751200000 and 751299999 group by s.id order by count(*) desc limit 1`),
  )) as [LeakWorld["school"]];

  async function asOfficer(role: Role) {
    const isOfSchool = STAFF.includes(role);
    const place = isOfSchool ? { school: { agencyId: school.agency_id } } : { kato: OWN };
    const officer = await anOfficer(server.database, { role, ...place });
    const judged = { role, digits: OWN.slice(0, 4), school: isOfSchool ? school.id : null };
    return { client: server.as(officer), judged };
  }
  const rowOf = ({ table }: List, id: string) =>
    maintain(server.database, (tx) => {
      const key = (table as unknown as { id: AnyPgColumn }).id;
      return tx.db
        .select()
        .from(table as PgTable)
        .where(eq(key, id)) as unknown as Promise<Record<string, unknown>[]>;
    });
  return { server, places, school, samples: sample(places, school.id), asOfficer, rowOf };
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
