import type { Entry } from "../journal/entry.js";
import { follow } from "../journal/follow.js";
import type { Context } from "./context.js";
import { mapIterator } from "./iterate.js";

/** One event of a subscription: read under the policies of the moment, or null when the viewer may not see it. */
export interface StreamEvent {
  load(ctx: Context): Promise<object | null>;
}

/** A subscription, as data: which journal entries it wants, and what it gives for one. */
export interface Stream {
  wants(entry: Entry): boolean;
  load(ctx: Context, entry: Entry): Promise<object | null>;
}

/** Follows the journal for a subscription, from now on. */
export const followStream = (ctx: Context, { wants, load }: Stream): AsyncGenerator<StreamEvent> =>
  mapIterator(follow(ctx.journal, wants), (entry) => ({ load: (fresh) => load(fresh, entry) }));
