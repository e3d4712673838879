import { Arg, ID, Resolver, Root, Subscription } from "type-graphql";
import { requireWatching } from "../../access/jurisdiction.js";
import { katoRange, rangeOf } from "../../access/viewer.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { uuidOf } from "../../graphql/lock.js";
import { Kato } from "../../graphql/scalars.js";
import { followStream, type StreamEvent } from "../../graphql/stream.js";
import { journalCursor } from "../../journal/cursor.js";
import type { Entry } from "../../journal/entry.js";
import { AlertSeverity } from "../incidents/enums.js";
import { schools } from "../schools/table.js";
import { alertEventOf } from "./record.js";
import { alerts } from "./table.js";
import { AlertStreamItem } from "./type.js";

interface AlertsArgs {
  territories?: string[] | null;
  schools?: string[] | null;
  minSeverity?: (typeof AlertSeverity.values)[number] | null;
}
const MOST = 100;
type Start = { context: Context; args: AlertsArgs };

@Resolver()
export class AlertSubscription {
  @Subscription(() => AlertStreamItem, {
    description: "What happens to alerts, from now on; by default in the viewer's whole jurisdiction.",
    subscribe: ({ context, args }: Start) => followAlerts(context, args),
  })
  alerts(
    @Root() item: object,
    @Arg("territories", () => [Kato], { nullable: true, description: "Only in these territories." }) _?: string[],
    @Arg("schools", () => [ID], { nullable: true, description: "Only of these schools." }) __?: string[],
    @Arg("minSeverity", () => AlertSeverity.type, { nullable: true, description: "Only at least as grave as this." })
    ___?: string,
  ) {
    return item;
  }
}

/** What happens to the alerts that the viewer asks for and may see. */
export async function followAlerts(ctx: Context, args: AlertsArgs): Promise<AsyncGenerator<StreamEvent>> {
  const viewer = requireWatching(ctx);
  checkListed(args.territories, "territories");
  checkListed(args.schools, "schools");
  const given = args.territories ?? [];
  const scopes = await Promise.all(given.map((kato) => ctx.territory(kato, ["territories"])));
  const ranges = args.territories ? scopes.map(rangeOf) : [katoRange(viewer.kato)];
  const schoolIds = args.schools?.map((id) => uuidOf(schools.id, id, ["schools"]));
  const rank = args.minSeverity ? AlertSeverity.values.indexOf(args.minSeverity) : AlertSeverity.values.length;

  return followStream(ctx, {
    wants: (entry) =>
      alertEventOf(entry) !== null &&
      (entry.severityRank ?? 0) <= rank &&
      ranges.some(({ from, to }) => entry.kato >= Number(from) && entry.kato <= Number(to)) &&
      (!schoolIds || schoolIds.includes(entry.schoolId ?? "")),
    load: loadEvent,
  });
}

// An empty list would be a stream that never says anything, which looks like a quiet night.
function checkListed(values: readonly string[] | null | undefined, field: string) {
  if (!values || (values.length >= 1 && values.length <= MOST)) return;
  throw fail(
    "OUT_OF_RANGE",
    [field],
    `${field} must hold 1 to ${MOST} entries or be left out, but holds ${values.length}`,
  );
}

async function loadEvent(ctx: Context, entry: Entry) {
  const alert = await ctx.loaders.oneBy(alerts.id, entry.aggregateId);
  return alert && { cursor: journalCursor(entry), kind: alertEventOf(entry), committedAt: entry.at, alert };
}
