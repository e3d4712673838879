import { once } from "node:events";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import type { Untyped } from "./client.js";

/** A message of the protocol, as it is on the wire. */
export interface Message {
  type: string;
  id?: string;
  payload?: Untyped;
}

/** One socket that is spoken to by hand: no client's library between the test and the wire. */
export interface Wire {
  socket: WebSocket;
  /** Sends a message; a text is sent as it is. */
  send(message: object | string): void;
  /** The next message, or the end as `4400 reason`. */
  next(): Promise<Message | string>;
  /** The end: `4400 reason`, whatever messages come before it. */
  ended: Promise<string>;
}

/** Opens a socket under these subprotocols. */
export async function dial(url: string, protocols: string[] = ["graphql-transport-ws"]): Promise<Wire> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/graphql`, protocols);
  onTestFinished(() => socket.terminate());
  const ended = once(socket, "close").then(([code, reason]) => `${code} ${reason}`);
  const messages: Message[] = [];
  let arrived = Promise.withResolvers<void>();
  socket.on("message", (data) => {
    messages.push(JSON.parse(String(data)));
    arrived.resolve();
  });
  await once(socket, "open");
  return {
    socket,
    ended,
    send: (message) => socket.send(typeof message === "string" ? message : JSON.stringify(message)),
    async next() {
      while (messages.length === 0) {
        const end = await Promise.race([ended, arrived.promise]);
        if (end && messages.length === 0) return end;
        arrived = Promise.withResolvers();
      }
      return messages.shift() as Message;
    },
  };
}

/** Opens a socket that the server has acknowledged. */
export async function connect(url: string, payload?: object): Promise<Wire> {
  const wire = await dial(url);
  wire.send({ type: "connection_init", payload });
  const answer = await wire.next();
  if (typeof answer !== "string" && answer.type === "connection_ack") return wire;
  throw new Error(`The server must acknowledge the connection, but it answered ${JSON.stringify(answer)}`);
}
