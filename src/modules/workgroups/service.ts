import { requireJurisdiction } from "../../access/jurisdiction.js";
import type { Transaction } from "../../db/database.js";
import { checkText } from "../../graphql/check.js";
import type { Context } from "../../graphql/context.js";
import { get } from "../../graphql/lock.js";
import { mutate } from "../../graphql/mutation.js";
import { agencies } from "../agencies/table.js";
import { schools } from "../schools/table.js";
import { checkWithin, lockGroup } from "./checks.js";
import type { WorkingGroupEstablishInput, WorkingGroupMemberAddInput } from "./input.js";
import { type GroupRow, nextState } from "./machine.js";
import { addMembers } from "./members.js";
import { changeGroup, recordGroup } from "./record.js";
import { workingGroups } from "./table.js";

/** Establishes a standing working group. One that lacks an agency is made too, and shows which. */
export function establishGroup(ctx: Context, input: WorkingGroupEstablishInput) {
  return mutate(ctx, { name: "workingGroupEstablish", thing: "workingGroup" }, input, async (tx) => {
    const name = checkText(input.name, ["name"], 200);
    const mandate = checkText(input.mandate, ["mandate"], 2_000);
    const place = await findPlace(ctx, tx, input);
    requireJurisdiction(ctx, place, { work: "groups", path: input.schoolId ? ["schoolId"] : ["territory"] });
    const leadAgencyId = input.leadAgencyId && (await get(tx, agencies, input.leadAgencyId, ["leadAgencyId"])).id;
    const [group] = await tx.db
      .insert(workingGroups)
      .values({ ...place, kind: "STANDING", state: "ESTABLISHED", name, mandate, leadAgencyId })
      .returning();
    await addMembers(tx, group as GroupRow, input.members, (i) => ["members", String(i)]);
    await recordGroup(ctx, tx, group as GroupRow, "WORKING_GROUP_ESTABLISHED");
    return group as GroupRow;
  });
}

async function findPlace(ctx: Context, tx: Transaction, { territory, schoolId }: WorkingGroupEstablishInput) {
  const { kato } = await ctx.territory(territory, ["territory"]);
  if (!schoolId) return { kato, schoolId: null };
  const school = await get(tx, schools, schoolId, ["schoolId"]);
  checkWithin({ kato }, school, ["schoolId"]);
  return { kato, schoolId: school.id };
}

/** Adds a member to a group; the agency is the officer's. */
export function addMember(ctx: Context, input: WorkingGroupMemberAddInput) {
  return mutate(ctx, { name: "workingGroupMemberAdd", thing: "membership" }, input, async (tx) => {
    const group = await lockGroup(ctx, tx, { id: input.groupId }, ["groupId"]);
    nextState(group, "ADD_MEMBER");
    const [membership] = await addMembers(tx, group, [input], () => []);
    await recordGroup(ctx, tx, await changeGroup(tx, group), "WORKING_GROUP_MEMBER_ADDED");
    return membership as { id: string };
  });
}
