import { type Batch, makeDirectory, makeLives } from "./demo.js";
import { createWideRandom, type Random } from "./random.js";
import territories from "./territories.json" with { type: "json" };
import { type Campus, createWorldOf, knownSites, type Place, type Site, type Size, type World } from "./world.js";

/** How much of everything a country has. */
export interface Scale {
  schools: number;
  children: number;
  incidents: number;
  /** For how many days incidents go back. */
  days: number;
  /** Of how many schools the rows are in memory at once. */
  atOnce: number;
  /** About how much disk it takes. */
  gigabytes: number;
  /** About how long it takes on two cores. */
  minutes: number;
}

/** The rows of a whole country, to be made one part after another. */
export interface Country {
  /** The tables of all rows. */
  tables: readonly string[];
  directory: readonly Batch[];
  parts: readonly Part[];
}

/** Some schools of a district with all that happened there. */
export interface Part {
  incidents: number;
  /** Makes its rows; they aren't kept. */
  make(): readonly Batch[];
}

// So many days' incidents rest at some step, however many years there are: control rooms have as much to do.
const RESTING_DAYS = 2;
const RESTING_OF_LATE = 0.1;
const DRILLS = 0.004;

/** Every district of the country, as the demo makes a few: the same for the same seed and day. */
export function createCountry(scale: Scale, { seed, now }: { seed: number; now: Date }): Country {
  const random = createWideRandom(seed, "country");
  const size = { ...sizeOf(scale), children: 0, incidents: 0 };
  const world = createWorldOf(sitesOf(random, scale.schools), { random, now, size });
  const directory = makeDirectory(world);
  const groups = world.places.flatMap((place) => split(world.campuses, place, scale.atOnce));
  const children = share(scale.children, groups.map(pupilsOf));
  const incidents = share(
    scale.incidents,
    groups.map((group) => (group.place.quiet ? 0 : pupilsOf(group))),
  );
  const parts = groups.map((group, i) => {
    const key = `${group.place.kato} ${group.number}`;
    const own = { ...size, children: children[i] as number, incidents: incidents[i] as number };
    const drawn = { random: createWideRandom(seed, key), size: { ...own, drills: Math.round(own.incidents * DRILLS) } };
    return { incidents: own.incidents, make: () => makePart({ ...world, ...drawn }, group) };
  });
  const nothing = makeLives({ ...world, places: [], campuses: [] });
  return { tables: [...directory, ...nothing].map(({ name }) => name), directory, parts };
}

const sizeOf = ({ days }: Scale): Omit<Size, "children" | "incidents"> => ({
  ...{ days, live: 1, drills: 0, resting: [RESTING_OF_LATE, RESTING_DAYS / days], emergencies: 2 },
});

// The demo's districts as they are there, the others without coordinates.
function sitesOf(random: Random, schools: number): Site[] {
  const known = new Map(knownSites.map((site) => [site.kato, site]));
  const weights = territories.districts.map(() => 0.6 + random.next());
  const counts = share(schools, weights);
  return territories.districts.map(({ kato, kind }, i) => {
    const urban = kind !== "DISTRICT";
    const load = (urban ? 0.9 : 0.7) + random.next() * 0.4;
    return { kato, urban, load, ...known.get(kato), schools: counts[i] as number };
  });
}

interface Group {
  place: Place;
  number: number;
  campuses: Campus[];
}

function split(all: readonly Campus[], place: Place, length: number): Group[] {
  const campuses = all.filter((campus) => campus.place === place);
  return Array.from({ length: Math.ceil(campuses.length / length) }, (_, number) => {
    return { place, number, campuses: campuses.slice(number * length, (number + 1) * length) };
  });
}

const pupilsOf = ({ campuses }: Group) => campuses.reduce((sum, { school }) => sum + (school.pupils as number), 0);

/** Parts of a total by weight, whole numbers that add up to it. */
function share(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  let before = 0;
  return weights.map((weight) => {
    const from = Math.round((before / sum) * total);
    before += weight;
    return Math.round((before / sum) * total) - from;
  });
}

function makePart(world: World, { place, number, campuses }: Group): readonly Batch[] {
  // The groups and the roster of a district are made with its first schools.
  const batches = makeLives({ ...world, places: number === 0 ? [place] : [], campuses });
  for (const campus of campuses) campus.children = [];
  return batches;
}
