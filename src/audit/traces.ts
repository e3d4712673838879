import { fail } from "../graphql/errors.js";
import type { Lane } from "../graphql/lane.js";
import { say } from "../graphql/say.js";
import type { Act } from "./record.js";

/** What a request has read and must be recorded, until it is written. */
export interface Traces {
  add(act: Act): void;
  /** From now on nothing is recorded, and what would have to be isn't given. */
  refuse(): void;
  /** Takes out everything that is due. */
  take(): Act[];
}

export function createTraces(lane: Pick<Lane, "refuseEnded">): Traces {
  const due: Act[] = [];
  let isRefusing = false;
  return {
    add(act) {
      // graphql answers as soon as a non-null field has failed, and lets the others run on: their entries would never
      // be written, so they fail. Nobody gets their values any more.
      lane.refuseEnded();
      if (isRefusing) throw refused(act);
      due.push(act);
    },
    refuse: () => void (isRefusing = true),
    take: () => due.splice(0),
  };
}

function refused({ subjectType, fields = [] }: Act) {
  const what = fields.length ? say`${fields.join(", ")} of ${subjectType}` : subjectType;
  return fail(
    "NOT_IN_SUBSCRIPTION",
    [...fields],
    say`${what} must be asked for in a query, since each read is recorded`,
  );
}
