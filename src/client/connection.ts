import { troubleOf } from "./trouble.js";
import type { Ask, Connect, Result, Sink, StreamItem, Trouble } from "./types.js";

export interface ConnectionOptions<Item> {
  connect: Connect;
  ask: Ask;
  /** The cursor that the first item must name as its previous one. */
  after: string | null;
  /** How long it may say nothing, in milliseconds. */
  silenceMs: number;
  signal: AbortSignal;
  /** Takes an item; false when no more should come for now. */
  give(item: Item): boolean;
  /** Hears of errors in an item that came in spite of them. */
  warn(trouble: Trouble): void;
}

const FIRST_ITEM_MS = 15_000;

/** Runs one connection to its end, which it gives; null when the signal ended it. Each item follows the one before. */
export function runConnection<Item extends StreamItem>(options: ConnectionOptions<Item>): Promise<Trouble | null> {
  const { connect, ask, silenceMs, signal } = options;
  return new Promise((resolve) => {
    const chain = createChain(options);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isEnded = false;
    function finish(trouble: Trouble | null) {
      if (isEnded) return;
      isEnded = true;
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
      cut();
      resolve(trouble);
    }
    const abort = () => finish(null);
    const listen = (ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => finish({ kind: "cut", message: `Nothing came for ${ms} ms.` }), ms);
    };
    const sink: Sink = {
      result(result) {
        if (isEnded) return;
        listen(silenceMs);
        const trouble = chain(result);
        if (trouble) finish(trouble);
      },
      end: finish,
    };
    // The first item may be a snapshot, which takes its time.
    listen(Math.max(silenceMs, FIRST_ITEM_MS));
    signal.addEventListener("abort", abort);
    const cut = connect(ask, sink);
  });
}

/** Takes results one after another; gives why the connection must end, or null while all is well. */
function createChain<Item extends StreamItem>({ after, give, warn }: ConnectionOptions<Item>) {
  let last = after;
  return ({ data, errors = [] }: Result): Trouble | null => {
    const [item] = Object.values(data ?? {}) as (Item | null)[];
    if (!item) return troubleOf(errors);
    if (typeof item.cursor !== "string" || item.previous === undefined) return unnamed;
    if (item.previous !== last) {
      return {
        kind: "cut",
        message: `The chain is broken: an item must follow ${last}, but follows ${item.previous}.`,
      };
    }
    if (errors.length) warn({ ...troubleOf(errors), kind: "item" });
    last = item.cursor;
    return give(item) ? null : { kind: "cut", message: "Items come faster than they are taken." };
  };
}

const unnamed: Trouble = {
  kind: "fatal",
  message: "The query must ask cursor and previous of every item: ... on StreamItem { cursor previous }.",
};
