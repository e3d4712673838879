import { sql } from "drizzle-orm";
import { Role } from "../../../src/access/roles.js";
import { type Person, personOf } from "../../../src/access/tokens.js";
import type { Viewer } from "../../../src/access/viewer.js";
import { type Database, maintain } from "../../../src/db/database.js";
import { anOfficer } from "../../support/factories.js";
import { lookAround } from "./look.js";
import type { Place } from "./world.js";

/** Somebody who asks: an officer, a guardian, or nobody. */
export interface Asker {
  /** `DISTRICT_OFFICER of 751210000`. */
  name: string;
  person: Person | null;
  viewer: Viewer | null;
  /** The beginning of every list that they may read, as it is answered. */
  seen: string;
}

const NOBODY = { name: "nobody", person: null, viewer: null };

/** Two officers of each role, with different jurisdictions where there are, two guardians, and nobody. */
export async function findAskers(place: Place): Promise<Asker[]> {
  await fillRoles(place.database);
  const askers: Asker[] = [{ ...NOBODY, seen: await lookAround(place, NOBODY) }];
  for (const { name, id } of await findPeople(place.database)) askers.push(await meet(place, name, personOf(id)));
  return askers;
}

async function meet(place: Place, name: string, person: Person): Promise<Asker> {
  const context = await place.openContext(person, "ru");
  await context.close();
  const asker = { name, person, viewer: context.viewer };
  return { ...asker, seen: await lookAround(place, asker) };
}

async function fillRoles(database: Database) {
  const there = await maintain(database, (tx) => tx.rows<{ role: Role }>(sql`select distinct role from appointments`));
  const missing = Role.values.filter((role) => role !== "GUARDIAN" && !there.some((found) => found.role === role));
  for (const role of missing) await anOfficer(database, { role, kato: "751210000" });
}

const findPeople = (database: Database) =>
  maintain(database, (tx) =>
    tx.rows<{ name: string; id: string }>(sql`
      with placed as (
        select distinct on (role, kato, school_agency_id) officer_id, role, kato, school_agency_id
        from appointments where to_day is null order by role, kato, school_agency_id, id
      ), chosen as (
        select *, row_number() over (partition by role order by md5(officer_id::text)) as n from placed
      )
      select role || ' of ' || coalesce(kato::text, 'agency_' || school_agency_id, 'the country') as name,
        'officer_' || officer_id as id
      from chosen where n <= 2
      union all (select distinct 'guardian ' || guardian_id, 'guardian_' || guardian_id from guardianships order by 1 limit 2)
      order by name, id`),
  );
