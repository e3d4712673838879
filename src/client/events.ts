import { createClient } from "graphql-sse";
import { troubleOfResponse } from "./trouble.js";
import type { Connect, FollowOptions } from "./types.js";

/** Connections over Server-Sent Events, each a request of its own. */
export const overEvents =
  ({ url, language, appointment }: FollowOptions): Connect =>
  ({ query, variables, token }, sink) => {
    const client = createClient({
      url: `${url}/stream`,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(language && { "accept-language": language }),
        ...(appointment && { "x-qorgan-appointment": appointment }),
      },
      // Whoever retries must give the cursor, which graphql-sse doesn't know.
      retryAttempts: 0,
    });
    client.subscribe(
      { query, variables },
      {
        next: sink.result,
        error: (cause) => void troubleOfResponse(cause).then(sink.end),
        complete: () => sink.end({ kind: "cut", message: "The server ended the stream." }),
      },
    );
    return () => client.dispose();
  };
