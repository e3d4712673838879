import { createClient } from "graphql-ws/client";
import { troubleOfSocket } from "./trouble.js";
import type { Connect, FollowOptions } from "./types.js";

/** Connections over websockets, each with a socket of its own. */
export const overSocket =
  ({ url, language, appointment, webSocketImpl }: FollowOptions): Connect =>
  ({ query, variables, token }, sink) => {
    const client = createClient({
      url: url.replace(/^http/, "ws"),
      connectionParams: {
        ...(token && { token }),
        ...(language && { language }),
        ...(appointment && { "x-qorgan-appointment": appointment }),
      },
      // Whoever retries must give the cursor, which graphql-ws doesn't know.
      retryAttempts: 0,
      ...(webSocketImpl !== undefined && { webSocketImpl }),
    });
    client.subscribe(
      { query, variables },
      {
        next: sink.result,
        error: (cause) => sink.end(troubleOfSocket(cause)),
        complete: () => sink.end({ kind: "cut", message: "The server ended the stream." }),
      },
    );
    return () => {
      // A close waits for the other side's, which a network that was cut never brings.
      client.terminate();
      void client.dispose();
    };
  };
