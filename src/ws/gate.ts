import { GraphQLError } from "graphql";
import type { Context as Socket } from "graphql-ws";
import type { Extra } from "graphql-ws/use/ws";
import { WebSocket } from "ws";
import { addressOf } from "../access/address.js";
import type { Exposure } from "../graphql/exposure.js";
import type { Meter } from "../graphql/meter.js";
import { closeSocket } from "./close.js";
import type { Crowd } from "./crowd.js";
import { closeAt } from "./expiry.js";
import { openSession, type Params, type Session, type SessionOptions } from "./session.js";

export type Own = { session?: Session; address?: string; caller?: string };
export type OpenSocket = Socket<Params, Extra & Own>;

export interface GateOptions extends SessionOptions {
  exposure: Exposure;
  meter: Meter;
  crowd: Crowd;
}

/** Lets sockets in, and says whose they are. */
export function createGate({ exposure, meter, crowd, ...sessions }: GateOptions) {
  // Kept: a closed socket no longer knows whose it was.
  const addressAt = ({ extra }: OpenSocket) => (extra.address ??= addressOf(extra.request, exposure.proxies));

  async function enter(socket: OpenSocket) {
    const open = () => openSession(sessions, socket.connectionParams ?? {}, acceptedBy(socket));
    const session = await meter.guard(addressAt(socket), open);
    // One that closed while its token was checked must not be counted: nothing would take it away again.
    if (socket.extra.socket.readyState !== WebSocket.OPEN) return;
    const caller = session.caller ?? addressAt(socket);
    if (!crowd.join(caller, socket)) throw tooMany(meter.bounds.socketsPerViewer);
    Object.assign(socket.extra, { session, caller });
    closeAt(socket.extra.socket, session.expiresAt);
  }

  return {
    addressAt,
    /** Lets a socket in, or closes it with a reason. */
    async greet(socket: OpenSocket, mask: (error: unknown) => GraphQLError): Promise<boolean> {
      try {
        await enter(socket);
        return true;
      } catch (error) {
        const { message, extensions } = mask(error);
        closeSocket(socket.extra.socket, closeCodeOf(extensions.code), message);
        return false;
      }
    },
    part: (socket: OpenSocket) => void (socket.extra.caller && crowd.part(socket.extra.caller, socket)),
  };
}

// 1013 says: try again later; 1011: the server is at fault; 4403: the token is; 4400: what came with it.
const CLOSE_CODES: Record<string, number> = {
  INVALID_INPUT: 4400,
  LIMIT_EXCEEDED: 1013,
  RATE_LIMITED: 1013,
  TOKEN_UNVERIFIABLE: 1013,
  INTERNAL: 1011,
};
const closeCodeOf = (code: unknown) => CLOSE_CODES[String(code)] ?? 4403;

const acceptedBy = ({ extra }: OpenSocket) => extra.request.headers["accept-language"];

function tooMany(bound: number) {
  const message = `socketsPerViewer must be at most ${bound}, and this would be one more.`;
  const extensions = { code: "LIMIT_EXCEEDED", limit: "socketsPerViewer", bound, got: bound + 1 };
  return new GraphQLError(message, { extensions });
}
