import { checkClimbs } from "./climbs.ts";
import type { Acknowledged, Item, Line, Range, Seen } from "./history.ts";

/** What the histories of a run say together. */
export interface Verdict {
  findings: string[];
  acknowledged: number;
  clients: number;
  items: number;
}

type Of<What extends Line["what"]> = Extract<Line, { what: What }>;
const all = <What extends Line["what"]>(lines: readonly Line[], what: What) =>
  lines.filter((line): line is Of<What> => line.what === what);

/** What a writer does to an alert, in the only order in which it can be done. */
const STEPS = ["RAISED", "ACKNOWLEDGED", "UPDATED"];
const STATES = ["RAISED", "ACKNOWLEDGED", "IN_ACTION"];
// Only a writer's own alerts: what the server does by itself has other steps.
const MARK = /^w\d/;
const isOwn = ({ mark }: { mark: string }) => MARK.test(mark);
const stepOf = (kind: string | undefined) => STEPS.indexOf(kind ?? "") + 1;
/** How long a change of access may take to act on a snapshot that was under way. */
const ACTS_WITHIN_MS = 1_000;
const within = (scope: readonly Range[], kato: string) => scope.some(({ from, to }) => kato >= from && kato <= to);

/** Compares what was acknowledged with what each client got. An empty list of findings is the proof. */
export function check(histories: readonly (readonly Line[])[]): Verdict {
  const common = histories.flat();
  const acknowledged = all(common, "acknowledged");
  const clients = histories.filter((lines) => lines.some(({ what }) => what === "client"));
  const findings = clients.flatMap((lines) => checkClient(lines, common));
  if (acknowledged.length === 0) findings.push("nothing was acknowledged: nothing is proved");
  if (clients.length === 0) findings.push("no client has a history: nothing is proved");
  findings.push(...findTwins(common), ...checkClimbs(common));
  return { findings, acknowledged: acknowledged.length, clients: clients.length, items: all(common, "item").length };
}

/** A mutation that was sent again must make nothing new: one mark, one alert. */
function findTwins(lines: readonly Line[]): string[] {
  const shown = all(lines, "item").flatMap((item) => [...(item.alerts ?? []), ...(item.alert ? [item.alert] : [])]);
  const made = all(lines, "acknowledged").map(({ alert: id, mark }) => ({ id, mark }));
  const known = new Map<string, string>();
  const twins = new Set<string>();
  for (const { id, mark } of [...made, ...shown].filter(isOwn)) {
    const first = known.get(mark) ?? id;
    known.set(mark, first);
    if (first !== id) twins.add(`${mark} made ${first} and ${id}`);
  }
  return [...twins].map((twin) => `made twice: ${twin}`);
}

function checkClient(lines: readonly Line[], common: readonly Line[]): string[] {
  const { name, scope } = all(lines, "client")[0] as Of<"client">;
  const changes = all(common, "scope").filter(({ client }) => client === name);
  const reader = createReader(scope, changes);
  for (const line of lines) {
    if (line.what === "opened") reader.open(line.after);
    if (line.what === "item") reader.read(line);
  }
  const { findings, covered, items, resyncs } = reader;
  if (items() === 0) findings.push("got nothing at all");
  const last = changes.at(-1)?.scope ?? scope;
  const mine = all(common, "acknowledged").filter(({ kato }) => within(last, kato));
  const restores = all(common, "restored");
  for (const missing of mine.filter(
    (one) => !isLost(one, restores) && (covered.get(one.alert) ?? 0) < stepOf(one.event),
  )) {
    findings.push(
      `missing: ${missing.event} of ${missing.mark} (${missing.alert}), acknowledged at ${time(missing.at)}`,
    );
  }
  findings.push(...checkResyncs(resyncs, common, name));
  return findings.map((finding) => `${name}: ${finding}`);
}

const isLost = ({ sentAt, at }: Acknowledged, restores: readonly Of<"restored">[]) =>
  restores.some(({ from, to }) => at >= from && sentAt <= to);

/** A Resync says that something may be missing: one that no fault of the run explains would hide a loss. */
function checkResyncs(resyncs: readonly Item[], common: readonly Line[], name: string): string[] {
  const expected = all(common, "resync").filter(({ client }) => client === name);
  const unexplained = resyncs.filter(({ reason }) => !expected.some((one) => one.reason === reason));
  const absent = expected.filter((one) => one.must && !resyncs.some(({ reason }) => one.reason === reason));
  return [
    ...unexplained.map(({ reason, at }) => `a Resync (${reason}) at ${time(at)} that nothing explains`),
    ...absent.map(({ reason }) => `no Resync (${reason}), although the client had to hear of it`),
  ];
}

/** Reads one client's items in their order and finds what can't be. */
function createReader(scope: readonly Range[], changes: readonly Of<"scope">[]) {
  const findings: string[] = [];
  const covered = new Map<string, number>();
  const cursors = new Set<string>();
  const resyncs: Item[] = [];
  let steps = new Map<string, number>();
  let previous: string | null = null;
  let before: "opened" | "fresh" | "Resync" | "item" = "item";
  let count = 0;

  function cover({ id }: Seen, step: number) {
    steps.set(id, step);
    covered.set(id, Math.max(step, covered.get(id) ?? 0));
  }

  function readEvent({ kind, alert, cursor, committedAt, at }: Item) {
    if (!alert) return;
    const event = `${kind} of ${alert.mark} (${alert.id}) at ${time(at)}`;
    if (cursors.has(cursor)) findings.push(`twice: ${event} came under the cursor of an earlier item`);
    cursors.add(cursor);
    // What began before a change of access, and was committed after it, may be seen by the new one.
    if (!within(scopeAt(committedAt ?? at), alert.kato) && !within(scopeAt(at), alert.kato))
      findings.push(`outside policy: ${event} lies in ${alert.kato}`);
    const step = stepOf(kind);
    if (!isOwn(alert) || step === 0) return;
    const known = steps.get(alert.id) ?? 0;
    if (step <= known) findings.push(`twice or out of order: ${event} came after ${STEPS[known - 1]}`);
    if (step > known + 1) findings.push(`missing or out of order: ${event} came without ${STEPS[known]}`);
    cover(alert, Math.max(step, known));
  }

  function readSnapshot({ alerts = [], omitted, at }: Item) {
    if (omitted) findings.push(`unproved: the snapshot at ${time(at)} left out ${omitted} alerts`);
    if (before === "item" || before === "opened") findings.push(`a snapshot at ${time(at)} that nothing asked for`);
    steps = new Map();
    for (const alert of alerts) {
      if (!within(scopeAt(at), alert.kato) && !within(scopeAt(at - ACTS_WITHIN_MS), alert.kato))
        findings.push(`outside policy: the snapshot at ${time(at)} holds ${alert.id} of ${alert.kato}`);
      if (isOwn(alert)) cover(alert, STATES.indexOf(alert.state) + 1);
    }
  }

  // The last of the scopes that held at a moment; the first one before any change.
  const scopeAt = (moment: number) => changes.findLast(({ at }) => moment > at)?.scope ?? scope;

  function read(item: Item) {
    count++;
    // A cursor of another history isn't one of this.
    const isForgotten = before === "opened" && item.type === "Resync" && item.previous === null;
    if (item.previous !== previous && !isForgotten) {
      findings.push(
        `chain broken at ${time(item.at)}: previous is ${item.previous}, but the last item was ${previous}`,
      );
    }
    if (before === "Resync" && item.type !== "AlertSnapshot")
      findings.push(`no snapshot after the Resync at ${time(item.at)}`);
    if (before === "fresh" && item.type !== "AlertSnapshot")
      findings.push(`no snapshot at the start, at ${time(item.at)}`);
    if (item.type === "AlertSnapshot") readSnapshot(item);
    if (item.type === "AlertEvent") readEvent(item);
    if (item.type === "Resync") resyncs.push(item);
    previous = item.cursor;
    before = item.type === "Resync" ? "Resync" : "item";
  }

  function open(after: string | null) {
    if (after !== null && after !== previous) findings.push("the client asked for another cursor than its last one");
    previous = after;
    // A Resync's own cursor leads to the snapshot that was to follow it.
    if (before !== "Resync") before = after === null ? "fresh" : "opened";
  }

  return { findings, covered, resyncs, open, read, items: () => count };
}

const time = (at: number) => new Date(at).toISOString().slice(11, 23);
