import { Agent, type IncomingMessage, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** One request: an operation as its body, and whose it is. */
export interface Ask {
  body: string;
  token: string;
}

/** How long each request took, in milliseconds, and how long all together. */
export interface Load {
  times: number[];
  elapsedMs: number;
}

/** Sends requests over a fixed number of kept connections, each one as soon as the one before is answered. */
export async function sendAll(url: string, asks: readonly Ask[], connections: number): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const rest = asks.values();
  const times: number[] = [];
  const started = performance.now();
  const work = async () => {
    for (const ask of rest) {
      const before = performance.now();
      await send(url, ask, agent);
      times.push(performance.now() - before);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, work));
  } finally {
    agent.destroy();
  }
  return { times, elapsedMs: performance.now() - started };
}

/** Sends so many requests a second, whether or not those before are answered: a slow server doesn't slow the load. */
export async function sendAtRate(url: string, asks: readonly Ask[], perSecond: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const started = performance.now();
  const answers: Promise<string>[] = [];
  try {
    while (answers.length < asks.length) {
      const due = Math.min(asks.length, Math.ceil(((performance.now() - started) / 1_000) * perSecond));
      for (const ask of asks.slice(answers.length, due)) answers.push(send(url, ask, agent));
      await sleep(2);
    }
    await Promise.all(answers);
  } finally {
    agent.destroy();
  }
  return { sent: answers.length, elapsedMs: performance.now() - started };
}

/** Sends one and gives its answer. An answer with errors fails the run: its cost would mean nothing. */
export async function send(url: string, { body, token }: Ask, agent?: Agent): Promise<string> {
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    authorization: `Bearer ${token}`,
  };
  const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const sent = request(`${url}/graphql`, { method: "POST", headers, agent }, (answer) => {
      readText(answer).then((text) => resolve({ status: Number(answer.statusCode), text }), reject);
    });
    sent.on("error", reject).end(body);
  });
  if (status === 200 && !text.includes('"errors":[{')) return text;
  throw new Error(`The server must answer without errors, but said ${status}: ${text.slice(0, 500)}`);
}

async function readText(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
