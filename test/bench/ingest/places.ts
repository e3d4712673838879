import type { BenchDatabase } from "../support/database.ts";
import type { Ask } from "../support/load.ts";
import { createRandom } from "../support/random.ts";
import { connect, type Scene } from "../support/scene.ts";
import { tokenOf } from "../support/server.ts";
import type { Spot } from "./by-hand.ts";

/** Where an incident is reported, and with whose token. */
export type Place = Spot & { token: string };

const REPORT =
  "mutation ($input: IncidentReportInput!) { incidentReport(input: $input) { incident { id } errors { code } } }";

const random = createRandom(7);
let key = 0;

// With a key of its own each: one that comes again would make nothing new.
export function askOf({ school, token }: Place): Ask {
  const what = { kind: "FIGHT", severity: "SEVERE", certainty: "OBSERVED", place: "Школьный двор" };
  const input = { ...what, schoolId: `school_${school}`, clientMutationId: `bench-${key++}` };
  return { token, body: JSON.stringify({ query: REPORT, variables: { input } }) };
}

export const placesOf = (places: readonly Place[], count: number) =>
  Array.from({ length: count }, () => places[Math.floor(random() * places.length)] as Place);
export const asksOf = (places: readonly Place[], count: number) => placesOf(places, count).map(askOf);

/** Statements that gather the places. */
export const PLACES = [
  "create table bench_places (n int primary key, school uuid, kato int, officer uuid)",
  `insert into bench_places select row_number() over (order by s.id), s.id, s.kato, a.officer_id
    from schools s join appointments a on a.kato = s.kato`,
];

export async function findPlaces(scene: Scene, database: BenchDatabase): Promise<Place[]> {
  const sql = connect(database.url);
  try {
    const officers = await sql<{ officer: string }[]>`select distinct officer from bench_places`;
    const made = officers.map(
      async ({ officer }) => [officer, await tokenOf(scene, database, `officer_${officer}`)] as const,
    );
    const tokens = new Map(await Promise.all(made));
    const places = await sql<Spot[]>`select school, kato, officer from bench_places order by n`;
    return places.map((spot) => ({ ...spot, token: String(tokens.get(spot.officer)) }));
  } finally {
    await sql.end();
  }
}
