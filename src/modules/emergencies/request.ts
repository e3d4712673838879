import { and, eq, gt, ne, sql } from "drizzle-orm";
import { findWhileGranting, type Grant, grantAccess } from "../../access/grant.js";
import { requireWorking } from "../../access/jurisdiction.js";
import { accessExclusions } from "../../access/table.js";
import type { Official } from "../../access/viewer.js";
import type { Transaction } from "../../db/database.js";
import { isIdOf } from "../../db/ids.js";
import { checkText } from "../../graphql/check.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { get, queueFor, uuidOf } from "../../graphql/lock.js";
import { mutate } from "../../graphql/mutation.js";
import { say } from "../../graphql/say.js";
import { raiseEmergencyAlert } from "../alerts/raise.js";
import { children } from "../children/table.js";
import { incidentParticipants } from "../incidents/table.js";
import { schools } from "../schools/table.js";
import type { EmergencyAccessRequestInput } from "./input.js";
import type { EmergencyRow } from "./machine.js";
import { recordEmergency } from "./record.js";
import { emergencyAccesses } from "./table.js";

type Input = EmergencyAccessRequestInput;
type ChildRow = typeof children.$inferSelect;
const PATH = ["childId"];

/** Opens a child's protected record for three hours, and tells who answers for the child and the data officer. */
export function requestEmergencyAccess(ctx: Context, input: Input) {
  return mutate(ctx, { name: "emergencyAccessRequest", thing: "emergencyAccess" }, input, async (tx) => {
    try {
      return await openRecord(ctx, tx, input);
    } catch (error) {
      // The refusal rolls this transaction back: what is traced is written in one of its own.
      traceRefusal(ctx, input);
      throw error;
    }
  });
}

function traceRefusal(ctx: Context, { childId }: Input) {
  const subject = { subjectType: "Child", subjectId: isIdOf("child", childId) ? childId : null };
  const fields = ["childId", "reasonCode", "reason"];
  ctx.trace({ action: "emergencyAccessRequest", ...subject, fields, outcome: "REFUSED" });
}

async function openRecord(ctx: Context, tx: Transaction, input: Input): Promise<EmergencyRow> {
  const viewer = requireWorking(ctx, "emergencies");
  const reason = checkText(input.reason, ["reason"], 1_000);
  uuidOf(children.id, input.childId, PATH);
  queueFor(tx, [input.childId]);
  const child = await findWhileGranting(tx, () => findProtected(tx, viewer, input.childId));
  if (!child) throw refused(input.childId);
  await requireEnded(tx, viewer, child);
  const school = await get(tx, schools, child.schoolId, PATH);
  const notifiedId = child.accountableOfficerId ?? school.headOfficerId;
  const access = await insertAccess(tx, viewer, child, { reasonCode: input.reasonCode, reason, notifiedId });
  await grantAccess(tx, () => grantsOf(access));
  await raiseEmergencyAlert(tx, access, school.nameRu);
  await recordEmergency(ctx, tx, access, "EMERGENCY_GRANTED");
  return access;
}

// One answer for all that can't be had: an absent child, one of another region, a closed record, a party to the matter.
const refused = (id: string) =>
  fail(
    "NOT_FOUND",
    PATH,
    say`childId must name a child whose record this viewer may open in an emergency, but got "${id}"`,
  );

async function findProtected(tx: Transaction, viewer: Official, childId: string): Promise<ChildRow | undefined> {
  const { region } = viewer.territory ?? {};
  if (region === undefined) return undefined;
  const open = and(eq(children.id, childId), eq(children.region, region), ne(children.confidentiality, "CLOSED"));
  const [child] = await tx.db
    .select()
    .from(children)
    .where(and(open, sql`not ${isParty(viewer)}`));
  return child;
}

// Excluded from the child, or from an incident in which the child took part.
function isParty({ settings: { principal } }: Official) {
  const { subjectType: type, subjectId: id } = accessExclusions;
  const { childId, incidentId } = incidentParticipants;
  const incidents = sql`select ${incidentId} from ${incidentParticipants} where ${childId} = ${children.id}`;
  const matter = sql`(${type} = 'child' and ${id} = ${children.id} or ${type} = 'incident' and ${id} in (${incidents}))`;
  const own = sql`${accessExclusions.principal} = ${principal}::uuid`;
  return sql`exists (select from ${accessExclusions} where ${own} and ${matter})`;
}

async function requireEnded(tx: Transaction, { officerId }: Official, { id }: ChildRow) {
  const { officerId: asked, childId, expiresAt } = emergencyAccesses;
  const inForce = and(eq(asked, officerId), eq(childId, id), gt(expiresAt, sql`now()`));
  const [access] = await tx.db.select().from(emergencyAccesses).where(inForce);
  if (!access) return;
  const until = access.expiresAt.toISOString();
  throw fail("REQUIREMENT_UNMET", PATH, say`Emergency access can't be extended: the one in force ends at ${until}`);
}

type Given = Pick<typeof emergencyAccesses.$inferInsert, "reasonCode" | "reason" | "notifiedId">;

async function insertAccess(tx: Transaction, { officerId, role }: Official, child: ChildRow, given: Given) {
  const { id: childId, schoolId, kato } = child;
  const insert = tx.db.insert(emergencyAccesses).values({ childId, schoolId, kato, officerId, role, ...given });
  const [access] = await insert.returning();
  return access as EmergencyRow;
}

// Whoever answers for the child is told, and sees the access for good.
function grantsOf({ id: basisId, childId, officerId, notifiedId, expiresAt: to }: EmergencyRow): Grant[] {
  const opened: Grant = { principal: officerId, subject: childId, tier: "T2", basis: "EMERGENCY", basisId, to };
  if (!notifiedId) return [opened];
  return [opened, { principal: notifiedId, subject: basisId, tier: "T3S", basis: "ACCOUNTABLE", basisId }];
}
