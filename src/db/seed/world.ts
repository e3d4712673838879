import type { PgTable } from "drizzle-orm/pg-core";
import type { Role } from "../../access/roles.js";
import type { AgencyKind } from "../../modules/agencies/enums.js";
import type { agencies, appointments, officers } from "../../modules/agencies/table.js";
import type { children } from "../../modules/children/table.js";
import type { incidents } from "../../modules/incidents/table.js";
import type { schools } from "../../modules/schools/table.js";
import places from "./places.json" with { type: "json" };
import { createRandom, type Random } from "./random.js";
import territories from "./territories.json" with { type: "json" };

/** A row whose id is known before it is inserted. */
export type Made<T extends PgTable> = T["$inferInsert"] & { id: string };
export type Agency = Made<typeof agencies>;
export type Officer = Made<typeof officers>;
export type Child = Made<typeof children>;
export type Incident = Made<typeof incidents>;

/** The agencies and officers of a territory; of the whole country where `kato` is null. */
export interface Desk {
  kato: string | null;
  names: { ru: string; kk?: string; en?: string } | null;
  agencies: Map<AgencyKind, Agency>;
  /** Who acts for each agency. */
  people: Map<AgencyKind, Officer>;
}

/** A district that gets demo schools. */
export interface Place extends Desk {
  kato: string;
  region: Desk;
  schools: number;
  /** About where its schools stand, where that is known. */
  latitude?: number;
  longitude?: number;
  urban: boolean;
  /** Pupils per seat. */
  load: number;
  /** Real children died here in 2025: no invented incident is placed here, and no grave risk. */
  quiet: boolean;
  /** Codes below the district that its schools stand in, where they are known. */
  localities: string[];
}

/** A school with those who work and learn in it. */
export interface Campus {
  school: Made<typeof schools>;
  place: Place;
  agency: Agency;
  staff: Map<Role, Officer>;
  children: Child[];
}

/** How much of everything is made. */
export interface Size {
  children: number;
  incidents: number;
  /** For how many days incidents go back. */
  days: number;
  /** Incidents of the last days whatever the season, so that a control room always has work. */
  live: number;
  drills: number;
  /** The shares of incidents of the last weeks and of older ones that rest at some step. */
  resting: readonly [late: number, old: number];
  emergencies: number;
  /** Where a child is missing at this moment. */
  searched?: string;
}

/** What the makers of demo data share. */
export interface World {
  random: Random;
  now: Date;
  size: Size;
  country: Desk;
  regions: Desk[];
  places: Place[];
  /** Also those places for which nothing is made at the moment. */
  everywhere: readonly Place[];
  campuses: Campus[];
  pseudonyms: Set<string>;
  agencies: Agency[];
  officers: Officer[];
  appointments: Made<typeof appointments>[];
  /** A phone of a form that nobody has. */
  phone(): string;
}

/** What the demo is made with: the districts of four regions. */
const DEMO: Size = {
  ...{ children: 2_000, incidents: 3_000, days: 730, live: 25, drills: 12, resting: [0.35, 0.006], emergencies: 60 },
  searched: "751210000",
};
const units = new Map([...territories.regions, ...territories.districts].map((unit) => [unit.kato, unit]));

export type Site = Pick<Place, "kato" | "schools" | "urban" | "load"> & Partial<Place>;
export const knownSites: readonly Site[] = places;

export const createWorld = (seed: number, now: Date): World =>
  createWorldOf(places, { random: createRandom(seed), now, size: DEMO });

/** A world with nothing in it but the desks of its places, of their regions and of the country. */
export function createWorldOf(sites: readonly Site[], given: Pick<World, "random" | "now" | "size">): World {
  const regionKatos = [...new Set(sites.map(({ kato }) => `${kato.slice(0, 2)}0000000`))];
  const regions = new Map(regionKatos.map((kato) => [kato, createDesk(kato)]));
  const made = sites.map((site): Place => {
    const region = regions.get(`${site.kato.slice(0, 2)}0000000`) as Desk;
    return { quiet: false, localities: [site.kato], ...createDesk(site.kato), ...site, region };
  });
  let phones = 0;
  return {
    ...given,
    country: { kato: null, names: null, agencies: new Map(), people: new Map() },
    regions: [...regions.values()],
    places: made,
    everywhere: made,
    campuses: [],
    pseudonyms: new Set(),
    agencies: [],
    officers: [],
    appointments: [],
    phone: () =>
      String(++phones % 10_000)
        .padStart(4, "0")
        .replace(/(..)(..)/, "+7 700 000 $1 $2"),
  };
}

const createDesk = (kato: string) => ({
  kato,
  names: units.get(kato) ?? null,
  agencies: new Map(),
  people: new Map(),
});
