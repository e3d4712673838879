import { beforeAll, expect, test } from "vitest";
import { maintain } from "../../src/db/database.js";
import { agencies } from "../../src/modules/agencies/table.js";
import { children } from "../../src/modules/children/table.js";
import { AlertSeverity } from "../../src/modules/incidents/enums.js";
import { incidentParticipants, incidents } from "../../src/modules/incidents/table.js";
import { schools } from "../../src/modules/schools/table.js";
import { almaly, officerOf } from "../support/factories.js";
import { DistrictGraphDocument } from "../support/operations.js";
import { type Client, GUARDED, type Running, start } from "../support/start.js";

let server: Running;
let officer: Client;

const times = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));

beforeAll(async () => {
  server = await start(GUARDED);
  officer = server.as(officerOf(almaly));
  await maintain(server.database, async ({ db }) => {
    const kato = almaly;
    const made = await db
      .insert(agencies)
      .values(times(20, (i) => ({ kind: "SCHOOL" as const, kato, nameRu: `Школа ${i}` })))
      .returning();
    const ofDistrict = await db
      .insert(schools)
      .values(
        made.map(({ id, nameRu }) => ({
          agencyId: id,
          kato,
          nameRu,
          kind: "SECONDARY" as const,
          ownership: "STATE" as const,
        })),
      )
      .returning();
    const pupils = await db
      .insert(children)
      .values(
        ofDistrict.flatMap(({ id }, s) =>
          times(6, (i) => ({ schoolId: id, kato, pseudonym: `T${s}-${i}`, riskLevel: "MEDIUM" as const })),
        ),
      )
      .returning();
    const at = (i: number) => new Date(Date.UTC(2026, 0, 1 + i));
    const cases = await db
      .insert(incidents)
      .values(
        pupils.flatMap(({ schoolId }) =>
          times(4, (i) => ({
            schoolId,
            kato,
            kind: "FIGHT" as const,
            severity: "MINOR" as const,
            place: "Двор",
            occurredAt: at(i),
          })),
        ),
      )
      .returning({ id: incidents.id, schoolId: incidents.schoolId });
    const roles = ["VICTIM", "WITNESS"] as const;
    const parts = cases.flatMap(({ id, schoolId }, i) =>
      roles.map((participation) => ({
        incidentId: id,
        schoolId,
        kato,
        ...{ active: true, severityRank: AlertSeverity.values.indexOf("MINOR") },
        childId: pupils[Math.floor(i / 4)]?.id,
        pseudonym: pupils[Math.floor(i / 4)]?.pseudonym,
        participation,
      })),
    );
    for (let i = 0; i < parts.length; i += 500) await db.insert(incidentParticipants).values(parts.slice(i, i + 500));
  });
});

test("from a district to its participants takes as many statements for 20, 5 and 3 as for 2, 1 and 1", async () => {
  const read = async (first: { schools: number; children: number; incidents: number }) => {
    const before = server.database.statements.count;
    const { data, errors } = await officer.run(DistrictGraphDocument, { kato: almaly, ...first });
    expect(errors).toBeUndefined();
    return { district: data.district, statements: server.database.statements.count - before };
  };
  await officer.run("{ viewer { role } }");

  const few = await read({ schools: 2, children: 1, incidents: 1 });
  const many = await read({ schools: 20, children: 5, incidents: 3 });

  const found = many.district?.schools.nodes ?? [];
  const pupils = found.flatMap((school) => school.childrenAtRisk.nodes);
  const cases = pupils.flatMap((child) => child.incidents.nodes);
  expect([found.length, pupils.length, cases.length]).toEqual([20, 100, 300]);
  for (const pupil of pupils) {
    const children = pupil.incidents.nodes.flatMap(({ participants }) => participants.nodes.map(({ child }) => child));
    expect(children.map((child) => child?.pseudonym)).toEqual(Array(6).fill(pupil.pseudonym));
  }
  expect(many.statements).toBe(few.statements);
  // begin's settings aside: viewer, district, schools, children, incidents, participants, children by id
  expect(many.statements).toBeLessThanOrEqual(9);
});
