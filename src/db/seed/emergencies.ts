import { type Grant, grantRow } from "../../access/grant.js";
import type { alerts } from "../../modules/alerts/table.js";
import type { emergencyAccesses } from "../../modules/emergencies/table.js";
import type { Ward } from "./children.js";
import texts from "./children-texts.json" with { type: "json" };
import { DAY, HOUR, MINUTE, plus } from "./time.js";
import type { Made, World } from "./world.js";

type Access = Made<typeof emergencyAccesses> & { grantedAt: Date; expiresAt: Date };
type Alert = Made<typeof alerts>;

const DAYS = 60;
/** Days until most have been reviewed. */
const PATIENCE = 5 * DAY;

/** Records of children at grave risk that an inspector of another district of the region opened. */
export const makeEmergencies = (world: World, wards: readonly Ward[]): Access[] =>
  world.random
    .sample(
      wards.filter(({ child: { riskLevel } }) => riskLevel === "HIGH" || riskLevel === "CRITICAL"),
      world.size.emergencies,
    )
    .flatMap((ward) => accessTo(world, ward));

function accessTo(world: World, { child, campus }: Ward): Access[] {
  const { random, now } = world;
  const others = world.everywhere.filter((place) => place !== campus.place && place.region === campus.place.region);
  const officer = others.length > 0 && random.pick(others).people.get("JUVENILE_POLICE");
  if (!officer) return [];
  const grantedAt = plus(now, -random.int(4 * HOUR, DAYS * DAY));
  const { id: childId, schoolId, kato, accountableOfficerId: notifiedId } = child;
  const { reasonCode, reason } = random.pick(texts.emergencies) as Pick<Access, "reasonCode" | "reason">;
  const period = { grantedAt, expiresAt: plus(grantedAt, 3 * HOUR), createdAt: grantedAt };
  const asked = { officerId: officer.id, role: "JUVENILE_INSPECTOR", reasonCode, reason } as const;
  const access = { id: random.id("emergency", grantedAt), childId, schoolId, kato, notifiedId, ...asked, ...period };
  return [{ ...access, ...reviewOf(world, access, campus.place.region.kato) }];
}

function reviewOf({ random, now, appointments }: World, { expiresAt }: { expiresAt: Date }, region: string | null) {
  const reviewedAt = plus(expiresAt, random.int(HOUR, PATIENCE));
  const reviewer = appointments.find(({ role, kato }) => role === "DATA_OFFICER" && kato === region);
  if (!reviewer || reviewedAt > now || random.chance(0.1)) return {};
  const finding = random.pick(texts.findings);
  return { verdict: "JUSTIFIED" as const, finding, reviewedAt, reviewedById: reviewer.officerId, version: 2 };
}

/** The alert of each, which whoever was told of it has answered by the time of the review. */
export const makeEmergencyAlerts = ({ random }: World, made: readonly Access[]): Alert[] =>
  made.map(({ id: emergencyId, kato, schoolId, notifiedId, grantedAt: raisedAt, reviewedAt }) => {
    const about = { emergencyId, kato, schoolId, kind: "EMERGENCY_ACCESS_USED", place: texts.place } as const;
    const grave = { severity: "MODERATE", urgency: "IMMEDIATE", certainty: "OBSERVED", exercise: false } as const;
    const alert = { id: random.id("alert", raisedAt), ...about, ...grave, assignedToId: notifiedId, raisedAt };
    const seenAt = plus(raisedAt, random.int(MINUTE, HOUR));
    const seen = { acknowledgedAt: seenAt, acknowledgedById: notifiedId, actionStartedAt: seenAt };
    const ended = { state: "RESOLVED", ...seen, endedAt: reviewedAt, outcome: texts.outcome, version: 4 } as const;
    return { ...alert, createdAt: raisedAt, ...(reviewedAt ? ended : { state: "RAISED" as const }) };
  });

/** What each opened, and who was told of it. */
export const makeEmergencyGrants = ({ random }: World, made: readonly Access[]) =>
  made.flatMap(({ id: basisId, childId, officerId, notifiedId, grantedAt: from, expiresAt }) => {
    const row = (grant: Grant, to: Date | null) => ({
      id: random.id("grant", from).replace("grant_", ""),
      ...grantRow(grant),
      from,
      to,
    });
    const opened = { principal: officerId, subject: childId, tier: "T2", basis: "EMERGENCY", basisId } as const;
    const told = { subject: basisId, tier: "T3S", basis: "ACCOUNTABLE", basisId } as const;
    return [row(opened, expiresAt), ...(notifiedId ? [row({ principal: notifiedId, ...told }, null)] : [])];
  });
