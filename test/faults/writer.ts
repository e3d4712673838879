import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Acknowledged, History } from "./history.ts";
import type { Random } from "./random.ts";

const ALERT = "alert { id state place district { kato } }";
const REPORT = `mutation ($input: IncidentReportInput!) { incidentReport(input: $input) {
  incident { alerts { nodes { id state place district { kato } } } } errors { code message } } }`;
const ACKNOWLEDGE = `mutation ($input: AlertChangeInput!) { alertAcknowledge(input: $input) { ${ALERT} errors { code message } } }`;
const START = `mutation ($input: AlertChangeInput!) { alertActionStart(input: $input) { ${ALERT} errors { code message } } }`;

interface Shown {
  id: string;
  place: string;
  district: { kato: string };
}

interface Reported {
  incident: { alerts: { nodes: Shown[] } } | null;
  errors: { code: string }[];
}

export interface WriterOptions {
  number: number;
  /** Where to send the next try. */
  url(): string;
  token: string;
  /** Districts that the writer's officer answers for. */
  territories: string[];
  random: Random;
  history: History;
  /** Milliseconds between one incident and the next. */
  pause: number;
}

/** Reports incidents and handles their alerts, one after the other, until it is stopped. */
export interface Writer {
  /** Reports one incident of its first territory; resolves when it is acknowledged. */
  report(): Promise<Acknowledged>;
  /** Resolves when what is under way has its answer. */
  stop(): Promise<void>;
  /** Gives up what is under way. */
  abort(): void;
  close(): Promise<void>;
  acknowledged(): number;
  last(): Acknowledged | undefined;
}

// As long as it takes: what isn't answered is unknown, and is sent again under the same id.
const ANSWER_MS = 20_000;
const RETRY_MS = 200;

export function createWriter({ number, url, token, territories, random, history, pause }: WriterOptions): Writer {
  let isStopped = false;
  let isAborted = false;
  let count = 0;
  let reports = 0;
  let last: Acknowledged | undefined;

  async function send(query: string, input: object) {
    const clientMutationId = randomUUID();
    for (;;) {
      if (isAborted) throw new Error("The run was given up");
      const answer = await post(url(), token, { query, variables: { input: { ...input, clientMutationId } } });
      // With an error the change may have been made all the same.
      if (answer?.data && !answer.errors) return Object.values(answer.data)[0] as object;
      await setTimeout(RETRY_MS);
    }
  }

  function note(event: string, alert: Shown, sentAt: number): Acknowledged {
    const { id, place: mark, district } = alert;
    const line: Acknowledged = {
      what: "acknowledged",
      event,
      alert: id,
      mark,
      kato: district.kato,
      sentAt,
      at: Date.now(),
    };
    history.write(line);
    count++;
    return (last = line);
  }

  async function report(territory: string): Promise<Acknowledged> {
    const sentAt = Date.now();
    const input = { territory, kind: "FIGHT", severity: "SEVERE", place: `w${number}-${++reports}` };
    const { incident, errors } = (await send(REPORT, input)) as Reported;
    const [alert] = incident?.alerts.nodes ?? [];
    if (alert) return note("RAISED", alert, sentAt);
    // Committed, and gone with a restore before it was read: nobody was told that it is there.
    if (errors.some(({ code }) => code === "NOT_FOUND")) return report(territory);
    throw new Error(`A report must be taken, but it was refused: ${JSON.stringify(errors)}`);
  }

  async function change(query: string, event: string, id: string) {
    const sentAt = Date.now();
    const { alert } = (await send(query, { id })) as { alert: Shown | null };
    if (alert) note(event, alert, sentAt);
    return alert !== null;
  }

  // Acknowledgement and start race each other, as two people at two desks do: the start is refused until it is in order.
  async function handle(id: string) {
    const start = async () => {
      for (let i = 0; i < 20; i++) if (isStopped || (await change(START, "UPDATED", id))) return;
    };
    await Promise.all([change(ACKNOWLEDGE, "ACKNOWLEDGED", id), random.chance(0.5) ? start() : null]);
  }

  async function run() {
    while (!isStopped) {
      const { alert } = await report(random.pick(territories));
      if (random.chance(0.6)) await handle(alert);
      if (pause) await setTimeout(random.below(2 * pause));
    }
  }

  const running = pause === Number.POSITIVE_INFINITY ? Promise.resolve() : run();
  running.catch(() => {});
  return {
    report: () => report(territories[0] as string),
    abort: () => void (isStopped = isAborted = true),
    close: () => history.close(),
    acknowledged: () => count,
    last: () => last,
    async stop() {
      isStopped = true;
      await running;
    },
  };
}

interface Answer {
  data?: object | null;
  errors?: unknown;
}

/** The answer, or null when there was none or the server couldn't. */
async function post(url: string, token: string, body: object): Promise<Answer | null> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return (await response.json()) as Answer;
  } catch {
    return null;
  }
}
