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
  app.addHook("onSend", async (request, reply) => {
    // A page may have a policy of its own: the playground needs its scripts.
    for (const [name, value] of Object.entries(HEADERS)) if (!reply.hasHeader(name)) reply.header(name, value);
    if (isGraphql(request)) reply.header("cache-control", "no-store");
    if (exposure.tls) reply.header("strict-transport-security", TWO_YEARS);
  });
}

async function answerOrigin(exposure: Exposure, request: FastifyRequest, reply: FastifyReply) {
  const { origin, host } = request.headers;
  reply.header("vary", "Origin");
  if (origin && isAllowedOrigin(exposure, origin, host)) {
    reply.header("access-control-allow-origin", origin).header("access-control-expose-headers", "retry-after");
  }
  if (request.method !== "OPTIONS") return;
  reply.header("access-control-allow-methods", "POST, GET");
  reply.header(
    "access-control-allow-headers",
    "accept, accept-language, authorization, content-type, last-event-id, x-qorgan-appointment, x-qorgan-purpose",
  );
  return reply.header("access-control-max-age", "600").code(204).send();
}
