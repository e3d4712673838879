import http from "node:http";
import https from "node:https";
import { hideIins } from "../access/iin.js";
import type { Reach } from "./address.js";
import { createLookup, type Resolve, resolveName } from "./lookup.js";
import { waitOf } from "./retry.js";
import { headersOf, type Message } from "./sign.js";
import { refusalOfLiteral } from "./url.js";

/** What came back. */
export interface Answer {
  /** Null when there was no answer. */
  status: number | null;
  /** The first characters of what it said. */
  text: string | null;
  /** Why it doesn't count as delivered; null when it does. */
  error: string | null;
  /** How long the receiver asks to be left alone, in milliseconds. */
  askedMs: number | null;
  tookMs: number;
}

/** To whom a message is sent, and under which secrets it is signed. */
export interface Target {
  url: string;
  secrets: readonly string[];
}

/** Sends a message and says what came back: nothing that a receiver does is thrown. A signal cuts it off. */
export type Post = (target: Target, message: Message, cut?: AbortSignal) => Promise<Answer>;

export interface PostOptions {
  reach: Reach;
  resolve?: Resolve;
  timeoutMs?: number;
}

/** For how long a receiver may take. */
export const TIMEOUT_MS = 15_000;
const MOST_READ = 16_384;
const MOST_KEPT = 200;

export function createPost({ reach, resolve = resolveName, timeoutMs = TIMEOUT_MS }: PostOptions): Post {
  const lookup = createLookup(resolve, reach);
  return async ({ url, secrets }, message, cut) => {
    const began = performance.now();
    const tookMs = () => Math.round(performance.now() - began);
    const to = new URL(url);
    // A host that is an address is never looked up.
    const refusal = refusalOfLiteral(to, reach) ?? (to.protocol === "http:" && !reach.http ? "it isn't https" : null);
    if (refusal) return { ...NOTHING, error: `It must not be sent to ${to.hostname}: ${refusal}`, tookMs: tookMs() };
    const headers = { ...headersOf(message, secrets), ...HEADERS, "content-length": message.body.length };
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = cut ? AbortSignal.any([timeout, cut]) : timeout;
    // An agent of its own: a kept connection would lead to where the name led earlier.
    const options = { method: "POST", headers, lookup, signal, agent: false } as const;
    try {
      return { ...(await send(to, options, message.body)), tookMs: tookMs() };
    } catch (error) {
      const why = timeout.aborted ? `It took longer than ${timeoutMs} ms` : (error as Error).message;
      return { ...NOTHING, error: why.slice(0, MOST_KEPT), tookMs: tookMs() };
    }
  };
}

const HEADERS = { "content-type": "application/json; charset=utf-8", "user-agent": "Qorgan-Webhooks/1" };
const NOTHING = { status: null, text: null, askedMs: null };

function send(to: URL, options: https.RequestOptions, body: Buffer): Promise<Omit<Answer, "tookMs">> {
  const { request } = to.protocol === "https:" ? https : http;
  return new Promise((resolve, reject) => {
    const sending = request(to, options, (response) => {
      readStart(response).then((text) => resolve(answerOf(response, text)), reject);
    });
    // Of a receiver that switches protocols comes neither an answer nor an error, not even when its time is over.
    sending.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve(answerOf(response, ""));
    });
    sending.on("error", reject).end(body);
  });
}

async function readStart(response: http.IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of response) {
      parts.push(part);
      length += part.length;
      // Leaving the loop ends the connection.
      if (length >= MOST_READ) break;
    }
  } catch {
    // The status has come, and it alone says whether the message was taken.
  }
  const text = Buffer.concat(parts).toString().replaceAll("\u0000", "");
  // A receiver may repeat what it was sent.
  return hideIins(text).slice(0, MOST_KEPT);
}

function answerOf({ statusCode: status = 0, headers }: http.IncomingMessage, text: string) {
  return { status, text, error: errorOf(status, headers.location), askedMs: waitOf(headers["retry-after"]) };
}

function errorOf(status: number, location: string | undefined): string | null {
  if (status >= 200 && status < 300) return null;
  if (status < 300 || status >= 400) return `The receiver answered with status ${status}`;
  const where = location ? ` to ${location.slice(0, 100)}` : "";
  return `The receiver answered with a redirect${where} (status ${status}), which isn't followed`;
}
