import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { maintain } from "../../src/db/database.js";
import type { AgencyKind } from "../../src/modules/agencies/enums.js";
import { meetings, workingGroups } from "../../src/modules/workgroups/table.js";
import { alatau, almaly, anOfficer, aSchool, auezov, bostandyk, officerOf } from "../support/factories.js";
import { WorkingGroupsDocument } from "../support/operations.js";
import { type Client, GUARDED, type Running, start } from "../support/start.js";
import { act, actorOf, countsOf, day, establish, hours, journalOf, membersOf } from "../support/workgroups.js";

let server: Running;
let officer: Client;
beforeAll(async () => {
  server = await start(GUARDED);
  officer = server.as(officerOf(almaly));
});

describe("a standing group", () => {
  test("is established with members and says which agency is missing", async () => {
    const members = await membersOf(server, ["AKIMAT", "JUVENILE_POLICE", "SCHOOL"]);
    const group = await establish(officer, { members: [{ ...members[0], role: "CHAIR" }, members[1], members[2]] });

    expect(group).toMatchObject({
      kind: "STANDING",
      state: "ESTABLISHED",
      kato: almaly,
      missingAgencies: ["SOCIAL_SERVICE"],
      isComplete: false,
      allowedActions: ["ADD_MEMBER", "PLAN_MEETING", "RECORD_MEETING"],
    });
    expect(group.members[0]).toMatchObject({ role: "CHAIR", agencyKind: "AKIMAT", agency: { kind: "AKIMAT" } });
    expect(group.members).toHaveLength(3);
  });

  test("is complete when the last agency joins, and each change is in the journal", async () => {
    const { id } = await establish(officer, {
      members: await membersOf(server, ["AKIMAT", "JUVENILE_POLICE", "SCHOOL"]),
    });
    const social = await actorOf(server, "SOCIAL_SERVICE");
    const { membership } = await act(officer, "workingGroupMemberAdd", { groupId: id, officerId: social.id });

    expect(membership.workingGroup).toMatchObject({ missingAgencies: [], isComplete: true, version: 2 });
    expect(await journalOf(server, id)).toEqual(["WORKING_GROUP_ESTABLISHED 1", "WORKING_GROUP_MEMBER_ADDED 2"]);
  });

  test("doesn't count a member before the first day", async () => {
    const [akimat] = await membersOf(server, ["AKIMAT"]);
    const group = await establish(officer, { members: [{ ...akimat, from: day(5) }] });

    expect(group.missingAgencies).toEqual(["AKIMAT", "SCHOOL", "JUVENILE_POLICE", "SOCIAL_SERVICE"]);
  });

  test("of one school is established by its director", async () => {
    const school = await aSchool(server.database);
    const director = await anOfficer(server.database, { role: "SCHOOL_DIRECTOR", school });
    const group = await establish(server.as(director), { schoolId: school.id });

    expect(group.school.id).toBe(school.id);
  });

  test("with the same clientMutationId is made once", async () => {
    const first = await establish(officer, { clientMutationId: "group-1" });
    expect((await establish(officer, { clientMutationId: "group-1" })).id).toBe(first.id);
  });

  test.each([
    [{ territory: "999999999" }, "UNKNOWN_KATO", ["territory"]],
    [{ territory: alatau }, "NOT_ALLOWED", ["territory"]],
    [{ name: " " }, "INVALID_INPUT", ["name"]],
    [{ name: "х".repeat(201) }, "OUT_OF_RANGE", ["name"]],
    [{ mandate: "х".repeat(2_001) }, "OUT_OF_RANGE", ["mandate"]],
    [{ leadAgencyId: "agency_0192d3a0-0000-7000-8000-000000000000" }, "NOT_FOUND", ["leadAgencyId"]],
    [{ schoolId: "agency_0192d3a0-0000-7000-8000-000000000000" }, "INVALID_ID", ["schoolId"]],
    [{ members: [{ officerId: "school_1" }] }, "INVALID_ID", ["members", "0", "officerId"]],
    [{ members: Array(51).fill({ officerId: "officer_1" }) }, "OUT_OF_RANGE", ["members"]],
  ])("with %o is refused as %s at %o and writes nothing", async (given, code, path) => {
    const before = await countsOf(server, ["working_groups", "memberships", "journal"]);
    const input = { territory: almaly, name: "Группа", mandate: "Профилактика", ...given };
    const { workingGroup, errors } = await act(officer, "workingGroupEstablish", input);

    expect(workingGroup).toBeNull();
    expect(errors).toMatchObject([{ code, path }]);
    expect(await countsOf(server, ["working_groups", "memberships", "journal"])).toEqual(before);
  });
});

describe("a member", () => {
  test("joins once, and a group has one chair", async () => {
    const [first, second] = await membersOf(server, ["AKIMAT", "SCHOOL"]);
    const { id: groupId } = await establish(officer, { members: [{ ...first, role: "CHAIR" }] });
    const again = await act(officer, "workingGroupMemberAdd", { groupId, ...first });
    const chair = await act(officer, "workingGroupMemberAdd", { groupId, ...second, role: "CHAIR" });
    const twice = await act(officer, "workingGroupEstablish", {
      ...{ territory: almaly, name: "Группа", mandate: "Профилактика" },
      members: [second, second],
    });

    expect(again).toMatchObject({ membership: null, errors: [{ code: "INVALID_INPUT", path: ["officerId"] }] });
    expect(chair).toMatchObject({ membership: null, errors: [{ code: "INVALID_INPUT", path: ["role"] }] });
    expect(twice.errors).toMatchObject([{ code: "INVALID_INPUT", path: ["members", "1", "officerId"] }]);
  });

  test("isn't added by an officer of another district", async () => {
    const { id: groupId } = await establish(officer);
    const [member] = await membersOf(server, ["SCHOOL"]);
    const { errors } = await act(server.as(officerOf(alatau)), "workingGroupMemberAdd", { groupId, ...member });

    expect(errors).toMatchObject([{ code: "NOT_ALLOWED", path: ["groupId"] }]);
  });

  test("doesn't join a group that is dissolved", async () => {
    const { id: groupId } = await establish(officer);
    const [member] = await membersOf(server, ["SCHOOL"]);
    await maintain(server.database, ({ db }) =>
      db.update(workingGroups).set({ state: "DISSOLVED" }).where(eq(workingGroups.id, groupId)),
    );
    const { errors } = await act(officer, "workingGroupMemberAdd", { groupId, ...member });

    expect(errors).toMatchObject([{ __typename: "IllegalTransition", state: "DISSOLVED", allowed: [] }]);
  });

  test.each([
    [{ from: "1900-01-01" }, "OUT_OF_RANGE", ["from"]],
    [{ from: "2999-01-01" }, "OUT_OF_RANGE", ["from"]],
    [{ officerId: "officer_0192d3a0-0000-7000-8000-000000000000" }, "NOT_FOUND", ["officerId"]],
    [{ groupId: "group_0192d3a0-0000-7000-8000-000000000000" }, "NOT_FOUND", ["groupId"]],
  ])("with %o is refused as %s at %o", async (given, code, path) => {
    const { id: groupId } = await establish(officer);
    const [member] = await membersOf(server, ["SCHOOL"]);
    const { errors } = await act(officer, "workingGroupMemberAdd", { groupId, ...member, ...given });

    expect(errors).toMatchObject([{ code, path }]);
  });
});

describe("a list of groups", () => {
  test("costs the same number of statements for two groups and for eight", async () => {
    const client = server.as(officerOf(auezov));
    const addGroups = async (count: number) => {
      for (let i = 0; i < count; i++) {
        const members = await membersOf(server, ["AKIMAT", "SCHOOL"], auezov);
        const { id: groupId } = await establish(client, { territory: auezov, members });
        await act(client, "workingGroupMeetingPlan", { groupId, topic: "Заседание", plannedFor: hours(24) });
      }
    };
    const measure = async () => {
      const before = server.database.statements.count;
      const { data, errors } = await client.run(WorkingGroupsDocument, { territory: auezov });
      expect(errors).toBeUndefined();
      return { groups: data.workingGroups.nodes, statements: server.database.statements.count - before };
    };

    await addGroups(2);
    const two = await measure();
    await addGroups(6);
    const eight = await measure();

    expect(two.groups).toHaveLength(2);
    expect(eight.groups).toHaveLength(8);
    expect(eight.groups[0]).toMatchObject({
      missingAgencies: ["JUVENILE_POLICE", "SOCIAL_SERVICE"],
      meetings: { nodes: [{ isOverdue: false }] },
    });
    expect(eight.statements).toBe(two.statements);
  });

  test("is filtered by what is missing, and the board counts the same", async () => {
    const client = server.as(officerOf(bostandyk));
    const all: AgencyKind[] = ["AKIMAT", "SCHOOL", "JUVENILE_POLICE", "SOCIAL_SERVICE"];
    const complete = await establish(client, {
      territory: bostandyk,
      members: await membersOf(server, all, bostandyk),
    });
    const lacking = await establish(client, { territory: bostandyk });
    const planned = { groupId: lacking.id, topic: "Заседание", plannedFor: hours(24) };
    const { meeting } = await act(client, "workingGroupMeetingPlan", planned);
    await maintain(server.database, ({ db }) =>
      db
        .update(meetings)
        .set({ plannedFor: new Date(hours(-1)) })
        .where(eq(meetings.id, meeting.id)),
    );
    const { data } = await client.run(`{ district(kato: "${bostandyk}") {
      lacking: workingGroups(filter: { incomplete: true }) { nodes { id } totalCount }
      complete: workingGroups(filter: { incomplete: false, kinds: [STANDING] }) { nodes { id } }
      board { groupsIncomplete meetingsOverdue } } }`);

    expect(data.district).toMatchObject({
      lacking: { nodes: [{ id: lacking.id }], totalCount: 1 },
      complete: { nodes: [{ id: complete.id }] },
      board: { groupsIncomplete: 1, meetingsOverdue: 1 },
    });
  });

  test("needs a token", async () => {
    const { errors } = await server.anonymous.run(WorkingGroupsDocument);
    expect(errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
  });
});
