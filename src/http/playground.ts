import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";

export interface DemoToken {
  label: string;
  token: string;
}

export interface PlaygroundOptions {
  /** Whether the page is served. */
  page: boolean;
  /** The tokens that the playground offers; without it `/playground/tokens` answers 404. */
  demoTokens?: () => Promise<DemoToken[]>;
}

// The same path from src/http (tests) and from dist/http.
const folder = fileURLToPath(new URL("../../dist/playground/", import.meta.url));

// Monaco writes style elements and its icon font is a data URL; all else must come from this server.
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Serves the playground at `/`, its files below `/playground/` and the demo's tokens at `/playground/tokens`. */
export function registerPlayground(app: FastifyInstance, options: PlaygroundOptions): void {
  app.register(async (scope) => {
    serveTokens(scope, options.demoTokens);
    if (!options.page) return;
    if (existsSync(`${folder}index.html`)) servePage(scope);
    else scope.get("/", sendNotBuilt);
  });
}

function serveTokens(scope: FastifyInstance, demoTokens: PlaygroundOptions["demoTokens"]): void {
  scope.get("/playground/tokens", async (_request, reply) => {
    reply.header("cache-control", "no-store");
    if (demoTokens) return demoTokens();
    return reply.code(404).send({ message: "This server has no demo tokens." });
  });
}

function servePage(scope: FastifyInstance): void {
  scope.register(fastifyStatic, {
    root: folder,
    prefix: "/playground/",
    index: false,
    preCompressed: true,
    setHeaders: setSecurityHeaders,
  });
  scope.get("/", (_request, reply) => reply.sendFile("index.html"));
}

// On every file, not on the page only: a worker obeys the policy of its own response.
function setSecurityHeaders(reply: { header(name: string, value: string): unknown }): void {
  reply.header("content-security-policy", CONTENT_SECURITY_POLICY);
  reply.header("x-content-type-options", "nosniff");
  reply.header("referrer-policy", "no-referrer");
}

function sendNotBuilt(_request: unknown, reply: FastifyReply): FastifyReply {
  const text =
    "The playground isn't built yet: run `npm run build` and start the server again.\nThe API is at /graphql.\n";
  return reply.code(503).type("text/plain; charset=utf-8").send(text);
}
