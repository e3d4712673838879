import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { GraphQLError } from "graphql";
import type { Context } from "../graphql/context.js";
import { type ErrorCode, Failure, translate } from "../graphql/errors.js";
import { languageOf } from "../graphql/text.js";
import type { HttpContext } from "./plugins.js";
import type { OpenContext } from "./server.js";

/** A text, and when the newest that it tells of happened. */
interface Told {
  body: string;
  modified: Date | null;
}

type Search = { first: number };
type ReadFeed<S> = (ctx: Context, search: S) => Promise<Told>;
type ReadDocument = (ctx: Context, name: string) => Promise<Told>;

/** What the domain tells in CAP. `search` is the JSON schema of a feed's search. */
export interface CapSource<S extends Search> {
  search: object;
  readFeed: ReadFeed<S>;
  readDocument: ReadDocument;
  readPublicFeed: ReadFeed<S>;
  readPublicDocument: ReadDocument;
}

export interface CapOptions<S extends Search> {
  openContext: OpenContext;
  cap: CapSource<S>;
}

const ATOM = "application/atom+xml; charset=utf-8";
const CAP = "application/cap+xml; charset=utf-8";
const RESTRICTED = "private, no-cache";
const PUBLIC = "public, max-age=30";

/** Serves CAP 1.2 below `/cap`: to officials what they may read, and to everybody what was made public. */
export function serveCap<S extends Search>(app: FastifyInstance, { openContext, cap }: CapOptions<S>) {
  const schema = { querystring: cap.search };
  const answering =
    (type: string, cacheControl: string, read: (ctx: HttpContext, r: FastifyRequest) => Promise<Told>) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      try {
        const told = await inContext(openContext, request, (ctx) => read(ctx, request));
        reply.headers({ "content-type": type, "cache-control": cacheControl, vary: "Authorization, Accept-Language" });
        return answer(request, reply, told);
      } catch (error) {
        translate(error, languageOf(request.headers["accept-language"]));
        return refuse(reply, error);
      }
    };
  const feed =
    (read: ReadFeed<S>) =>
    (ctx: HttpContext, { query }: FastifyRequest) => {
      const search = query as S;
      // A message costs what a row of a list costs.
      ctx.purse.take(search.first);
      return read(ctx, search);
    };
  const document =
    (read: ReadDocument) =>
    (ctx: HttpContext, { params }: FastifyRequest) =>
      read(ctx, (params as { name: string }).name);
  app.get("/cap/alerts.atom", { schema }, answering(ATOM, RESTRICTED, feed(cap.readFeed)));
  app.get("/cap/alerts/:name.xml", answering(CAP, RESTRICTED, document(cap.readDocument)));
  app.get("/cap/public.atom", { schema }, answering(ATOM, PUBLIC, feed(cap.readPublicFeed)));
  app.get("/cap/public/:name.xml", answering(CAP, PUBLIC, document(cap.readPublicDocument)));
}

async function inContext<T>(open: OpenContext, request: FastifyRequest, work: (ctx: HttpContext) => Promise<T>) {
  const ctx = await open(request);
  try {
    return await work(ctx);
  } finally {
    // What leaves a trace doesn't leave the server without it.
    await ctx.close();
  }
}

/** 304 to a reader that has it already. */
function answer({ headers }: FastifyRequest, reply: FastifyReply, { body, modified }: Told) {
  const tag = `"${createHash("sha256").update(body).digest("base64url")}"`;
  reply.header("etag", tag);
  if (modified) reply.header("last-modified", modified.toUTCString());
  return isKnown(headers, tag, modified) ? reply.code(304).send() : reply.send(body);
}

function isKnown(headers: FastifyRequest["headers"], tag: string, modified: Date | null): boolean {
  const { "if-none-match": tags, "if-modified-since": since } = headers;
  if (tags !== undefined) return tags.split(",").some((one) => one.trim().replace(/^W\//, "") === tag);
  // The header has no parts of a second.
  return (
    since !== undefined && modified !== null && Math.floor(modified.getTime() / 1_000) * 1_000 <= Date.parse(since)
  );
}

const STATUSES: Partial<Record<ErrorCode, number>> = { UNAUTHENTICATED: 401, NOT_ALLOWED: 403, NOT_FOUND: 404 };

/** A refusal in the form that GraphQL's have too, with the status that a reader of feeds goes by. */
function refuse(reply: FastifyReply, error: unknown) {
  if (!(error instanceof GraphQLError)) throw error;
  const { http, ...extensions } = error.extensions as { http?: Refusal; code: ErrorCode };
  const status = STATUSES[extensions.code] ?? http?.status ?? (error instanceof Failure ? 400 : 500);
  for (const [name, value] of http?.headers ?? []) reply.header(name, value);
  if (status === 401) reply.header("www-authenticate", "Bearer");
  return reply.code(status).send({ errors: [{ message: error.message, extensions }] });
}
type Refusal = { status: number; headers?: ReadonlyMap<string, string> };
