import type { Line } from "./history.ts";

type Of<What extends Line["what"]> = Extract<Line, { what: What }>;
const all = <What extends Line["what"]>(lines: readonly Line[], what: What) =>
  lines.filter((line): line is Of<What> => line.what === what);

/** The lateness that 99 of 100 steps must stay under while something is there to take them. */
const LATE_MS = 1_000;
// A process looks again half a second after the database was gone, and then connects.
const RECOVERS_MS = 3_000;

/** What the steps of alerts that nobody acknowledged show: each taken once, none early, none forgotten, none late. */
export function checkClimbs(lines: readonly Line[]): string[] {
  const fired = Map.groupBy(all(lines, "fired"), ({ alert }) => alert);
  const told = new Map(all(lines, "told").map(({ alert, count }) => [alert, count]));
  const outages = all(lines, "outage");
  const climbers = all(lines, "climber");
  const latenesses = climbers.flatMap((climber) => latenessOf(climber, fired.get(climber.alert) ?? [], outages));
  const findings = climbers.flatMap((climber) => [
    ...checkSteps(climber, fired.get(climber.alert) ?? []),
    ...checkTold(climber.alert, told.get(climber.alert) ?? 0, (fired.get(climber.alert) ?? []).length),
  ]);
  const usual = latenesses.filter(({ inOutage }) => !inOutage).map(({ ms }) => ms);
  const p99 = usual.sort((a, b) => a - b)[Math.ceil(usual.length * 0.99) - 1] ?? 0;
  if (p99 >= LATE_MS)
    findings.push(`late: 99 of 100 steps must be taken within ${LATE_MS} ms, but the p99 is ${p99} ms`);
  const slow = latenesses.filter(({ inOutage, ms }) => inOutage && ms >= RECOVERS_MS);
  findings.push(...slow.map(({ alert, step, ms }) => `late after an outage: step ${step} of ${alert} by ${ms} ms`));
  return findings;
}

function checkSteps({ alert, raisedAt, delays }: Of<"climber">, fired: readonly Of<"fired">[]): string[] {
  return delays.flatMap((delay, step) => {
    if (delay === 0) return [];
    const times = fired.filter((one) => one.step === step).map(({ at }) => at);
    if (times.length === 0) return [`forgotten: step ${step} of ${alert} was never taken`];
    if (times.length > 1) return [`taken twice: step ${step} of ${alert}`];
    const early = raisedAt + delay * 1_000 - (times[0] as number);
    return early > 0 ? [`early: step ${step} of ${alert} by ${early} ms`] : [];
  });
}

const checkTold = (alert: string, told: number, taken: number): string[] =>
  told > taken
    ? [`told twice: ${alert} has ${told} entries of ${taken} steps`]
    : told < taken
      ? [`untold: ${alert} has ${told} entries of ${taken} steps`]
      : [];

/** How late each step was: of one that was due in an outage, from its end. */
function latenessOf(
  { alert, raisedAt, delays }: Of<"climber">,
  fired: readonly Of<"fired">[],
  outages: Of<"outage">[],
) {
  return fired.map(({ step, at }) => {
    const due = raisedAt + (delays[step] as number) * 1_000;
    const outage = outages.find(({ from, to }) => due >= from - LATE_MS && due <= to);
    return { alert, step, inOutage: outage !== undefined, ms: at - Math.max(due, outage?.to ?? 0) };
  });
}
