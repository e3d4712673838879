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
  latitude: number;
  longitude: number;
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

/** What the makers of demo data share. */
export interface World {
  random: Random;
  now: Date;
  country: Desk;
  regions: Desk[];
  places: Place[];
  campuses: Campus[];
  agencies: Agency[];
  officers: Officer[];
  appointments: Made<typeof appointments>[];
  /** A phone of a form that nobody has. */
  phone(): string;
}

export function createWorld(seed: number, now: Date): World {
  const units = new Map([...territories.regions, ...territories.districts].map((unit) => [unit.kato, unit]));
  const desk = (kato: string): Desk => ({
    kato,
    names: units.get(kato) ?? null,
    agencies: new Map(),
    people: new Map(),
  });
  const regionKatos = [...new Set(places.map(({ kato }) => `${kato.slice(0, 2)}0000000`))];
  const regions = new Map(regionKatos.map((kato) => [kato, desk(kato)]));
  let phones = 0;
  return {
    random: createRandom(seed),
    now,
    country: { kato: null, names: null, agencies: new Map(), people: new Map() },
    regions: [...regions.values()],
    places: places.map((place) => {
      const region = regions.get(`${place.kato.slice(0, 2)}0000000`) as Desk;
      return { quiet: false, localities: [place.kato], ...desk(place.kato), ...place, region };
    }),
    campuses: [],
    agencies: [],
    officers: [],
    appointments: [],
    phone: () =>
      String(++phones)
        .padStart(4, "0")
        .replace(/(..)(..)/, "+7 700 000 $1 $2"),
  };
}
