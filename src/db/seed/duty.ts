import type { dutyRosters, dutyShifts } from "../../modules/duty/table.js";
import { HOUR, plus, plusDays } from "./time.js";
import type { Made, Officer, Place, World } from "./world.js";

type Roster = Made<typeof dutyRosters>;
type Shift = Made<typeof dutyShifts>;

/** Who is on duty for the education office of a district. */
export interface Duty {
  roster: Roster;
  shifts: Shift[];
}

const BEFORE = 7;
// Less than two weeks, so that a gap ahead is seen.
const AHEAD = 10;
// In the morning in Kazakhstan.
const CHANGES = 4 * HOUR;

/** A roster of each demo district: its two officers by turns, a day each. No control centre is watched in the demo. */
export const makeDuty = (world: World): Duty[] => world.places.map((place) => dutyOf(world, place));

function dutyOf({ random, now }: World, { kato, names, people }: Place): Duty {
  const officers = [people.get("EDUCATION_OFFICE"), people.get("AKIMAT")] as [Officer, Officer];
  const setAt = plusDays(now, -BEFORE);
  const roster: Roster = {
    ...{ id: random.id("roster", setAt), kato, role: "DISTRICT_OFFICER", setById: officers[0].id },
    ...{ name: `Duty officers, ${names?.en ?? names?.ru}`, synthetic: true, setAt, createdAt: setAt },
  };
  const shifts = Array.from({ length: BEFORE + AHEAD }, (_, day): Shift => {
    const from = plus(plusDays(setAt, day), CHANGES);
    const { id: officerId } = officers[day % 2] as Officer;
    const id = random.id("shift", setAt);
    return { id, rosterId: roster.id, officerId, kato, from, to: plusDays(from, 1), createdAt: setAt };
  });
  return { roster, shifts };
}
