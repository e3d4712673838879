import type { Counts } from "../graphql/counts.js";
import type { Sent } from "../streams/line.js";
import { cursorBehind, messageOf, parcelOf } from "./parcel.js";
import { type Post, type Target, TIMEOUT_MS } from "./post.js";
import type { Hold, Leased, Settled, WebhookStore } from "./store.js";

/** What a webhook does with what its stream gives. Each thing tells whether it goes on. */
export interface Hand {
  /** `onTaken` hears when the receiver has taken it: also behind what is given up it goes on. */
  deliver(payload: Buffer, item: Sent, onTaken: () => void): Promise<boolean>;
  /** Goes past an item of which the document asks nothing. */
  pass(item: Sent): Promise<boolean>;
  /** Stops it until its creator resumes it. */
  giveUp(reason: string): Promise<false>;
  /** Lets it be tried again soon. */
  comeBack(waitMs: number): Promise<false>;
}

export interface HandOptions {
  store: WebhookStore;
  post: Post;
  counts: Counts;
  /** The lease as it is now, and for how many milliseconds it holds. */
  hold(): Hold;
  leftMs(): number;
  /** The time that is signed. */
  time(): Date;
  /** Cuts off what is under way. */
  cut: AbortSignal;
}

// An attempt must end before the lease does, or two would deliver at once.
const LEAST_LEFT_MS = TIMEOUT_MS + 3_000;

const LABELS: Record<Settled, string> = {
  DELIVERED: "delivered",
  RETRY: "failed",
  DEAD: "dead",
  GONE: "gone",
  LOST: "lost",
};

/** To whom it is sent at a time, and which secrets sign then: it is held for longer than those before the newest do. */
export const targetAt = (webhook: Pick<Leased, "url" | "secrets" | "previousUntil">, at: Date): Target => {
  const { url, secrets, previousUntil } = webhook;
  return { url, secrets: previousUntil && at < previousUntil ? secrets : secrets.slice(0, 1) };
};

export function createHand(webhook: Leased, stream: string, options: HandOptions): Hand {
  const { store, post, counts, hold, leftMs, time, cut } = options;
  let { cursor } = webhook;
  const giveUp = async (reason: string) => {
    await store.pause(hold(), reason);
    return false as const;
  };
  const comeBack = async (waitMs: number) => {
    await store.release(hold(), waitMs);
    return false as const;
  };
  return {
    giveUp,
    comeBack,
    async deliver(payload, item, onTaken) {
      if (item.source === null) return giveUp(item.errors[0]?.message ?? "It can't be had any more.");
      const parcel = parcelOf(item, { webhookId: webhook.id, after: cursor });
      // Behind a heartbeat `previous` wouldn't be what the receiver has: the stream begins again behind what it has.
      if (!parcel || leftMs() < LEAST_LEFT_MS) return comeBack(0);
      // What was paused or deleted a moment ago sends nothing more, and nothing leaves under an old secret.
      if (!(await store.holds(hold()))) return false;
      const at = time();
      const answer = await post(targetAt(webhook, at), messageOf(parcel, { stream, payload, at }), cut);
      if (cut.aborted) return comeBack(0);
      const settled = await store.settle(hold(), parcel, answer);
      counts.add("webhooks", LABELS[settled]);
      if (settled === "DELIVERED") onTaken();
      if (settled !== "DELIVERED" && settled !== "DEAD") return false;
      cursor = parcel.cursor;
      return true;
    },
    async pass(item) {
      const behind = cursorBehind(item);
      if (behind === null || item.kind === "heartbeat") return true;
      if (!(await store.pass(hold(), behind))) return false;
      cursor = behind;
      return true;
    },
  };
}
