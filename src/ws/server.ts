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
import { useServer } from "graphql-ws/use/ws";
import { type WebSocket, WebSocketServer } from "ws";
import type { Context } from "../graphql/context.js";
import type { Language } from "../graphql/enums.js";
import { LIMITS } from "../graphql/limits.js";
import { type LogError, maskError } from "../graphql/mask.js";
import { languageOf } from "../graphql/text.js";
import { createDocuments } from "./documents.js";
import { executeOnce, type FreshContext, subscribeFresh } from "./execute.js";

interface SocketOptions {
  schema: GraphQLSchema;
  /** The officer that a token names; refuses a bad one. */
  verify(token: string): Promise<string>;
  openContext(principal: string | null, language: Language): Promise<Context>;
}

interface Session {
  principal: string | null;
  language: Language;
}
type SocketExtra = Extra & { session?: Session };
type Params = { token?: unknown; authorization?: unknown; Authorization?: unknown; language?: unknown };

const STOP_GRACE_MS = 2_000;

/** Serves the schema over graphql-transport-ws on the path `/graphql` of the HTTP server. */
export function serveSockets(app: FastifyInstance, { schema, verify, openContext }: SocketOptions) {
  // Deflate costs ten times the CPU of a send.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LIMITS.messageBytes, perMessageDeflate: false });
  app.server.on("upgrade", (request, socket, head) => upgrade(sockets, request, socket, head));
  const findDocument = createDocuments(schema);
  const log: LogError = (details, message) => app.log.error(details, message);
  const mask = (error: unknown) => asError(maskError(error, log));
  const fresh = (extra: SocketExtra) => () =>
    openContext(extra.session?.principal ?? null, extra.session?.language ?? "ru");

  const server = useServer<Params, { session?: Session }>(
    {
      connectionInitWaitTimeout: 5_000,
      onConnect: ({ connectionParams, extra }) => greet(extra, connectionParams ?? {}, verify),
      // A throw from here would close the whole socket with 4500, so errors are returned.
      async onSubscribe({ subscriptions, extra }, id, { query, operationName, variables }) {
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
    const timer = setTimeout(() => sockets.clients.forEach((socket) => socket.terminate()), STOP_GRACE_MS);
    await server.dispose();
    clearTimeout(timer);
  });
}

function upgrade(sockets: WebSocketServer, request: IncomingMessage, socket: Duplex, head: Buffer) {
  if (request.url?.split("?")[0] !== "/graphql") {
    return socket.end("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  }
  sockets.handleUpgrade(request, socket, head, (ws) => sockets.emit("connection", ws, request));
}

async function greet(extra: SocketExtra, params: Params, verify: SocketOptions["verify"]): Promise<boolean> {
  const token = tokenOf(params);
  const accepted = String(params.language ?? extra.request.headers["accept-language"] ?? "");
  try {
    extra.session = { principal: token && (await verify(token)), language: languageOf(accepted) };
    return true;
  } catch (error) {
    refuse(extra.socket, error as Error);
    return false;
  }
}

// A close reason holds at most 123 bytes.
const refuse = (socket: WebSocket, error: Error) => socket.close(4403, error.message.slice(0, 120));

function tokenOf({ token, authorization, Authorization }: Params): string | null {
  const given = token ?? authorization ?? Authorization;
  return typeof given === "string" && given !== "" ? given.replace(/^Bearer\s+/i, "") : null;
}

const asError = ({ message, extensions }: GraphQLFormattedError) => new GraphQLError(message, { extensions });

function tooMany(open: object) {
  const got = Object.keys(open).length;
  const message = `subscriptions must be at most ${LIMITS.subscriptions} on a socket, but it has ${got}.`;
  return new GraphQLError(message, { extensions: { code: "LIMIT_EXCEEDED", limit: "subscriptions" } });
}

function unresolved() {
  const message = "operationName must name one of the document's operations when it has several.";
  return new GraphQLError(message, { extensions: { code: "OPERATION_RESOLUTION_FAILURE" } });
}
