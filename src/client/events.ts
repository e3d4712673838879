import { createClient } from "graphql-sse";
import { troubleOfResponse } from "./trouble.js";
import type { Connect, FollowOptions } from "./types.js";

/** Connections over Server-Sent Events, each a request of its own. */
export const overEvents =
  ({ url, language, appointment }: FollowOptions): Connect =>
  ({ query, variables, token }, sink) => {
    const told: { waitMs?: number } = {};
    const client = createClient({
      url: `${url}/stream`,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(language && { "accept-language": language }),
        ...(appointment && { "x-qorgan-appointment": appointment }),
      },
      fetchFn: hearRetry((waitMs) => Object.assign(told, { waitMs })),
      // Whoever retries must give the cursor, which graphql-sse doesn't know.
      retryAttempts: 0,
    });
    client.subscribe(
      { query, variables },
      {
        next: sink.result,
        error: (cause) => void troubleOfResponse(cause).then((trouble) => sink.end({ ...told, ...trouble })),
        complete: () => sink.end({ kind: "cut", message: "The server ended the stream." }),
      },
    );
    return () => client.dispose();
  };

/** Asks as `fetch` does, and hears when a server that stops says when to come back, which graphql-sse passes over. */
const hearRetry =
  (hear: (ms: number) => void): typeof fetch =>
  async (...asked) => {
    const response = await fetch(...asked);
    const decoder = new TextDecoder();
    const tap = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, passed) {
        const [, ms] = /^retry: (\d+)$/m.exec(decoder.decode(chunk, { stream: true })) ?? [];
        if (ms) hear(Number(ms));
        passed.enqueue(chunk);
      },
    });
    return new Response(response.body?.pipeThrough(tap), response);
  };
