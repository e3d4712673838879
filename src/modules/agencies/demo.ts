import { and, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Role } from "../../access/roles.js";
import type { Tokens } from "../../access/tokens.js";
import { katoRange } from "../../access/viewer.js";
import type { Database, Transaction } from "../../db/database.js";
import { today } from "../../db/day.js";
import { readAll } from "../../db/import.js";
import { guardians, guardianships } from "../identities/table.js";
import { agencies, appointments, officers } from "./table.js";

/** Somebody whom a visitor of the demo may be; `kato` is where they work, or null for the whole country. */
interface Part {
  label: string;
  role: Role;
  kato: string | null;
}

const ALMATY = "750000000";
const ALATAU = "751210000";
const ZHAMBYL = "310000000";

const PARTS: readonly Part[] = [
  { label: "Dispatcher, Almaty", role: "DISPATCHER", kato: ALMATY },
  { label: "District officer, Alatau", role: "DISTRICT_OFFICER", kato: ALATAU },
  { label: "School director, Alatau", role: "SCHOOL_DIRECTOR", kato: ALATAU },
  { label: "School psychologist, Alatau", role: "PSYCHOLOGIST", kato: ALATAU },
  { label: "Parent, Alatau", role: "GUARDIAN", kato: ALATAU },
  { label: "Juvenile inspector, Alatau", role: "JUVENILE_INSPECTOR", kato: ALATAU },
  { label: "Data officer, Almaty", role: "DATA_OFFICER", kato: ALMATY },
  { label: "Region officer, Zhambyl", role: "REGION_OFFICER", kato: ZHAMBYL },
  { label: "Ministry controller", role: "MINISTRY_CONTROLLER", kato: null },
  { label: "Ombudsman", role: "OMBUDSMAN", kato: null },
];

/** Ready tokens of the demo, the first one to start with. Only invented people ever get one. */
export const findDemoTokens = (database: Database, tokens: Tokens) =>
  readAll(database, async (tx) => {
    const found: { label: string; token: string }[] = [];
    for (const part of PARTS) {
      const id = await (part.role === "GUARDIAN" ? findParent : findActor)(tx, part);
      if (id) found.push({ label: part.label, token: await tokens.issue(id) });
    }
    return found;
  });

/** How many invented officers there are: whoever gets a token in their name is anybody. */
export const countDemoOfficers = (database: Database): Promise<number> =>
  readAll(database, ({ db }) => db.$count(officers, eq(officers.synthetic, true)));

const schoolAgencies = alias(agencies, "school_agencies");
const inForce = sql`${today} between ${appointments.from} and coalesce(${appointments.to}, 'infinity')`;

async function findActor({ db }: Transaction, { role, kato }: Part): Promise<string | null> {
  const [actor] = await db
    .select({ id: officers.id })
    .from(appointments)
    .innerJoin(officers, eq(officers.id, appointments.officerId))
    .leftJoin(schoolAgencies, eq(schoolAgencies.id, appointments.schoolAgencyId))
    .where(and(eq(officers.synthetic, true), eq(appointments.role, role), inForce, worksIn(kato)))
    .orderBy(schoolAgencies.nameRu, officers.id)
    .limit(1);
  return actor?.id ?? null;
}

async function findParent({ db }: Transaction, { kato }: Part): Promise<string | null> {
  const { from, to } = katoRange(kato);
  const [parent] = await db
    .select({ id: guardians.id })
    .from(guardians)
    .innerJoin(guardianships, eq(guardianships.guardianId, guardians.id))
    .where(and(eq(guardians.synthetic, true), sql`${guardianships.kato} between ${from}::int and ${to}::int`))
    .orderBy(guardians.id)
    .limit(1);
  return parent?.id ?? null;
}

function worksIn(kato: string | null): SQL | undefined {
  if (kato === null) return and(isNull(appointments.kato), isNull(appointments.schoolAgencyId));
  const { from, to } = katoRange(kato);
  const schoolIsThere = sql`${schoolAgencies.kato} between ${from}::int and ${to}::int`;
  return or(eq(appointments.kato, kato), schoolIsThere);
}
