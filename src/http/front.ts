import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
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

/**
 * Puts what answers directly before the usual way, on node:http: half of what a small answer costs is the way through
 * Fastify and Apollo. What isn't answered there goes on as if nothing had been read of it.
 */
export function serveDirectly(app: FastifyInstance, { direct, exposure, isStopping }: FrontOptions) {
  const bodies = new WeakMap<IncomingMessage, Buffer>();
  app.addHook("preParsing", async ({ raw }, _, payload) => {
    const body = bodies.get(raw);
    return body ? Readable.from([body], { objectMode: false }) : payload;
  });
  const headersOf = createHeaders(exposure);
  const answer = (request: IncomingMessage, response: ServerResponse, { contentType, text }: DirectAnswer) => {
    const ofBody = { "content-type": contentType, "content-length": Buffer.byteLength(text) };
    response.writeHead(200, { ...headersOf(request.headers), ...ofBody }).end(text);
  };
  const onFault = (error: unknown) => {
    app.log.error({ error }, "A direct answer met a fault: the request goes the usual way");
    return null;
  };
  const [usual, ...others] = app.server.listeners("request") as RequestListener[];
  app.server.removeAllListeners("request").on("request", (request, response) => {
    if (isStopping() || !isDirect(request)) return usual?.(request, response);
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => void chunks.push(chunk));
    request.on("end", async () => {
      const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
      const answered = await direct(request, body.toString()).catch(onFault);
      if (answered) return answer(request, response, answered);
      bodies.set(request, body);
      usual?.(request, response);
    });
  });
  for (const other of others) app.server.on("request", other);
}

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
