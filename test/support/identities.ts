import { type SQL, sql } from "drizzle-orm";
import { grantRow } from "../../src/access/grant.js";
import { controlDigit } from "../../src/access/iin.js";
import { accessGrants } from "../../src/access/table.js";
import { maintain } from "../../src/db/database.js";
import { maySeeChild, openedBy } from "../../src/modules/identities/family.js";
import { type Identity, sealContact, sealIdentity } from "../../src/modules/identities/sealing.js";
import { childIdentities, guardians, guardianships } from "../../src/modules/identities/table.js";
import { aChild, anOfficer, aSchool } from "./factories.js";
import type { Running } from "./start.js";

type Child = Awaited<ReturnType<typeof aChild>>;

let last = 0;
/** An IIN that nobody was given, another each time. */
export function anIin(): string {
  const digits = `1013${String(++last).padStart(7, "0")}`;
  const control = controlDigit(digits);
  return control === null ? anIin() : `${digits}${control}`;
}

/** Who a child is; every value another than those of the tests' other children. */
export async function anIdentity({ database, ring }: Running, child: Child, given: Partial<Identity> = {}) {
  const identity: Identity = {
    ...{ surname: "Тоқтарова", givenName: "Алия", patronymic: null, birthDate: "2012-03-04", iin: anIin() },
    ...{ photoReference: null, address: "ул. Абая, 7", ...given },
  };
  const { id, schoolId, kato } = child;
  const row = { childId: id, schoolId, kato, ...sealIdentity(ring, { id, version: 1 }, identity) };
  await maintain(database, ({ db }) =>
    db
      .insert(childIdentities)
      .values(row)
      .then(() => {}),
  );
  return identity;
}

const fromNumber = (prefix: string) => `${prefix}_00000000-0000-7000-8000-${String(++last).padStart(12, "0")}`;

interface Given extends Partial<typeof guardianships.$inferInsert> {
  /** The same mother as another child's. */
  known?: string;
}

/** The mother of a child, who may see it unless a fact forbids it. */
export async function aMother({ database, ring }: Running, child: Child, { known, ...given }: Given = {}) {
  const { id: childId, schoolId, kato } = child;
  const guardianId = known ?? fromNumber("guardian");
  const id = fromNumber("guardianship");
  const contact = { name: "Тоқтарова Салтанат", phone: "+7 799 100 00 01", email: "s@example.kz", address: null };
  const sealed = sealContact(ring, { id, version: 1 }, { ...contact, custodyNote: "Живёт с матерью" });
  const facts = { relation: "MOTHER", legalBasis: "PARENTHOOD", from: "2020-01-01" } as const;
  const relation = { id, childId, guardianId, contactAllowed: true, custodyWithheld: false, ...given };
  await maintain(database, async ({ db }) => {
    if (!known) await db.insert(guardians).values({ id: guardianId });
    await db.insert(guardianships).values({ ...facts, ...relation, schoolId, kato, ...sealed });
    const { to: _, ...grant } = grantRow(openedBy(relation));
    if (maySeeChild(relation)) await db.insert(accessGrants).values(grant as typeof accessGrants.$inferInsert);
  });
  return guardianId;
}

/** A school with a child whose identity is known, and the school's people. */
export async function aSchoolWithChild(server: Running) {
  const school = await aSchool(server.database);
  const child = await aChild(server.database, { school });
  const identity = await anIdentity(server, child);
  const staff = (role: "SCHOOL_DIRECTOR" | "PSYCHOLOGIST" | "SOCIAL_PEDAGOGUE" | "CLASS_TEACHER") =>
    anOfficer(server.database, { role, school });
  return { school, child, identity, staff, director: server.as(await staff("SCHOOL_DIRECTOR")) };
}

export const rowsOf = <Row>({ database }: Running, query: SQL) => maintain(database, (tx) => tx.rows<Row>(query));

/** What the audit says of a child, in order. */
export const auditOf = (server: Running, childId: string) =>
  rowsOf<{ action: string; fields: string[]; purpose: string; outcome: string; role: string; xid: string }>(
    server,
    sql`select action, fields, purpose, outcome, role, xid::text as xid from audit_entries
      where subject_id = ${childId} order by seq`,
  );
