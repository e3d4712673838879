import { requireWatching } from "../../access/jurisdiction.js";
import { isIdOf } from "../../db/ids.js";
import type { Language } from "../../graphql/catalogue.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { cursorOf } from "../../graphql/keyset.js";
import { pageOfList } from "../../graphql/pages.js";
import type { List } from "../../graphql/relations.js";
import { requireViewer, scopeOf } from "../../graphql/resolve.js";
import { say } from "../../graphql/say.js";
import { AlertKind } from "../alerts/enums.js";
import { alerts } from "../alerts/table.js";
import { escalationsOfAlert } from "../escalations/relations.js";
import type { alertEscalations } from "../escalations/table.js";
import { AlertSeverity } from "../incidents/enums.js";
import { findArea } from "./area.js";
import { identifierOf, type Subject, writeCap } from "./document.js";
import { writeFeed } from "./feed.js";
import { messageList, publicList } from "./lists.js";
import { WITHDRAWN } from "./messages.js";
import { publicSubjectOf, subjectOf } from "./subject.js";
import { publicAlerts } from "./table.js";

type AlertRow = typeof alerts.$inferSelect;
type PublicRow = typeof publicAlerts.$inferSelect;

/** The search of a feed, checked by `search`. */
export interface FeedSearch {
  lang?: Language;
  territory?: string;
  minSeverity?: string;
  kind?: string[];
  since?: string;
  exercise?: "real" | "drills" | "all";
  first: number;
  after?: string;
}

/** What may be searched by, as JSON schema: the server refuses what doesn't fit. */
export const search = {
  type: "object",
  additionalProperties: false,
  properties: {
    lang: { enum: ["kk", "ru", "en"] },
    territory: { type: "string", pattern: "^\\d{9}$" },
    minSeverity: { enum: AlertSeverity.values },
    kind: { type: "array", items: { enum: AlertKind.values }, maxItems: AlertKind.values.length },
    since: { type: "string", format: "date-time" },
    exercise: { enum: ["real", "drills", "all"], default: "real" },
    first: { type: "integer", minimum: 1, maximum: 100, default: 50 },
    after: { type: "string", maxLength: 4000 },
  },
} as const;

/** What is answered: a text, and when what it tells of happened. */
export interface Told {
  body: string;
  modified: Date | null;
}

/** The two sets of messages: for officials, under the policies of who asks, and for the public. */
export function createCap(sender: string) {
  async function ofAlert(ctx: Context, alert: AlertRow) {
    const [area, fired] = await Promise.all([findArea(ctx, alert), ctx.loaders.manyOf(escalationsOfAlert, alert.id)]);
    return subjectOf({ alert, area, fired: fired as (typeof alertEscalations.$inferSelect)[] }, sender);
  }
  const ofPublic = async (ctx: Context, row: PublicRow) => publicSubjectOf(row, await findArea(ctx, row), sender);
  return {
    search,
    async readFeed(ctx: Context, query: FeedSearch): Promise<Told> {
      const viewer = requireWatching(ctx);
      const scope = query.territory ? [] : scopeOf(alerts, viewer);
      const page = await readPage<AlertRow>(ctx, messageList, query, scope);
      ctx.notice(alerts, page.rows);
      const subjects = await Promise.all(page.rows.map((row) => ofAlert(ctx, row)));
      return tellFeed("alerts", { ctx, query, subjects, next: page.next, sender });
    },
    async readDocument(ctx: Context, name: string): Promise<Told> {
      requireViewer(ctx);
      const [id = "", message] = name.split(".");
      const row = isIdOf("alert", id) ? await ctx.loaders.oneBy(alerts.id, id) : null;
      if (!row) throw missing(name);
      return tellMessage(await ofAlert(ctx, row as AlertRow), message);
    },
    async readPublicFeed(ctx: Context, query: FeedSearch): Promise<Told> {
      const page = await readPage<PublicRow>(ctx, publicList, query, []);
      const subjects = await Promise.all(page.rows.map((row) => ofPublic(ctx, row)));
      return tellFeed("public", { ctx, query, subjects, next: page.next, sender });
    },
    async readPublicDocument(ctx: Context, name: string): Promise<Told> {
      const [id = "", message] = name.split(".");
      const row = isIdOf("publication", id) ? await ctx.loaders.oneBy(publicAlerts.id, id) : null;
      if (!row) throw missing(name);
      return tellMessage(await ofPublic(ctx, row as PublicRow), message);
    },
  };
}

export type Cap = ReturnType<typeof createCap>;

const missing = (name: string) =>
  fail("NOT_FOUND", ["id"], say`id must name a message that is there for this viewer, but got "${name}"`);

type Scope = Parameters<typeof pageOfList>[3];
type RowPage<R> = { rows: R[]; next: string | null };

async function readPage<R>(ctx: Context, list: List, query: FeedSearch, scope: Scope): Promise<RowPage<R>> {
  const { first, after, exercise = "real", territory, minSeverity, kind: kinds } = query;
  const drills = exercise === "all" ? null : exercise === "drills";
  const filter = { territory, minSeverity, kinds, since: query.since && new Date(query.since), exercise: drills };
  const found = await pageOfList(await ctx.open(), list, { first, after, filter }, scope, ctx);
  const rows = found.slice(0, first);
  const last = rows.at(-1);
  return { rows: rows as R[], next: found.length > first && last ? cursorOf(list.name, list.order, last) : null };
}

type Telling = { ctx: Context; query: FeedSearch; subjects: readonly Subject[]; next: string | null; sender: string };

function tellFeed(name: "alerts" | "public", { ctx, query, subjects, next, sender }: Telling): Told {
  const language = query.lang ?? ctx.language;
  const [self, following] = [query, next && { ...query, after: next }].map((asked) => (asked ? searchOf(asked) : null));
  const body = writeFeed({ name, sender, language, subjects, self: self ?? "", next: following ?? null });
  return { body, modified: subjects[0]?.messages.at(-1)?.sent ?? null };
}

function searchOf(query: FeedSearch): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)]));
  return `?${new URLSearchParams(pairs as [string, string][])}`;
}

/** A message by its name, or the one that is in force. What was withdrawn isn't told any more. */
function tellMessage(subject: Subject, name: string | undefined): Told {
  const last = subject.messages.at(-1);
  const told = last?.name === WITHDRAWN ? [last] : subject.messages;
  const message = name === undefined ? last : told.find((one) => one.name === name);
  if (!message) throw missing(identifierOf(subject, { name: String(name) }));
  return { body: writeCap(subject, message), modified: message.sent };
}
