import { beforeAll, describe, expect, test } from "vitest";
import { alatau, almaly, anIncident, officerOf } from "../support/factories.js";
import { act as actOnIncident } from "../support/incidents.js";
import { GroupWatchDocument, IncidentWatchDocument } from "../support/operations.js";
import { type Client, type Running, start } from "../support/start.js";
import { act, actorOf, establish } from "../support/workgroups.js";

let server: Running;
let officer: Client;
beforeAll(async () => {
  server = await start();
  officer = server.as(officerOf(almaly));
});

describe("a stream of an incident", () => {
  test("begins with how it is, tells each step in order, and nothing of another incident", async () => {
    const { id } = await anIncident(server.database, { kato: almaly });
    const other = await anIncident(server.database, { kato: almaly });
    const stream = await officer.subscribe(IncidentWatchDocument, { id });
    const first = (await stream.next()).incidentChanged;
    expect(first).toMatchObject({ __typename: "IncidentSnapshot", previous: null, incident: { id, version: 1 } });

    await actOnIncident(officer, "incidentConfirm", { id: other.id });
    await actOnIncident(officer, "incidentConfirm", { id });
    const item = (await stream.next()).incidentChanged;
    expect(item).toMatchObject({ kind: "CONFIRMED", previous: first.cursor, incident: { id, version: 2 } });
    await stream.none();

    await stream.close();
    await actOnIncident(officer, "incidentReopen", { id: other.id });
    const resumed = await officer.subscribe(IncidentWatchDocument, { id, after: item.cursor });
    await resumed.none();
  });

  test("that the viewer may not see is as one that isn't there", async () => {
    const hidden = await anIncident(server.database, { kato: alatau });
    for (const id of [hidden.id, "incident_0192d3a0-0000-7000-8000-000000000000"]) {
      const stream = await officer.subscribe(IncidentWatchDocument, { id });
      expect((await stream.nextResult()).errors).toMatchObject([{ extensions: { code: "NOT_FOUND" } }]);
      expect(await stream.ended).toBeNull();
    }
  });

  test("needs a token", async () => {
    const { id } = await anIncident(server.database, { kato: almaly });
    const stream = await server.anonymous.subscribe(IncidentWatchDocument, { id });
    expect((await stream.nextResult()).errors).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
  });
});

test("a stream of a working group tells who joins", async () => {
  const group = await establish(officer);
  const stream = await officer.subscribe(GroupWatchDocument, { id: group.id });
  expect((await stream.next()).workingGroupChanged).toMatchObject({
    __typename: "WorkingGroupSnapshot",
    workingGroup: { name: group.name },
  });
  await establish(officer);
  const member = await actorOf(server, "HEALTH");
  const added = await act(officer, "workingGroupMemberAdd", { groupId: group.id, officerId: member.id });
  expect(added.errors).toEqual([]);
  expect((await stream.next()).workingGroupChanged).toMatchObject({
    kind: "MEMBER_ADDED",
    workingGroup: { id: group.id, version: 2 },
  });
  await stream.none();
});
