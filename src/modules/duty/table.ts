import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { DUTY_ROLES, Role } from "../../access/roles.js";
import { instant, kato, oneOf, oneOfText, prefixedId, primaryId, stamped, territorial } from "../../db/columns.js";
import { officers } from "../agencies/table.js";
import { presencePolicies, rosterPolicies, shiftPolicies, silencePolicies } from "./policy.js";

const officerId = (name: string) => prefixedId("officer", name).references(() => officers.id);
const rosterId = () =>
  prefixedId("roster", "roster_id")
    .notNull()
    .references(() => dutyRosters.id);
const dutyRoles = sql.raw(DUTY_ROLES.map((role) => `'${role}'`).join(", "));

/** Who is on duty for a role in a territory; of the whole country where there is no territory. */
export const dutyRosters = pgTable(
  "duty_rosters",
  {
    id: primaryId("roster"),
    setById: officerId("set_by_id"),
    kato: kato("kato"),
    region: integer("region").generatedAlwaysAs(sql`kato / 10000000`),
    district: integer("district").generatedAlwaysAs(
      sql`case when kato % 10000000 = 0 then null else kato / 100000 end`,
    ),
    role: oneOfText("role", Role).notNull(),
    name: text("name").notNull(),
    // From when on the silence of its control centre counts.
    controlCentreSince: instant("control_centre_since"),
    isControlCentre: boolean("is_control_centre").notNull().generatedAlwaysAs(sql`control_centre_since is not null`),
    synthetic: boolean("synthetic").notNull().default(false),
    setAt: instant("set_at").notNull().default(sql`now()`),
    ...stamped(),
  },
  (t) => [
    index("duty_rosters_district").on(t.district, t.name, t.id), // dutyRosters(territory: district)
    index("duty_rosters_region").on(t.region, t.name, t.id), // dutyRosters(territory: region)
    index("duty_rosters_name").on(t.name, t.id), // dutyRosters of the country
    index("duty_rosters_rooms").on(t.id).where(sql`control_centre_since is not null`), // the watch over control rooms
    index("duty_rosters_set_by").on(t.setById),
    // onDuty: a role has one roster in a territory, or two would each believe that the other one answers.
    unique("duty_rosters_place").on(t.role, t.kato).nullsNotDistinct(),
    oneOf(t.role, Role.values, "duty_rosters"),
    check("duty_rosters_on_duty", sql`${t.role} in (${dutyRoles})`),
    check("duty_rosters_room_place", sql`${t.controlCentreSince} is null or ${t.kato} is not null`),
    // A jurisdiction is a range of codes of the first or second level, which only these codes make.
    check("duty_rosters_kato", sql`${t.kato} is null or ${t.kato} % 10000 = 0`),
    ...rosterPolicies(t),
  ],
);

/**
 * Shifts. What is over is history; what a new roster takes the place of before it began stays, marked as replaced.
 * `kato` is the roster's, copied, since a policy reads its own table only.
 */
export const dutyShifts = pgTable(
  "duty_shifts",
  {
    id: primaryId("shift"),
    rosterId: rosterId(),
    officerId: officerId("officer_id").notNull(),
    substituteForId: officerId("substitute_for_id"),
    takenOverFromId: officerId("taken_over_from_id"),
    handedOverToId: officerId("handed_over_to_id"),
    kato: kato("kato"),
    from: instant("from_at").notNull(),
    to: instant("to_at").notNull(),
    handedOverAt: instant("handed_over_at"),
    replacedAt: instant("replaced_at"),
    isReplaced: boolean("is_replaced").notNull().generatedAlwaysAs(sql`replaced_at is not null`),
    ...stamped(),
  },
  (t) => [
    index("duty_shifts_roster").on(t.rosterId, t.isReplaced, t.from, t.id), // dutyRoster { shifts }
    index("duty_shifts_ahead").on(t.rosterId, t.to).where(sql`replaced_at is null`), // onDuty, dutyRoster { gaps }
    index("duty_shifts_officer").on(t.officerId, t.to).where(sql`replaced_at is null`), // no officer on duty twice
    index("duty_shifts_officers").on(t.officerId),
    index("duty_shifts_substitute_for").on(t.substituteForId),
    index("duty_shifts_taken_over_from").on(t.takenOverFromId),
    index("duty_shifts_handed_over_to").on(t.handedOverToId),
    check("duty_shifts_period", sql`${t.to} >= ${t.from}`),
    check("duty_shifts_handed_over", sql`(${t.handedOverToId} is null) = (${t.handedOverAt} is null)`),
    ...shiftPolicies(t),
  ],
);

/** When control rooms were heard last: a live stream of alerts on a process is theirs. */
export const controlRoomPresence = pgTable(
  "control_room_presence",
  {
    rosterId: rosterId(),
    // A process; its rows are forgotten a day after its end.
    nodeId: uuid("node_id").notNull(),
    seenAt: instant("seen_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.rosterId, t.nodeId] }), // when a roster's room was heard last
    index("control_room_presence_seen_at").on(t.seenAt), // the upkeep: those of processes that ended
    ...presencePolicies,
  ],
);

/** Times in which nobody of a control room listened to alerts. Each is an alert of its own. */
export const dutySilences = pgTable(
  "duty_silences",
  {
    id: primaryId("silence"),
    rosterId: rosterId(),
    ...territorial(),
    since: instant("since").notNull(),
    foundAt: instant("found_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    index("duty_silences_roster").on(t.rosterId, t.since, t.id), // dutyRoster { silences }
    // Two processes that look at once must not raise two alerts.
    uniqueIndex("duty_silences_open").on(t.rosterId).where(sql`ended_at is null`),
    check("duty_silences_period", sql`${t.endedAt} is null or ${t.endedAt} >= ${t.since}`),
    ...silencePolicies(t),
  ],
);
