import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { FastifyInstance } from "fastify";
import {
  type ExecutionArgs,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
} from "graphql";
import type { Extra } from "graphql-ws/use/ws";
import { useServer as attachProtocol } from "graphql-ws/use/ws";
import { type WebSocket, WebSocketServer } from "ws";
import { LIMITS } from "../graphql/limits.js";
import { type LogError, maskError } from "../graphql/mask.js";
import { createDocuments } from "./documents.js";
import { executeOnce, type FreshContext, subscribeFresh } from "./execute.js";
import { openSession, type Params, type Session, type SessionOptions } from "./session.js";

interface SocketOptions extends SessionOptions {
  schema: GraphQLSchema;
}
type SocketExtra = Extra & { session?: Session };

const STOP_GRACE_MS = 2_000;

/** Serves the schema over graphql-transport-ws on the path `/graphql` of the HTTP server. */
export function serveSockets(app: FastifyInstance, { schema, ...sessions }: SocketOptions) {
  // Deflate costs ten times the CPU of a send.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LIMITS.messageBytes, perMessageDeflate: false });
  app.server.on("upgrade", (request, socket, head) => upgrade(sockets, request, socket, head));
  const findDocument = createDocuments(schema);
  const log: LogError = (details, message) => app.log.error(details, message);
  const mask = (error: unknown) => asError(maskError(error, log));
  const fresh =
    ({ session }: SocketExtra) =>
    () =>
      sessions.openContext(session?.principal ?? null, session?.language ?? "ru", session?.purpose ?? null);

  const server = attachProtocol<Params, { session?: Session }>(
    {
      connectionInitWaitTimeout: 5_000,
      onConnect: ({ connectionParams, extra }) =>
        greet(extra, openSession(sessions, connectionParams ?? {}, acceptedBy(extra)), mask),
      // A throw from here would close the whole socket with 4500, so errors are returned.
      async onSubscribe({ subscriptions, extra }, _id, { query, operationName, variables }) {
        if (Object.keys(subscriptions).length > LIMITS.subscriptions) return [tooMany(subscriptions)];
        const { document, errors } = findDocument(query);
        if (errors) return errors.map(mask);
        if (!getOperationAST(document, operationName)) return [unresolved()];
        const contextValue: FreshContext = { open: fresh(extra), mask };
        return { schema, document, operationName, variableValues: variables, contextValue } as ExecutionArgs;
      },
      execute: executeOnce as never,
      subscribe: subscribeFresh as never,
    },
    sockets,
  );

  // `app.close` hangs on upgraded sockets unless they are closed first; one that doesn't answer is cut.
  app.addHook("preClose", async () => {
    const timer = setTimeout(() => cut(sockets.clients), STOP_GRACE_MS);
    await server.dispose();
    clearTimeout(timer);
  });
}

function upgrade(sockets: WebSocketServer, request: IncomingMessage, socket: Duplex, head: Buffer) {
  if (request.url?.split("?")[0] !== "/graphql") {
    return socket.end("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  }
  sockets.handleUpgrade(request, socket, head, (ws) => {
    sockets.emit("connection", nameBound(ws), request);
    // graphql-ws prints a client's broken frames to the console; the close code tells the client.
    ws.removeAllListeners("error").on("error", () => ws.close());
  });
}

// ws ends a socket whose message is too large with 1009 and without a word.
function nameBound(socket: WebSocket): WebSocket {
  const close = socket.close.bind(socket);
  const reason = `messageBytes must be at most ${LIMITS.messageBytes}, but a message has more.`;
  socket.close = (code, given) => close(code, given ?? (code === 1009 ? reason : undefined));
  return socket;
}

function cut(sockets: Iterable<WebSocket>) {
  for (const socket of sockets) socket.terminate();
}

async function greet(extra: SocketExtra, opening: Promise<Session>, mask: FreshContext["mask"]): Promise<boolean> {
  try {
    extra.session = await opening;
    return true;
  } catch (error) {
    // A close reason holds at most 123 bytes.
    extra.socket.close(4403, mask(error).message.slice(0, 120));
    return false;
  }
}

const acceptedBy = ({ request }: SocketExtra) => request.headers["accept-language"];

const asError = ({ message, extensions }: GraphQLFormattedError) => new GraphQLError(message, { extensions });

function tooMany(open: object) {
  const got = Object.keys(open).length;
  const message = `subscriptions must be at most ${LIMITS.subscriptions} on a socket, but it has ${got}.`;
  return new GraphQLError(message, {
    extensions: { code: "LIMIT_EXCEEDED", limit: "subscriptions", bound: LIMITS.subscriptions, got },
  });
}

function unresolved() {
  const message = "operationName must name one of the document's operations when it has several.";
  return new GraphQLError(message, { extensions: { code: "OPERATION_RESOLUTION_FAILURE" } });
}
