import type { ExecutionResult, GraphQLError } from "graphql";
import type { Log } from "../db/log.js";
import { Failure } from "../graphql/errors.js";
import type { Operation } from "../graphql/execute.js";
import type { Line } from "../streams/line.js";
import { questionOf } from "../streams/question.js";
import type { Ending } from "../streams/subscribe.js";
import { createHand, type Hand, type HandOptions } from "./hand.js";
import type { Leased } from "./store.js";
import { createTurns, type Turns } from "./turns.js";

/** Delivers for one webhook until it is stopped, or until there is nothing that it could do now. */
export interface Runner {
  readonly version: number;
  /** From now on the lease holds for so many milliseconds. */
  extend(leftMs: number): void;
  /** Begins nothing more. Resolves when what was under way has ended. */
  stop(): Promise<void>;
  readonly ended: Promise<void>;
}

/** The way of a stream's items, and what ends it from within, as a socket would be closed: with a code and why. */
export interface Way {
  line: Line;
  end(code: number, reason: string): void;
}

export interface RunnerOptions extends Pick<HandOptions, "store" | "post" | "counts" | "cut" | "time"> {
  log: Log;
  holder: string;
  clock(): Date | null;
  /** What is executed for a webhook; a `Failure` when the schema doesn't take its document any more. */
  prepare(webhook: Leased): Operation;
  /** Opens its stream, as its creator. */
  open(webhook: Leased, args: Operation, way: Way): Promise<Ending | ExecutionResult>;
}

// How long after a fault of the server it is tried again.
const PAUSE_MS = 5_000;
const REFUSED = 4403;

export function startRunner(webhook: Leased, leftMs: number, options: RunnerOptions): Runner {
  const { holder, clock } = options;
  const { id, version } = webhook;
  const turns = createTurns((error) => options.log.error({ error, webhook: id }, FAULT));
  let until = performance.now() + leftMs;
  const lease = {
    hold: () => ({ id, version, holder, now: clock() }),
    leftMs: () => until - performance.now(),
  };
  const ended = run(webhook, turns, { ...options, ...lease });
  return {
    version,
    ended,
    extend: (leftMs) => void (until = performance.now() + leftMs),
    stop() {
      turns.stop();
      return ended;
    },
  };
}

const FAULT = "A webhook can't be delivered now; it is tried again";

type Running = RunnerOptions & Pick<HandOptions, "hold" | "leftMs">;

async function run(webhook: Leased, turns: Turns, options: Running): Promise<void> {
  try {
    const args = options.prepare(webhook);
    const hand = createHand(webhook, questionOf(args).name, options);
    const items = await options.open(webhook, args, wayOf(hand, turns));
    if ("next" in items) await follow(items, turns);
    else await refuse(items.errors, turns, hand);
  } catch (error) {
    await leave(error, turns, options);
  }
  await turns.end();
}

/** Gives up what the schema doesn't take any more, which doesn't get better by itself; anything else is tried again. */
async function leave(error: unknown, turns: Turns, { store, hold }: Running) {
  if (error instanceof Failure) return turns.take(() => store.pause(hold(), error.message).then(() => false));
  turns.fail(error);
  return turns.take(() => store.release(hold(), PAUSE_MS).then(() => false));
}

/** Ends with the stream, or when it is stopped. */
async function follow(items: Ending, { stopped }: Turns) {
  await Promise.race([items.next(), stopped]);
  await items.return();
}

async function refuse(errors: readonly GraphQLError[] = [], turns: Turns, hand: Hand) {
  const isFault = errors.some(({ extensions }) => extensions.code === "INTERNAL");
  await turns.take(() => (isFault ? hand.comeBack(PAUSE_MS) : hand.giveUp(errors[0]?.message ?? "")));
}

function wayOf(hand: Hand, turns: Turns): Way {
  const take = (work: () => Promise<boolean>) =>
    turns.take(() =>
      work().catch((error) => {
        turns.fail(error);
        // A receiver mustn't be sent the same each second because it can't be written down.
        return hand.comeBack(PAUSE_MS);
      }),
    );
  return {
    line: {
      send(payload, item, onTaken) {
        let isTaken = false;
        const delivering = take(() => hand.deliver(payload, item, () => void (isTaken = true)));
        void delivering.then(() => onTaken?.(isTaken));
      },
      pass: (item) => void take(() => hand.pass(item)),
      // Never shared: an item is read when the one before it was taken, and that may take days.
      buffered: () => Number.POSITIVE_INFINITY,
      isOpen: () => !turns.isStopped(),
      isStored: true,
    },
    end: (code, reason) => void turns.take(() => (code === REFUSED ? hand.giveUp(reason) : hand.comeBack(PAUSE_MS))),
  };
}
