import { Arg, ID, Resolver, Root, Subscription } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import type { Row } from "../../graphql/loaders.js";
import { Reads } from "../../graphql/reads.js";
import { Cursor, Kato } from "../../graphql/scalars.js";
import { followStream, type Source } from "../../graphql/stream.js";
import type { Entry } from "../../journal/entry.js";
import { AlertSeverity, ExerciseView } from "../incidents/enums.js";
import { DuplicateView } from "./enums.js";
import { readOpenAlerts } from "./open.js";
import { alertEventOf } from "./record.js";
import { alerts } from "./table.js";
import { AlertStreamItem, alertItems } from "./type.js";
import { findWatch, type Watch, type WatchArgs } from "./watch.js";

const DRILLS =
  "Whether drills are told, which they aren't when left out. They are told within their district only: `territories` must lie in districts then.";
const FOLDED =
  "Whether alerts of one event are one line of the snapshot; each is one when left out. Events are given of each alert.";

type AlertsArgs = WatchArgs & { after?: string | null };
type Start = { context: Context; args: AlertsArgs };

@Resolver()
export class AlertSubscription {
  @Reads(alerts)
  @Subscription(() => AlertStreamItem, {
    description:
      "The open alerts, and then what happens to alerts, in order and each once; by default in the viewer's whole jurisdiction, and wherever a relationship opens their incident.",
    subscribe: ({ context, args }: Start) => followAlerts(context, args),
  })
  alerts(
    @Root() item: object,
    @Arg("after", () => Cursor, { nullable: true, description: "Goes on after this item, instead of a snapshot." })
    _?: string,
    @Arg("territories", () => [Kato], { nullable: true, description: "Only in these territories." }) __?: string[],
    @Arg("schools", () => [ID], { nullable: true, description: "Only of these schools." }) ___?: string[],
    @Arg("minSeverity", () => AlertSeverity.type, { nullable: true, description: "Only at least as grave as this." })
    ____?: string,
    @Arg("exercises", () => ExerciseView.type, { nullable: true, description: DRILLS }) _____?: string,
    @Arg("duplicates", () => DuplicateView.type, { nullable: true, description: FOLDED }) ______?: string,
  ) {
    return item;
  }
}

/** The alerts that the viewer asks for and may see. */
async function followAlerts(ctx: Context, { after, ...args }: AlertsArgs): Promise<Source> {
  const watch = await findWatch(ctx, args);
  return followStream(ctx, after, {
    types: alertItems,
    isWhole: watch.isWhole,
    wants: (entry) => alertEventOf(entry) !== null && isWatched(watch, entry),
    snapshot: (fresh) => readOpenAlerts(fresh, watch),
    load: loadEvent,
  });
}

const isWatched = (watch: Watch, entry: Entry) =>
  (entry.severityRank ?? 0) <= watch.rank &&
  (watch.exercises === "INCLUDE" || entry.exercise === (watch.exercises === "ONLY")) &&
  (isAtPlace(watch, entry) || watch.beyond.has(entry.aggregateId));

const isAtPlace = ({ ranges, schoolIds }: Watch, { kato, schoolId }: Entry) =>
  ranges.some(({ from, to }) => kato >= Number(from) && kato <= Number(to)) &&
  (!schoolIds || schoolIds.includes(schoolId ?? ""));

async function loadEvent(ctx: Context, entry: Entry) {
  const alert = await ctx.loaders.oneBy(alerts.id, entry.aggregateId);
  const tell = () => {
    ctx.tell([alert as Row]);
    return alert;
  };
  return alert && { kind: alertEventOf(entry), committedAt: entry.at, alert: tell };
}
