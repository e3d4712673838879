import { createClient } from "graphql-ws/client";
import { createRenewal } from "./renewal.js";
import { troubleOfSocket } from "./trouble.js";
import type { Connect, FollowOptions } from "./types.js";

/** Connections over websockets, each with a socket of its own. */
export const overSocket =
  ({ url, language, appointment, webSocketImpl, token: supply }: FollowOptions): Connect =>
  ({ query, variables, token }, sink) => {
    let socket: WebSocket | undefined;
    const ping = (fresh: string) => socket?.send(JSON.stringify({ type: "ping", payload: { token: fresh } }));
    const renewal = createRenewal({ token, supply, send: ping });
    const client = createClient({
      url: url.replace(/^http/, "ws"),
      connectionParams: {
        ...(token && { token }),
        ...(language && { language }),
        ...(appointment && { "x-qorgan-appointment": appointment }),
      },
      // Whoever retries must give the cursor, which graphql-ws doesn't know.
      retryAttempts: 0,
      on: {
        connected(opened) {
          socket = opened as WebSocket;
          renewal.start();
        },
        pong: (isReceived, payload) => void (isReceived && renewal.hear(payload)),
      },
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
      renewal.stop();
      // A close waits for the other side's, which a network that was cut never brings.
      client.terminate();
      void client.dispose();
    };
  };
