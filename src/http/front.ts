import type { IncomingMessage, RequestListener } from "node:http";
import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { Exposure } from "../graphql/exposure.js";
import { LIMITS } from "../graphql/limits.js";
import type { Direct, DirectAnswer } from "./direct.js";
import { createHeaders } from "./headers.js";

export interface FrontOptions {
  direct: Direct;
  exposure: Exposure;
  /** A server that stops says so with each answer, which is left to the usual way. */
  isStopping(): boolean;
}

type Response = Parameters<RequestListener>[1];

/** What is under way on the direct way. */
export interface Front {
  /** Resolves when all that was let in is answered or has been handed over: to be awaited before Fastify closes. */
  settle(): Promise<void>;
}

/**
 * Puts what answers directly before the usual way, on node:http: half of what a small answer costs is the way through
 * Fastify and Apollo. What isn't answered there goes on as if nothing had been read of it.
 */
export function serveDirectly(app: FastifyInstance, { direct, exposure, isStopping }: FrontOptions): Front {
  const fastify = takeListener(app);
  const handOver = createHandOver(app, fastify);
  const answer = createAnswer({ exposure, isStopping });
  const underWay = new Set<Promise<void>>();
  async function serve(request: IncomingMessage, response: Response): Promise<void> {
    const body = await bodyOf(request);
    if (!body) return;
    const answered = await direct(request, body.toString());
    if (answered) answer(request, response, answered);
    else handOver(request, response, body);
  }
  function onFault(error: unknown, response: Response) {
    app.log.error({ error }, "A direct answer met a fault: its connection is closed");
    response.destroy();
  }
  app.server.prependListener("request", (request, response) => {
    if (isStopping() || !isDirect(request)) return fastify(request, response);
    const served = serve(request, response)
      .catch((error: unknown) => onFault(error, response))
      .finally(() => underWay.delete(served));
    underWay.add(served);
  });
  return { settle: async () => void (await Promise.all(underWay)) };
}

/** Fastify's listener, which is the first one, and from then on hears only what it is given. */
function takeListener({ server }: FastifyInstance): RequestListener {
  const [fastify] = server.listeners("request") as RequestListener[];
  if (!fastify) throw new Error("Fastify must listen for requests, but doesn't.");
  server.off("request", fastify);
  return fastify;
}

/** Gives Fastify a request whose body has been read. */
function createHandOver(app: FastifyInstance, fastify: RequestListener) {
  const bodies = new WeakMap<IncomingMessage, Buffer>();
  app.addHook("preParsing", async ({ raw }, _, payload) => {
    const body = bodies.get(raw);
    return body ? Readable.from([body], { objectMode: false }) : payload;
  });
  return (request: IncomingMessage, response: Response, body: Buffer) => {
    bodies.set(request, body);
    fastify(request, response);
  };
}

function createAnswer({ exposure, isStopping }: Omit<FrontOptions, "direct">) {
  const headersOf = createHeaders(exposure);
  return (request: IncomingMessage, response: Response, { contentType, body }: DirectAnswer) => {
    const ofBody = { "content-type": contentType, "content-length": body.length };
    const ending = isStopping() ? { connection: "close" } : {};
    // The bytes as they are, but as a text: so they leave in one write with their headers.
    const text = body.toString("latin1");
    response.writeHead(200, { ...headersOf(request.headers), ...ofBody, ...ending }).end(text, "latin1");
  };
}

/** The whole body; null when the client has gone before its end. */
const bodyOf = (request: IncomingMessage): Promise<Buffer | null> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => void chunks.push(chunk));
    request.on("end", () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    request.on("close", () => resolve(null));
  });

function isDirect({ method, url, headers }: IncomingMessage): boolean {
  const length = Number(headers["content-length"]);
  return (
    method === "POST" &&
    url === "/graphql" &&
    length > 0 &&
    length <= LIMITS.bodyBytes &&
    headers["content-encoding"] === undefined &&
    /^application\/json(; ?charset=utf-8)?$/i.test(headers["content-type"] ?? "")
  );
}
