import { existsSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import type { Scenario } from "../scenario.ts";
import type { Stage } from "../stage.ts";

const DELAYS = [2, 4, 6];
const STEPS = DELAYS.map((afterSeconds) => ({
  ...{ ladder: "ACKNOWLEDGE", afterSeconds, workingHours: false, channels: ["SOCKET"] },
  target: { kind: "ROLE", role: "DISTRICT_OFFICER", level: "DISTRICT" },
}));
const MARK = "climber";
const BURST = 200;

/** From now on grave alerts climb in seconds. */
const hasten = ({ cluster }: Stage) =>
  cluster.sql(`update escalation_policies set steps = '${JSON.stringify(STEPS)}' where severity = 'SEVERE'`);

/** Raises many alerts in one moment, past the application; nobody will acknowledge them. */
const raise = ({ cluster }: Stage) =>
  cluster.sql(`
    with made as (
      insert into incidents (id, school_id, kato, kind, severity, place, occurred_at)
      select gen_random_uuid(), id, kato, 'FIGHT', 'SEVERE', '${MARK}', now()
      from (select id, kato from schools order by id limit 20) s, generate_series(1, ${BURST / 20})
      returning id, school_id, kato
    )
    insert into alerts (id, incident_id, school_id, kato, kind, severity, urgency, certainty, place, exercise)
    select gen_random_uuid(), id, school_id, kato, 'FIGHT', 'SEVERE', 'IMMEDIATE', 'LIKELY', '${MARK}', false from made`);

const settle = () => setTimeout(8_500);

/** In the sweep of the first step, or near it. */
const untilSweep = ({ random }: Stage) => setTimeout(2_000 + random.below(150));

async function duringOutage(stage: Stage, work: () => Promise<void>) {
  const from = Date.now();
  await work();
  for (const server of stage.servers) while (!(await server.isReady())) await setTimeout(20);
  stage.history.write({ what: "outage", from, to: Date.now() });
}

/** Writes down what the database holds when everything is over. */
async function writeFacts({ cluster, history }: Stage) {
  const ofMark = `select id from alerts where place = '${MARK}'`;
  const ms = (time: string) => `(extract(epoch from ${time}) * 1000)::float8`;
  const alerts = await cluster.sql<{ alert: string; raisedAt: number }>(
    `select id as alert, ${ms("raised_at")} as "raisedAt" from alerts where place = '${MARK}'`,
  );
  // Of alerts that weren't raised nothing would be forgotten.
  if (alerts.length < 3 * BURST) throw new Error(`${3 * BURST} alerts must be there, but ${alerts.length} are`);
  for (const one of alerts) history.write({ what: "climber", ...one, delays: DELAYS });
  const fired = await cluster.sql<{ alert: string; step: number; at: number }>(
    `select alert_id as alert, step, ${ms("fired_at")} as at from alert_escalations where alert_id in (${ofMark})`,
  );
  for (const one of fired) history.write({ what: "fired", ...one });
  const told = await cluster.sql<{ alert: string; count: number }>(`
    select a.id as alert, count(*)::int as count from alerts a join journal j on j.aggregate_id = 'alert_' || a.id
    where a.place = '${MARK}' and j.kind = 'ALERT_ESCALATED' group by a.id`);
  for (const one of told) history.write({ what: "told", ...one });
}

async function climbThroughFaults(stage: Stage) {
  await stage.watchUsual();
  await stage.write(2, 100);
  await stage.progress(10);
  await hasten(stage);

  await raise(stage);
  await untilSweep(stage);
  stage.server.kill();
  await stage.server.start();
  await settle();
  stage.say("one process was killed while it swept");

  await raise(stage);
  await untilSweep(stage);
  await duringOutage(stage, async () => {
    for (const server of stage.servers) server.kill();
    await Promise.all(stage.servers.map((server) => server.start()));
  });
  await settle();
  stage.say("every process was killed while they swept");

  await raise(stage);
  await untilSweep(stage);
  await duringOutage(stage, async () => {
    await stage.cluster.stop("immediate");
    await stage.cluster.start();
  });
  await settle();
  stage.say("PostgreSQL was restarted while they swept");
  await writeFacts(stage);
}

const escalation: Scenario = {
  name: "escalation",
  about: "alerts climb while processes are killed in the sweep and PostgreSQL is restarted: each step once, none late",
  async run(stage) {
    await stage.addServer();
    await climbThroughFaults(stage);
  },
};

// Debian's package faketime.
const FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";

const clocks: Scenario = {
  name: "escalation-clocks",
  about: "the same with two processes whose clocks are an hour apart: the database's clock is the only one",
  refusal: () => (existsSync(FAKETIME) ? null : `${FAKETIME} must be there: apt-get install faketime`),
  async run(stage) {
    await stage.addServer({ LD_PRELOAD: FAKETIME, FAKETIME: "+1h", FAKETIME_DONT_FAKE_MONOTONIC: "1" });
    await climbThroughFaults(stage);
  },
};

export const escalations = [escalation, clocks];
