import type { FastifyInstance } from "fastify";
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from "graphql";
import { makeServer } from "graphql-ws";
import type { Extra } from "graphql-ws/use/ws";
import { type WebSocket, WebSocketServer } from "ws";
import type { Exposure } from "../graphql/exposure.js";
import { LIMITS } from "../graphql/limits.js";
import { type LogError, maskError } from "../graphql/mask.js";
import type { Meter } from "../graphql/meter.js";
import type { FindText } from "../graphql/trusted.js";
import { attachProtocol } from "./adapter.js";
import { closeSocket } from "./close.js";
import { createCrowd } from "./crowd.js";
import { executeOnce, subscribeFresh } from "./execute.js";
import { createGate, type Own } from "./gate.js";
import { createPrepare } from "./operations.js";
import type { Params, Session, SessionOptions } from "./session.js";
import { createUpgrade } from "./upgrade.js";

interface SocketOptions extends SessionOptions {
  schema: GraphQLSchema;
  exposure: Exposure;
  meter: Meter;
  findText: FindText;
}

const STOP_GRACE_MS = 2_000;

/** Serves the schema over graphql-transport-ws on the path `/graphql` of the HTTP server. */
export function serveSockets(app: FastifyInstance, options: SocketOptions) {
  const { exposure, meter } = options;
  // Deflate costs ten times the CPU of a send.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LIMITS.messageBytes, perMessageDeflate: false });
  const crowd = createCrowd(meter);
  app.server.on("upgrade", createUpgrade(sockets, crowd, exposure));
  const log: LogError = (details, message) => app.log.error(details, message);
  const mask = (error: unknown) => asError(maskError(error, { log, hints: exposure.hints }));
  const prepare = createPrepare({ ...options, crowd });
  const gate = createGate({ ...options, crowd });

  const server = makeServer<Params, Extra & Own>({
    connectionInitWaitTimeout: 5_000,
    onConnect: (socket) => gate.greet(socket, mask),
    onClose: gate.part,
    onSubscribe(socket, _id, payload) {
      // Before connection_ack the protocol takes no operation, so there is a session.
      const { caller, open } = socket.extra.session as Session;
      const running = Object.keys(socket.subscriptions).length;
      const end = (code: number, reason: string) => closeSocket(socket.extra.socket, code, reason);
      return prepare({ principal: caller, address: gate.addressAt(socket), running, open, end, mask }, payload);
    },
    // An error of the stream itself comes here as it was thrown.
    onError: (_socket, _id, _payload, errors) => errors.map((e) => (e.extensions?.code ? e : mask(e))),
    execute: executeOnce as never,
    subscribe: subscribeFresh as never,
  });
  attachProtocol(server, sockets, (error) => app.log.error({ error }, "A socket met a fault"));

  // `app.close` hangs on upgraded sockets unless they are closed first; one that doesn't answer is cut.
  app.addHook("preClose", async () => {
    const timer = setTimeout(() => cut(sockets.clients), STOP_GRACE_MS);
    for (const socket of sockets.clients) socket.close(1001, "Going away");
    await new Promise((closed) => sockets.close(closed));
    clearTimeout(timer);
  });
}

function cut(sockets: Iterable<WebSocket>) {
  for (const socket of sockets) socket.terminate();
}

const asError = ({ message, extensions }: GraphQLFormattedError) => new GraphQLError(message, { extensions });
