import { setTimeout } from "node:timers/promises";
import { WebSocket } from "ws";
import type { History, Item, Range, Seen } from "./history.ts";
import type { Random } from "./random.ts";

const CARD = "id state place district { kato }";
const STREAM = `subscription ($after: Cursor, $territories: [Kato!]) {
  alerts(after: $after, territories: $territories) {
    __typename
    ... on AlertSnapshot { cursor previous alerts { ${CARD} } }
    ... on AlertEvent { cursor previous kind committedAt alert { ${CARD} } }
    ... on Heartbeat { cursor previous at }
    ... on Resync { reason cursor previous }
  }
}`;

export interface WatcherOptions {
  name: string;
  /** Where to connect to, asked before each attempt. */
  url(): string;
  token(): Promise<string>;
  territories?: string[];
  /** What its officer may see of what it asked for. */
  scope: Range[];
  history: History;
  random: Random;
}

/** A plain recorder: it writes down what comes, comes back with its last cursor, and judges nothing. */
export interface Watcher {
  name: string;
  /** Resolves when it has subscribed for the first time and got something. */
  ready: Promise<void>;
  /** Resolves when it has seen the alert of this mark; false when it hasn't in time. */
  saw(mark: string, withinMs: number): Promise<boolean>;
  mayGet(kato: string): boolean;
  /** What it may see from now on. */
  narrow(scope: Range[]): void;
  /** Goes away without a word, and comes back by itself. */
  drop(): void;
  /** Stays away until the promise resolves. */
  leave(until: Promise<unknown>): void;
  sockets(): number;
  stop(): Promise<void>;
}

// A heartbeat comes every 15 seconds: a socket that is silent for longer is dead.
const SILENCE_MS = 35_000;

export function createWatcher(options: WatcherOptions): Watcher {
  const { name, history, random } = options;
  const marks = new Set<string>();
  const waiting = new Map<string, () => void>();
  const ready = Promise.withResolvers<void>();
  let cursor: string | null = null;
  let sockets = 0;
  let socket: WebSocket | undefined;
  let isStopped = false;
  let absence: Promise<unknown> = Promise.resolve();
  history.write({ what: "client", name, scope: options.scope });

  function see({ mark }: Seen) {
    marks.add(mark);
    waiting.get(mark)?.();
  }

  function record(payload: { data?: { alerts: Raw } | null; errors?: unknown }) {
    if (!payload.data?.alerts) return history.write({ what: "refused", errors: payload.errors, at: Date.now() });
    const item = itemOf(payload.data.alerts);
    history.write(item);
    cursor = item.cursor;
    for (const alert of [...(item.alerts ?? []), ...(item.alert ? [item.alert] : [])]) see(alert);
    ready.resolve();
  }

  /** One socket, from its opening to its end. */
  async function connect() {
    const token = await options.token();
    const own = new WebSocket(`${options.url()}/graphql`, "graphql-transport-ws", { handshakeTimeout: 10_000 });
    socket = own;
    const closed = Promise.withResolvers<void>();
    let timer: NodeJS.Timeout | undefined;
    const heard = () => {
      clearTimeout(timer);
      timer = globalThis.setTimeout(() => own.terminate(), SILENCE_MS);
    };
    const send = (message: object) => own.send(JSON.stringify(message));
    own.on("error", () => {});
    own.on("ping", heard).on("open", () => {
      heard();
      send({ type: "connection_init", payload: { token } });
    });
    own.on("message", (data) => {
      heard();
      const message = JSON.parse(String(data));
      if (message.type === "connection_ack") {
        sockets++;
        history.write({ what: "opened", after: cursor, at: Date.now() });
        const variables = { after: cursor, territories: options.territories };
        send({ id: "1", type: "subscribe", payload: { query: STREAM, variables } });
      } else if (message.type === "next") record(message.payload);
      else if (message.type === "error" || message.type === "complete") {
        history.write({ what: "refused", errors: message.payload ?? "completed", at: Date.now() });
        own.close();
      }
    });
    own.on("close", (code, reason) => {
      clearTimeout(timer);
      history.write({ what: "closed", code, reason: String(reason), at: Date.now() });
      closed.resolve();
    });
    await closed.promise;
  }

  async function run() {
    while (!isStopped) {
      await connect();
      await absence;
      if (!isStopped) await setTimeout(50 + random.below(250));
    }
  }

  const running = run();
  let scope = options.scope;
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    isStopped = true;
    socket?.terminate();
    await running;
    await history.close();
  };
  return {
    name,
    mayGet: (kato) => scope.some(({ from, to }) => kato >= from && kato <= to),
    narrow: (next) => void (scope = next),
    ready: ready.promise,
    async saw(mark, withinMs) {
      if (marks.has(mark)) return true;
      const seen = new Promise<boolean>((resolve) => void waiting.set(mark, () => resolve(true)));
      return Promise.race([seen, setTimeout(withinMs, false, { ref: false })]);
    },
    drop: () => socket?.terminate(),
    leave(until) {
      absence = until;
      socket?.terminate();
    },
    sockets: () => sockets,
    stop: () => (stopped ??= stop()),
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
}

const seenOf = ({ id, state, place, district }: RawAlert): Seen => ({ id, state, mark: place, kato: district.kato });

function itemOf({ __typename, cursor, previous, kind, reason, committedAt, alert, alerts }: Raw): Item {
  return {
    ...{ what: "item", type: __typename, cursor, previous, at: Date.now() },
    ...(kind && { kind }),
    ...(reason && { reason }),
    ...(committedAt && { committedAt: Date.parse(committedAt) }),
    ...(alert && { alert: seenOf(alert) }),
    ...(alerts && { alerts: alerts.map(seenOf) }),
  } as Item;
}
