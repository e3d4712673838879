import { and, eq } from "drizzle-orm";
import { endAccess } from "../../access/grant.js";
import { requireJurisdiction } from "../../access/jurisdiction.js";
import type { Transaction } from "../../db/database.js";
import { checkOptionalText, checkText } from "../../graphql/check.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { get, lock } from "../../graphql/lock.js";
import { mutate } from "../../graphql/mutation.js";
import { requireOfficer } from "../../graphql/resolve.js";
import { say } from "../../graphql/say.js";
import { text } from "../../graphql/text.js";
import { agencies } from "../agencies/table.js";
import { ENDED_STATES } from "../incidents/enums.js";
import { incidents } from "../incidents/table.js";
import { lockGroup } from "./checks.js";
import type { HeadquartersActivateInput, HeadquartersStandDownInput } from "./input.js";
import { type GroupRow, headquarters } from "./machine.js";
import { addMembers } from "./members.js";
import { changeGroup, recordGroup } from "./record.js";
import { decisions, workingGroups } from "./table.js";

type IncidentRow = typeof incidents.$inferSelect;

/** Activates the headquarters of an incident that goes on; an incident has one active at a time. */
export function activateHeadquarters(ctx: Context, input: HeadquartersActivateInput) {
  return mutate(ctx, { name: "headquartersActivate", thing: "workingGroup" }, input, async (tx) => {
    const incident = await lockIncident(ctx, tx, input.incidentId);
    const { id: leadAgencyId } = await get(tx, agencies, input.leadAgencyId, ["leadAgencyId"]);
    const { id: incidentId, kato, schoolId } = incident;
    const name = nameOf(ctx, incident, input);
    const values = { incidentId, kato, schoolId, leadAgencyId, name, activatedAt: new Date() };
    const [group] = await tx.db
      .insert(workingGroups)
      .values({ ...values, kind: "HEADQUARTERS", state: "ACTIVATED" })
      .returning();
    await addMembers(tx, group as GroupRow, input.members, (i) => ["members", String(i)]);
    await recordGroup(ctx, tx, group as GroupRow, "HEADQUARTERS_ACTIVATED");
    return group as GroupRow;
  });
}

const nameOf = (ctx: Context, { number }: IncidentRow, { name }: HeadquartersActivateInput) =>
  checkOptionalText(name, ["name"], 200) ?? text("headquarters.name", ctx.language, { number });

// The lock on the incident makes activations queue, so the second sees the first one's headquarters.
async function lockIncident(ctx: Context, tx: Transaction, id: string): Promise<IncidentRow> {
  const path = ["incidentId"];
  requireJurisdiction(ctx, await get(tx, incidents, id, path), { work: "groups", path });
  const incident = await lock(tx, incidents, { id });
  if ((ENDED_STATES as readonly string[]).includes(incident.state)) {
    const message = say`incidentId must name an incident that goes on, but it is ${incident.state}`;
    throw fail("REQUIREMENT_UNMET", ["incidentId"], message);
  }
  const active = and(eq(workingGroups.incidentId, incident.id), eq(workingGroups.state, "ACTIVATED"));
  const [other] = await tx.db.select().from(workingGroups).where(active);
  if (!other) return incident;
  const message = say`incidentId must name an incident without an active headquarters, but it has "${other.id}"`;
  throw fail("INVALID_INPUT", ["incidentId"], message);
}

/** Stands a headquarters down; the reason is the last entry of its decisions. */
export function standDown(ctx: Context, input: HeadquartersStandDownInput) {
  return mutate(ctx, { name: "headquartersStandDown", thing: "workingGroup" }, input, async (tx) => {
    const reason = checkText(input.reason, ["reason"], 2_000);
    const group = await lockGroup(ctx, tx, input, ["id"]);
    const state = headquarters.next(requireHeadquarters(group), "STAND_DOWN");
    const { id: workingGroupId, kato, schoolId } = group;
    const stoodDownAt = new Date();
    const { officerId: writtenById } = requireOfficer(ctx);
    const decision = { workingGroupId, kato, schoolId, position: 1, text: reason, takenAt: stoodDownAt, writtenById };
    await tx.db.insert(decisions).values(decision);
    const changed = await changeGroup(tx, group, { state, stoodDownAt });
    await recordGroup(ctx, tx, changed, "HEADQUARTERS_STOOD_DOWN");
    await endAccess(tx, { basis: "HEADQUARTERS", basisId: group.id });
    return changed;
  });
}

function requireHeadquarters(group: GroupRow): GroupRow {
  if (group.kind === "HEADQUARTERS") return group;
  throw fail("INVALID_INPUT", ["id"], say`id must name a headquarters, but it is a standing working group`);
}
