import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { maintain } from "../../src/db/database.js";
import { incidents } from "../../src/modules/incidents/table.js";
import { alatau, almaly, anAgency, anIncident, officerOf } from "../support/factories.js";
import { type Client, type Running, start } from "../support/start.js";
import { act, establish, journalOf, membersOf } from "../support/workgroups.js";

let server: Running;
let officer: Client;
beforeAll(async () => {
  server = await start();
  officer = server.as(officerOf(almaly));
});

describe("a headquarters", () => {
  const activate = async (given: object = {}, client = officer) => {
    const { id: leadAgencyId } = await anAgency(server.database, { kind: "JUVENILE_POLICE" });
    const incidentId = (await anIncident(server.database, { kato: almaly })).id;
    return act(client, "headquartersActivate", { incidentId, leadAgencyId, ...given });
  };

  test("is activated by an incident and needs police and parents", async () => {
    const incident = await anIncident(server.database, { kato: almaly });
    const { workingGroup } = await activate({ incidentId: incident.id, members: await membersOf(server, ["PARENTS"]) });

    expect(workingGroup).toMatchObject({
      kind: "HEADQUARTERS",
      state: "ACTIVATED",
      name: `Headquarters, incident ${incident.number}`,
      missingAgencies: ["JUVENILE_POLICE"],
      allowedActions: ["ADD_MEMBER", "PLAN_MEETING", "RECORD_MEETING", "STAND_DOWN"],
      incident: { id: incident.id, headquarters: { nodes: [{ id: workingGroup.id }] } },
    });
    expect(await journalOf(server, workingGroup.id)).toEqual(["HEADQUARTERS_ACTIVATED 1"]);
  });

  test("stands down with a reason, once, and another may be activated then", async () => {
    const { id: incidentId } = await anIncident(server.database, { kato: almaly });
    const { workingGroup: first } = await activate({ incidentId });
    const input = { id: first.id, version: 1, reason: "Ребёнок найден" };
    const down = await act(officer, "headquartersStandDown", input);
    const again = await act(officer, "headquartersStandDown", { ...input, version: null });
    const next = await activate({ incidentId });

    expect(down.workingGroup).toMatchObject({ state: "STAND_DOWN", version: 2, stoodDownAt: expect.any(String) });
    expect(down.workingGroup.decisions.nodes).toEqual([{ text: "Ребёнок найден", meeting: null }]);
    expect(again.errors).toMatchObject([{ __typename: "IllegalTransition", state: "STAND_DOWN" }]);
    expect(next.errors).toEqual([]);
    expect(await journalOf(server, first.id)).toEqual(["HEADQUARTERS_ACTIVATED 1", "HEADQUARTERS_STOOD_DOWN 2"]);
  });

  test("is one for an incident, however many press at once", async () => {
    const { id: incidentId } = await anIncident(server.database, { kato: almaly });
    const answers = await Promise.all(Array.from({ length: 10 }, () => activate({ incidentId })));
    const errors = answers.flatMap((answer) => answer.errors);

    expect(answers.filter(({ workingGroup }) => workingGroup)).toHaveLength(1);
    expect(errors).toHaveLength(9);
    for (const error of errors) expect(error).toMatchObject({ code: "INVALID_INPUT", path: ["incidentId"] });
  });

  test("isn't activated by an incident that has ended or that the viewer doesn't see", async () => {
    const { id: incidentId } = await anIncident(server.database, { kato: almaly });
    const unseen = await activate({ incidentId }, server.as(officerOf(alatau)));
    await maintain(server.database, ({ db }) =>
      db.update(incidents).set({ state: "CLOSED" }).where(eq(incidents.id, incidentId)),
    );
    const ended = await activate({ incidentId });

    expect(unseen.errors).toMatchObject([{ code: "NOT_FOUND", path: ["incidentId"] }]);
    expect(ended.errors).toMatchObject([{ code: "REQUIREMENT_UNMET", path: ["incidentId"] }]);
  });

  test("is what stands down, not a standing group", async () => {
    const { id } = await establish(officer);
    const { errors } = await act(officer, "headquartersStandDown", { id, reason: "Завершено" });
    expect(errors).toMatchObject([{ code: "INVALID_INPUT", path: ["id"] }]);
  });
});
