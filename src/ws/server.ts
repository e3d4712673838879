import type { FastifyInstance } from "fastify";
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from "graphql";
import { makeServer, type ServerOptions } from "graphql-ws";
import { type WebSocket, WebSocketServer } from "ws";
import type { Log } from "../db/log.js";
import type { Counts } from "../graphql/counts.js";
import { inLanguage } from "../graphql/errors.js";
import { executeOnce } from "../graphql/execute.js";
import type { Exposure } from "../graphql/exposure.js";
import { LIMITS } from "../graphql/limits.js";
import { type LogError, maskError } from "../graphql/mask.js";
import type { Meter } from "../graphql/meter.js";
import type { FindText } from "../graphql/trusted.js";
import type { StreamArgs, Streams } from "../streams/subscribe.js";
import { attachProtocol } from "./adapter.js";
import { closeSocket } from "./close.js";
import type { Crowd } from "./crowd.js";
import type { Drain } from "./drain.js";
import { createGate, type OpenSocket, type Own } from "./gate.js";
import { createLives } from "./life.js";
import { lineOf, type Wired } from "./line.js";
import { createPrepare, type Sender } from "./operations.js";
import { createPing } from "./ping.js";
import type { Params, Session, SessionOptions } from "./session.js";
import { createUpgrade } from "./upgrade.js";

interface SocketOptions extends SessionOptions {
  schema: GraphQLSchema;
  exposure: Exposure;
  meter: Meter;
  crowd: Crowd;
  drain: Drain;
  counts: Counts;
  findText: FindText;
  streams: Streams;
}

const STOP_GRACE_MS = 2_000;

/** Serves the schema over graphql-transport-ws on the path `/graphql` of the HTTP server; tells what is open. */
export function serveSockets(app: FastifyInstance, options: SocketOptions) {
  // Deflate costs ten times the CPU of a send.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LIMITS.messageBytes, perMessageDeflate: false });
  const { crowd, drain } = options;
  app.server.on("upgrade", createUpgrade(sockets, options));
  const server = makeServer<Params, Wired & Own>(createHooks(app.log, options));
  attachProtocol(server, sockets, (error) => app.log.error({ error }, "A socket met a fault"));
  drain.add(() => [...sockets.clients].map((socket) => (waitMs) => sendAway(socket, waitMs)));
  closeFirst(app, sockets);
  return { count: () => ({ sockets: sockets.clients.size, subscriptions: crowd.count() }) };
}

/** What the protocol's implementation asks of us. */
function createHooks(log: Log, options: SocketOptions): ServerOptions<Params, Wired & Own> {
  const { exposure, counts, streams } = options;
  const logError: LogError = (details, message) => log.error(details, message);
  const mask = (error: unknown) => asError(maskError(error, { log: logError, counts, hints: exposure.hints }));
  const prepare = createPrepare(options);
  const gate = createGate(options);
  const lives = createLives(log);

  function senderOf(socket: OpenSocket, id: string): Sender {
    // Before connection_ack the protocol takes no operation, so there is a session.
    const { caller, acting, manner, language, open } = socket.extra.session as Session;
    lives.name(socket, caller);
    return {
      ...{ principal: caller, address: gate.addressAt(socket), running: Object.keys(socket.subscriptions).length },
      context: {
        ...{ open, mask: inLanguage(language, mask), manner, caller: acting, delivered: lives.begin(socket) },
        line: lineOf(socket.extra, id),
        end: (code, reason) => closeSocket(socket.extra.socket, code, reason),
      },
    };
  }

  return {
    connectionInitWaitTimeout: 5_000,
    onConnect: (socket) => gate.greet(socket, mask),
    onPing: createPing(gate, mask),
    onClose(socket, code, reason) {
      gate.part(socket);
      lives.end(socket, { address: gate.addressAt(socket), code, reason });
    },
    onSubscribe: (socket, id, payload) => prepare(senderOf(socket, id), payload),
    // An error of the stream itself comes here as it was thrown.
    onError({ extra }, _id, _payload, errors) {
      const language = extra.session?.language ?? "en";
      return errors.map((e) => inLanguage(language, (error) => (e.extensions?.code ? e : mask(error)))(e));
    },
    execute: executeOnce as never,
    subscribe: ((args: StreamArgs) => streams.subscribe(args)) as never,
  };
}

// Of the codes that say that the server goes, clients of graphql-ws come back after this one too.
const sendAway = (socket: WebSocket, waitMs: number) =>
  closeSocket(socket, 1012, `Restarting, come back in ${(waitMs / 1_000).toFixed(1)} s`);

// `app.close` hangs on upgraded sockets until they are closed; one that doesn't answer is cut.
function closeFirst(app: FastifyInstance, sockets: WebSocketServer) {
  app.addHook("preClose", async () => {
    const timer = setTimeout(() => cut(sockets.clients), STOP_GRACE_MS);
    await new Promise((closed) => sockets.close(closed));
    clearTimeout(timer);
  });
}

function cut(sockets: Iterable<WebSocket>) {
  for (const socket of sockets) socket.terminate();
}

const asError = ({ message, extensions }: GraphQLFormattedError) => new GraphQLError(message, { extensions });
