import type { StreamError, Trouble } from "./types.js";

// What a wait may heal, and what only another token does; anything else would be refused again for ever.
const PASSING = ["INTERNAL", "RATE_LIMITED", "RESTARTING", "TOKEN_UNVERIFIABLE"];
const OF_TOKEN = ["TOKEN_EXPIRED", "TOKEN_INVALID"];
const FATAL_CLOSES: readonly unknown[] = [1009, 4400, 4406, 4409, 4429];

/** What errors of GraphQL mean for the stream. */
export function troubleOf(errors: readonly StreamError[]): Trouble {
  const message = errors.map((error) => error.message).join(" ") || "The server gave neither an item nor an error.";
  const { code, retryAfter } = errors[0]?.extensions ?? {};
  if (OF_TOKEN.includes(String(code))) return { kind: "token", message, errors };
  if (!errors.every(isPassing)) return { kind: "fatal", message, errors };
  return { kind: "cut", message, errors, ...(typeof retryAfter === "number" && { waitMs: retryAfter * 1_000 }) };
}

// Connections that were lost count until the server notices: their number is a limit that a wait heals.
const isPassing = ({ extensions: { code, limit } = {} }: StreamError) =>
  PASSING.includes(String(code)) || (code === "LIMIT_EXCEEDED" && /^(subscriptions|sockets)/.test(String(limit)));

/** What the end of a websocket means: an event of its close, errors of GraphQL, or a fault of the network. */
export function troubleOfSocket(cause: unknown): Trouble {
  if (Array.isArray(cause)) return troubleOf(cause as StreamError[]);
  const { code, reason } = (cause ?? {}) as { code?: unknown; reason?: unknown };
  if (typeof code !== "number") return { kind: "cut", message: messageOf(cause) };
  const message = `The socket was closed: ${code} ${reason ?? ""}`.trim();
  if (FATAL_CLOSES.includes(code)) return { kind: "fatal", message };
  if (code === 4401 || code === 4403) return { kind: "token", message };
  return { kind: "cut", message, ...waitIn(String(reason)) };
}

// A server that stops says when to come back.
function waitIn(reason: string): { waitMs?: number } {
  const [, seconds] = /\bin (\d+(?:\.\d+)?) ?s/.exec(reason) ?? [];
  return seconds ? { waitMs: Number(seconds) * 1_000 } : {};
}

/** What a response that isn't a stream means; without one the network failed. */
export async function troubleOfResponse(cause: unknown): Promise<Trouble> {
  const { response } = (cause ?? {}) as { response?: Response };
  const message = messageOf(cause);
  if (!response) return { kind: "cut", message };
  const errors = await errorsOf(response);
  const wait = Number(response.headers.get("retry-after"));
  const waits = wait > 0 && { waitMs: wait * 1_000 };
  if (errors.length) return { ...troubleOf(errors), ...waits };
  const isPassing = response.status >= 500 || response.status === 429;
  return { kind: isPassing ? "cut" : "fatal", message, ...waits };
}

async function errorsOf(response: Response): Promise<readonly StreamError[]> {
  // A proxy's answer isn't JSON.
  const body = (await response.json().catch(() => null)) as { errors?: readonly StreamError[] } | null;
  return body?.errors ?? [];
}

// A socket of Node or a browser fails with an event; that of a browser doesn't say why.
function messageOf(cause: unknown): string {
  if (cause instanceof Error) return cause.message;
  const { message } = (cause ?? {}) as { message?: unknown };
  return typeof message === "string" && message ? `The connection failed: ${message}` : "The connection failed.";
}
