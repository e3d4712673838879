import type { BenchDatabase } from "./database.ts";
import { createRandom } from "./random.ts";
import { connect, type Scene } from "./scene.ts";
import { tokenOf } from "./server.ts";

/** A district with an officer whose jurisdiction it is. */
export interface District {
  kato: string;
  /** The officer's. */
  token: string;
  /** Some of its incidents, as prefixed ids. */
  incidents: string[];
}

interface Wanted {
  /** How many districts at most. */
  most: number;
  /** How many incidents each has at least. */
  incidents: number;
}

const SAMPLE = 1_000;

/** Districts that are large enough, the same in each run. Nobody is excluded from the incidents that are given. */
export async function findDistricts(scene: Scene, database: BenchDatabase, wanted: Wanted): Promise<District[]> {
  const sql = connect(database.url);
  try {
    const found = await sql<{ kato: number; officer: string; incidents: string[] }[]>`
      select d.kato, d.officer, i.incidents
      from (select kato, min(officer_id::text)::uuid as officer from appointments a
        where role = 'DISTRICT_OFFICER' and kato in (select kato from districts) and from_day <= current_date and to_day is null
          and not exists (select from appointments where officer_id = a.officer_id and id <> a.id)
        group by kato) d,
      lateral (select array_agg('incident_' || id order by id) as incidents from (
        select id from incidents where district = d.kato / 100000 and not exercise
          and id not in (select subject_id from access_exclusions) order by md5(id::text) limit ${SAMPLE}) i) i
      where (select count(*) from incidents where district = d.kato / 100000 and not exercise) >= ${wanted.incidents}
      order by md5(d.kato::text) limit ${wanted.most}`;
    const tokens = await Promise.all(found.map(({ officer }) => tokenOf(scene, database, `officer_${officer}`)));
    return found.map(({ kato, incidents }, i) => ({ kato: String(kato), incidents, token: tokens[i] as string }));
  } finally {
    await sql.end();
  }
}

/** Picks at random, the same for the same seed. */
export function createPick(seed: number) {
  const random = createRandom(seed);
  return <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
}
