import { setTimeout } from "node:timers/promises";
import type { History, Item, Range, Seen } from "./history.ts";
import type { Random } from "./random.ts";
import { openSocket } from "./socket.ts";

const CARD = "id state place district { kato }";
const streamOf = (bulk: number) => `subscription ($after: Cursor, $territories: [Kato!]) {
  alerts(after: $after, territories: $territories) {
    __typename
    ... on AlertSnapshot { cursor previous omitted alerts { ${CARD} } }
    ... on AlertEvent { cursor previous kind committedAt alert { ${CARD} ${bulk ? `${"x".repeat(bulk)}: id` : ""} } }
    ... on Heartbeat { cursor previous at }
    ... on Resync { reason cursor previous }
  }
}`;

export interface WatcherOptions {
  name: string;
  /** Where to connect to, asked before each attempt. */
  url(): string;
  token(): Promise<string>;
  /** After how long it gives the server a new token on the open socket, again and again. */
  renewMs?: number;
  /** By so many bytes each event is longer. */
  bulk?: number;
  territories?: string[];
  /** What its officer may see of what it asked for. */
  scope: Range[];
  history: History;
  random: Random;
}

/** A plain recorder: it writes down what comes, comes back with its last cursor, and judges nothing. */
export interface Watcher {
  name: string;
  /** Resolves when it got its first item. */
  ready: Promise<void>;
  /** Resolves when it has seen the alert of this mark; false when it hasn't in time. */
  saw(mark: string, withinMs: number): Promise<boolean>;
  mayGet(kato: string): boolean;
  /** What it may see from now on. */
  narrow(scope: Range[]): void;
  /** How many sockets were let in. */
  sockets(): number;
  stop(): Promise<void>;
}

export function createWatcher({ name, history, random, ...options }: WatcherOptions): Watcher {
  const query = streamOf(options.bulk ?? 0);
  let { scope } = options;
  let sockets = 0;
  let socket: ReturnType<typeof openSocket> | undefined;
  let stopped: Promise<void> | undefined;
  const recorder = createRecorder(history);
  history.write({ what: "client", name, scope });

  function subscribe() {
    sockets++;
    history.write({ what: "opened", after: recorder.cursor(), at: Date.now() });
    return { query, variables: { after: recorder.cursor(), territories: options.territories } };
  }
  const ended = (errors: unknown) => history.write({ what: "refused", errors, at: Date.now() });

  async function run() {
    while (!stopped) {
      socket = openSocket(options.url(), await options.token(), { subscribe, ended, next: recorder.next });
      history.write({ what: "closed", ...(await socket.closed), at: Date.now() });
      if (!stopped) await setTimeout(50 + random.below(250));
    }
  }

  const running = run();
  const renewing = options.renewMs && setInterval(async () => socket?.renew(await options.token()), options.renewMs);
  async function stop() {
    clearInterval(renewing);
    socket?.terminate();
    await running;
    await history.close();
  }
  return {
    ...{ name, ready: recorder.ready, saw: recorder.saw },
    mayGet: (kato) => scope.some(({ from, to }) => kato >= from && kato <= to),
    narrow: (next) => void (scope = next),
    sockets: () => sockets,
    stop: () => (stopped ??= Promise.resolve().then(stop)),
  };
}

interface Payload {
  data?: { alerts: Raw } | null;
  errors?: unknown;
}

/** Writes down the items of a client, whichever socket they come by. */
function createRecorder(history: History) {
  const marks = new Set<string>();
  const waiting = new Map<string, () => void>();
  const ready = Promise.withResolvers<void>();
  let cursor: string | null = null;

  function see({ mark }: Seen) {
    marks.add(mark);
    waiting.get(mark)?.();
  }

  return {
    ready: ready.promise,
    cursor: () => cursor,
    next(payload: unknown) {
      const { data, errors } = payload as Payload;
      if (!data?.alerts) return history.write({ what: "refused", errors, at: Date.now() });
      const item = itemOf(data.alerts);
      history.write(item);
      cursor = item.cursor;
      for (const alert of [...(item.alerts ?? []), ...(item.alert ? [item.alert] : [])]) see(alert);
      ready.resolve();
    },
    async saw(mark: string, withinMs: number): Promise<boolean> {
      if (marks.has(mark)) return true;
      const seen = new Promise<boolean>((resolve) => void waiting.set(mark, () => resolve(true)));
      return Promise.race([seen, setTimeout(withinMs, false, { ref: false })]);
    },
  };
}

interface RawAlert {
  id: string;
  state: string;
  place: string;
  district: { kato: string };
}
interface Raw {
  __typename: string;
  cursor: string;
  previous: string | null;
  kind?: string;
  reason?: string;
  committedAt?: string;
  alert?: RawAlert;
  alerts?: RawAlert[];
  omitted?: number;
}

const seenOf = ({ id, state, place, district }: RawAlert): Seen => ({ id, state, mark: place, kato: district.kato });

function itemOf({ __typename, cursor, previous, kind, reason, committedAt, alert, alerts, omitted }: Raw): Item {
  return {
    ...{ what: "item", type: __typename, cursor, previous, at: Date.now() },
    ...(kind && { kind }),
    ...(reason && { reason }),
    ...(committedAt && { committedAt: Date.parse(committedAt) }),
    ...(alert && { alert: seenOf(alert) }),
    ...(omitted && { omitted }),
    ...(alerts && { alerts: alerts.map(seenOf) }),
  } as Item;
}
