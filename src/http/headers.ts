import type { IncomingHttpHeaders } from "node:http";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Exposure, isAllowedOrigin } from "../graphql/exposure.js";

const HEADERS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "x-frame-options": "DENY",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "x-permitted-cross-domain-policies": "none",
};
const TWO_YEARS = "max-age=63072000; includeSubDomains";

const isGraphql = ({ url }: FastifyRequest) => ["/graphql", "/graphql/stream"].includes(String(url.split("?")[0]));

/** What every answer says to browsers, and which other origins' pages may read answers of the API. */
export function secureAnswers(app: FastifyInstance, exposure: Exposure) {
  app.addHook("onRequest", async (request, reply) => {
    if (isGraphql(request)) return answerOrigin(exposure, request, reply);
  });
  const all = Object.entries(securityHeaders(exposure));
  app.addHook("onSend", async (request, reply) => {
    // A page may have a policy of its own: the playground needs its scripts.
    for (const [name, value] of all) if (!reply.hasHeader(name)) reply.header(name, value);
    if (isGraphql(request)) reply.headers(NOT_KEPT);
  });
}

const NOT_KEPT = { "cache-control": "no-store" };

const securityHeaders = ({ tls }: Exposure): Record<string, string> =>
  tls ? { ...HEADERS, "strict-transport-security": TWO_YEARS } : HEADERS;

/** The headers of an answer of `/graphql`, but for those of its body. */
export function createHeaders(exposure: Exposure): (asked: IncomingHttpHeaders) => Record<string, string> {
  const all = { ...securityHeaders(exposure), ...NOT_KEPT };
  return (asked) => ({ ...all, ...originHeaders(exposure, asked) });
}

const originHeaders = (exposure: Exposure, { origin, host }: IncomingHttpHeaders): Record<string, string> =>
  origin && isAllowedOrigin(exposure, origin, host)
    ? { vary: "Origin", "access-control-allow-origin": origin, "access-control-expose-headers": "retry-after" }
    : { vary: "Origin" };

async function answerOrigin(exposure: Exposure, { method, headers }: FastifyRequest, reply: FastifyReply) {
  reply.headers(originHeaders(exposure, headers));
  if (method !== "OPTIONS") return;
  reply.header("access-control-allow-methods", "POST, GET");
  reply.header(
    "access-control-allow-headers",
    "accept, accept-language, authorization, content-type, last-event-id, x-qorgan-appointment, x-qorgan-purpose",
  );
  return reply.header("access-control-max-age", "600").code(204).send();
}
