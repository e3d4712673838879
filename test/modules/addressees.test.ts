import { beforeAll, describe, expect, test } from "vitest";
import { maintain } from "../../src/db/database.js";
import { childTeamMembers } from "../../src/modules/children/table.js";
import { exclude } from "../support/access.js";
import {
  aChild,
  alatau,
  almaly,
  anAlert,
  anIncident,
  anOfficer,
  aParticipant,
  aSchool,
  officerOf,
} from "../support/factories.js";
import { type Client, type Running, start } from "../support/start.js";

let server: Running;
beforeAll(async () => {
  server = await start();
});

const QUERY = "query($id: ID!) { alert(id: $id) { addressees { role officer { id } } } }";

async function addresseesOf(alert: { id: string }, client: Client = server.as(officerOf(almaly))) {
  const { data, errors } = await client.run(QUERY, { id: alert.id });
  expect(errors).toBeUndefined();
  return data.alert?.addressees.map(({ role, officer }: never) => ({ role, ...(officer as object) }));
}

/** An alert of an incident with a child, who learns elsewhere and has a team. */
async function anAlertOfChild() {
  const { database } = server;
  const [school, other] = [await aSchool(database, { kato: almaly }), await aSchool(database, { kato: alatau })];
  const hire = (role: "SCHOOL_DIRECTOR" | "PSYCHOLOGIST" | "SOCIAL_PEDAGOGUE", at = school) =>
    anOfficer(database, { role, school: at });
  const staff = { director: await hire("SCHOOL_DIRECTOR"), psychologist: await hire("PSYCHOLOGIST") };
  await hire("SOCIAL_PEDAGOGUE");
  const team = {
    pedagogue: await hire("SOCIAL_PEDAGOGUE", other),
    inspector: await anOfficer(database, { role: "JUVENILE_INSPECTOR" }),
  };
  const gone = await hire("PSYCHOLOGIST", other);
  const child = await aChild(database, { school: other, accountableOfficerId: team.pedagogue.id });
  const member = (officerId: string, to?: Date) => ({
    childId: child.id,
    officerId,
    schoolId: other.id,
    kato: alatau,
    to,
  });
  await maintain(database, ({ db }) =>
    db.insert(childTeamMembers).values([member(team.inspector.id), member(gone.id, new Date())]),
  );
  const incident = await anIncident(database, { school });
  await aParticipant(database, { incidentId: incident.id, childId: child.id });
  return { alert: await anAlert(database, { incident }), incident, child, ...staff, ...team };
}

describe("an alert is addressed to", () => {
  test("the school's director and psychologist and the team of each child who took part", async () => {
    const { alert, director, psychologist, pedagogue, inspector } = await anAlertOfChild();
    const expected = [
      { role: "JUVENILE_INSPECTOR", id: inspector.id },
      { role: "PSYCHOLOGIST", id: psychologist.id },
      { role: "SCHOOL_DIRECTOR", id: director.id },
      { role: "SOCIAL_PEDAGOGUE", id: pedagogue.id },
    ];
    expect(await addresseesOf(alert)).toEqual(expected);
    // The control room sees neither teams nor children, and the same addressees.
    expect(await addresseesOf(alert, server.as(officerOf("750000000", "DISPATCHER")))).toEqual(expected);
  });

  test("nobody who is excluded from the incident or the child", async () => {
    const { alert, incident, child, director, inspector } = await anAlertOfChild();
    await exclude(server.database, director.id, incident.id);
    await exclude(server.database, inspector.id, child.id);
    const roles = (await addresseesOf(alert)).map(({ role }: { role: string }) => role);
    expect(roles).toEqual(["PSYCHOLOGIST", "SOCIAL_PEDAGOGUE"]);
  });

  test("nobody whom it is asked of by somebody who doesn't see it", async () => {
    const { alert } = await anAlertOfChild();
    expect(await addresseesOf(alert, server.as(officerOf(alatau)))).toBeUndefined();
  });

  test("as many statements for many alerts as for one", async () => {
    const school = await aSchool(server.database, { kato: alatau });
    await anOfficer(server.database, { role: "SCHOOL_DIRECTOR", school });
    for (let i = 0; i < 6; i++)
      await anAlert(server.database, { incident: await anIncident(server.database, { school }) });
    const client = server.as(officerOf(alatau));
    const statementsOf = async (first: number) => {
      const before = server.database.statements.count;
      const { data } = await client.run(
        `{ alerts(first: ${first}) { nodes { addressees { role officer { name } } } } }`,
      );
      expect(data.alerts.nodes.at(-1).addressees).toMatchObject([{ role: "SCHOOL_DIRECTOR" }]);
      return server.database.statements.count - before;
    };
    await statementsOf(1);
    expect(await statementsOf(6)).toBe(await statementsOf(1));
  });
});
