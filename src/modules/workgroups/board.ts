import { eq, isNull, lt, ne, sql } from "drizzle-orm";
import { Int } from "type-graphql";
import { countOf, measured } from "../../graphql/computed.js";
import type { districts } from "../territories/table.js";
import { isIncomplete } from "./presence.js";
import { meetings, workingGroups } from "./table.js";

/** Standing groups of a district, not dissolved, in which an agency is missing. */
export const groupsIncomplete = measured(
  () => Int,
  (district: typeof districts) =>
    countOf(
      workingGroups,
      eq(workingGroups.district, district.code),
      eq(workingGroups.kind, "STANDING"),
      ne(workingGroups.state, "DISSOLVED"),
      isIncomplete(workingGroups),
    ),
  "Standing working groups in which a required agency is missing.",
);

/** Meetings of a district whose time has come and that nobody has recorded, by the database's clock. */
export const meetingsOverdue = measured(
  () => Int,
  (district: typeof districts) =>
    countOf(
      meetings,
      eq(meetings.district, district.code),
      isNull(meetings.heldAt),
      lt(meetings.plannedFor, sql`now()`),
    ),
  "Meetings of working groups that were planned for a past time and not recorded.",
);
