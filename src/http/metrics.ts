import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Counter, collectDefaultMetrics, Gauge, type Histogram, Registry } from "prom-client";
import { isLoopback } from "../access/address.js";
import type { CountName, Counts } from "../graphql/counts.js";
import type { JournalStats } from "../journal/tail.js";
import type { WebhookStats } from "../webhooks/engine.js";

export interface MetricsOptions {
  /** The bearer token that opens them; without one they are for programs on the same machine. */
  token: string | undefined;
  counts: Counts;
  readJournal(): JournalStats;
  readSockets(): Readonly<Record<SocketGauge, number>>;
  escalation: { read(): Promise<Readonly<Record<EscalationGauge, number>>>; lateness: Histogram };
  readWebhooks(): WebhookStats;
}

const ESCALATIONS = {
  climbing: ["alerts_climbing", "Alerts that somebody else is told of unless somebody answers."],
  due: ["escalations_due", "Alerts whose next step is due and hasn't been looked at."],
  late: ["escalations_late", "Of these those that are late by more than a second."],
} as const;
type EscalationGauge = keyof typeof ESCALATIONS;

const SOCKETS = {
  sockets: "Open websockets.",
  subscriptions: "Operations that run on websockets.",
  cohorts: "Groups of subscriptions for which an event is read once.",
  sharing: "Subscriptions that are in such a group.",
} as const;
type SocketGauge = keyof typeof SOCKETS;

const JOURNAL: Record<keyof JournalStats, [name: string, help: string]> = {
  epoch: ["journal_epoch", "The epoch of the journal: it goes up with each restore."],
  entries: ["journal_entries_read", "Entries of the journal that this process has read."],
  lag: ["journal_lag_seconds", "From the start of a transaction to the reading of its entry, of the last one."],
  horizonAge: ["journal_horizon_age_seconds", "For how long the oldest writing transaction has been open."],
};

const WEBHOOKS: Record<keyof WebhookStats, [name: string, help: string]> = {
  held: ["webhooks_held", "Webhooks that this process delivers for."],
  lag: ["webhooks_lag_seconds", "How long the oldest item waits that a receiver doesn't take, of all processes."],
  unheld: ["webhooks_unheld", "Webhooks for which no process delivers: each has room for 500."],
};

const COUNTS: Record<CountName, [name: string, labels: string, help: string]> = {
  deliveries: ["deliveries_total", "item", "Items that streams gave to clients."],
  refusals: ["refusals_total", "code", "Operations that were refused, by the error's code."],
  slowSockets: ["slow_sockets_total", "stream", "How often a socket fell behind and was fed from the journal alone."],
  webhooks: ["webhook_attempts_total", "outcome", "Attempts to deliver to webhooks, by what became of the item."],
  operations: ["planned_operations_total", "lane reason", "Operations by lane, and why not all of one was fast."],
  ledgerDropped: ["ledger_dropped_total", "cause", "Deliveries of alerts that happened and weren't written down."],
};

/** Serves `/metrics` in Prometheus' form. */
export function serveMetrics(app: FastifyInstance, options: MetricsOptions) {
  let made: Registry | undefined;
  app.get("/metrics", async (request, reply) => {
    if (!mayRead(request, options.token)) return hide(reply);
    // Not before somebody asks: the default ones watch every collection of garbage.
    const registry = (made ??= createRegistry(options));
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

// As if it weren't there: how busy the server is says when something happens.
const hide = (reply: FastifyReply) => reply.callNotFound();

function mayRead({ headers, socket }: FastifyRequest, token: string | undefined): boolean {
  if (token) return isSame(headers.authorization ?? "", `Bearer ${token}`);
  // A proxy on the same machine asks for others.
  const isForwarded = "x-forwarded-for" in headers || "forwarded" in headers;
  return !isForwarded && isLoopback(socket.remoteAddress ?? "");
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function createRegistry({ counts, readJournal, readSockets, readWebhooks, escalation }: MetricsOptions): Registry {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: "qorgan_" });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name: `qorgan_${name}`,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  for (const [key, [name, help]] of Object.entries(JOURNAL)) {
    gauge(name, help, () => readJournal()[key as keyof JournalStats]);
  }
  for (const [key, [name, help]] of Object.entries(WEBHOOKS)) {
    gauge(name, help, () => readWebhooks()[key as keyof WebhookStats]);
  }
  for (const [name, help] of Object.entries(SOCKETS)) gauge(name, help, () => readSockets()[name as SocketGauge]);
  registerEscalation(registry, escalation);
  for (const [key, [name, labels, help]] of Object.entries(COUNTS)) {
    new Counter({
      name: `qorgan_${name}`,
      help,
      labelNames: labels.split(" "),
      registers,
      collect() {
        this.reset();
        for (const [value, count] of counts.read(key as CountName)) this.inc(labelled(labels, value), count);
      },
    });
  }
  return registry;
}

// The values of several labels stand in one text, as their names do.
function labelled(labels: string, text: string): Record<string, string> {
  const names = labels.split(" ");
  const values = names.length > 1 ? text.split(" ") : [text];
  return Object.fromEntries(names.map((name, i) => [name, values[i] ?? ""]));
}

/** Of every process the same: they look at the database. How late steps were is of this one. */
function registerEscalation(registry: Registry, { read, lateness }: MetricsOptions["escalation"]) {
  registry.registerMetric(lateness);
  let reading: ReturnType<typeof read> | undefined;
  // One reading for all of them.
  const readOnce = () => (reading ??= read().finally(() => (reading = undefined)));
  for (const [key, [name, help]] of Object.entries(ESCALATIONS)) {
    new Gauge({
      name: `qorgan_${name}`,
      help,
      registers: [registry],
      async collect() {
        // A database that doesn't answer mustn't take the other figures away, nor look like one without alerts.
        this.set(
          await readOnce().then(
            (figures) => figures[key as EscalationGauge],
            () => Number.NaN,
          ),
        );
      },
    });
  }
}
