import { setTimeout } from "node:timers/promises";
import type { GraphQLError } from "graphql";
import { isTokenRefusal } from "../graphql/errors.js";
import { type Due, hasFault, type Item, readItems, refusalOf } from "./items.js";
import type { Course, Subscriber } from "./subscriber.js";

// How long to wait before items are read again that the database didn't give, in milliseconds.
const PAUSES = [50, 200, 1_000, 3_000];

export interface Reading extends Course {
  /** As whom to read now; undefined when nobody is left. */
  choose(): Subscriber | undefined;
}

/**
 * Reads the items of a step, again when the server was at fault: an event that is passed over is a lost alert. Null
 * when nobody is left as whom to read.
 */
export async function readSafely(step: Due, reading: Reading): Promise<Item[] | null> {
  const pauses = [...PAUSES];
  for (let reader = reading.choose(); reader; reader = reading.choose()) {
    const items = await attempt(reader, step, reading);
    if (items && !items.some(hasFault)) return items;
    if (!items) continue;
    const pause = pauses.shift();
    if (pause === undefined) {
      reading.fail(reader, items.flatMap(({ errors }) => errors)[0]);
      return null;
    }
    await setTimeout(pause);
  }
  return null;
}

/** The items, or an item of errors; null when whoever it was read as is refused. */
async function attempt(reader: Subscriber, step: Due, { refuse }: Reading): Promise<Item[] | null> {
  try {
    return await readItems(reader, step);
  } catch (thrown) {
    const error = thrown as GraphQLError;
    if (!isTokenRefusal(error)) return [refusalOf({ errors: [error] }, reader.fresh)];
    // Whoever lost the appointment must not even learn when something happens.
    refuse(reader, error);
    return null;
  }
}
