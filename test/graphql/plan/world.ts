import { sql } from "drizzle-orm";
import type { GraphQLSchema } from "graphql";
import { createKeyRing, drawKeyRing } from "../../../src/access/keyring.js";
import type { Person } from "../../../src/access/tokens.js";
import { type Database, maintain, type Transaction } from "../../../src/db/database.js";
import { seedDemo } from "../../../src/db/seed/index.js";
import type { Language } from "../../../src/graphql/catalogue.js";
import { type Context, createContext } from "../../../src/graphql/context.js";
import { BOUNDS, createMeter } from "../../../src/graphql/meter.js";
import { createSchema } from "../../../src/graphql/schema.js";
import { domain, modules } from "../../../src/modules/index.js";
import { createMemoryJournal } from "../../support/memory-journal.js";
import { noDoor } from "../../support/receiver.js";
import { type Asker, findAskers } from "./askers.js";

/** The server's data, and the context that it makes for a request. */
export interface Place {
  schema: GraphQLSchema;
  database: Database;
  openContext(person: Person | null, language: Language): Promise<Context>;
}

/** A place with those who ask. */
export interface World extends Place {
  askers: readonly Asker[];
}

/** A server's schema and contexts over a database. */
export function openPlace(database: Database, ring = createKeyRing(drawKeyRing())): Place {
  const journal = createMemoryJournal();
  const given = { database, domain, journal, ring, webhooks: noDoor, bounds: BOUNDS, secret: "secret" };
  return {
    schema: createSchema(modules),
    database,
    openContext(principal, language) {
      const { lookups } = createMeter(BOUNDS);
      return createContext({ ...given, lookups, principal, language, appointment: null, purpose: null });
    },
  };
}

/** Fills an empty database with the demo data, and finds viewers of every kind. */
export async function makeWorld(database: Database, ring = createKeyRing(drawKeyRing())): Promise<World> {
  await seedDemo(database, undefined, { ring });
  await maintain(database, plantOddValues);
  const place = openPlace(database, ring);
  return { ...place, askers: await findAskers(place) };
}

// What JSON must escape and what it needn't, and numbers that PostgreSQL and JavaScript may print in different ways.
const ODD = sql`(values
  (1, U&'"quoted" \\005Cback/slash', 0.00001::float8), (2, U&'tab\\0009line\\000Afeed\\000Dbell\\0007', 1e-7),
  (3, U&'\\2028\\2029\\007F\\00A0', 1e15), (4, U&'\\+01F600 Ұлы', 1e21), (5, '', 0.1), (6, '{"json":[1]}', '-0'),
  (7, U&'\\0001\\001F<>&', 123456789.123456789), (8, '%_\\\\%', 100)) as odd (n, word, number)`;
const numbered = (table: string) =>
  sql`(select id, row_number() over (order by id) % 40 as n from ${sql.identifier(table)}) as one join ${ODD} using (n)`;

async function plantOddValues(tx: Transaction) {
  await tx.rows(sql`
    update schools set name_kk = word, name_ru = word || ' ' || name_ru, name_en = nullif(word, ''), address = word,
      latitude = number, longitude = -number
    from ${numbered("schools")} where schools.id = one.id`);
  await tx.rows(sql`
    update agencies set name_kk = word, name_ru = word || name_ru from ${numbered("agencies")} where agencies.id = one.id`);
  await tx.rows(sql`
    update incidents set place = word || place from ${numbered("incidents")} where incidents.id = one.id`);
}
