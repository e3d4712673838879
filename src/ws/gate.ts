import { GraphQLError } from "graphql";
import type { Context as Socket } from "graphql-ws";
import { WebSocket } from "ws";
import { addressOf } from "../access/address.js";
import type { Exposure } from "../graphql/exposure.js";
import { BASE_COST, type Meter } from "../graphql/meter.js";
import { closeSocket } from "./close.js";
import type { Crowd } from "./crowd.js";
import { closeAtEnd } from "./expiry.js";
import type { Wired } from "./line.js";
import { openSession, type Params, type Session, type SessionOptions } from "./session.js";

export interface Own {
  session?: Session;
  address?: string;
  caller?: string;
  /** To be called when the session's end has moved. */
  followEnd?(): void;
}
export type OpenSocket = Socket<Params, Wired & Own>;

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
    const followEnd = closeAtEnd(socket.extra.socket, session);
    // The request is some kilobytes for each of thousands of sockets, at which nobody looks any more.
    Object.assign(socket.extra, { session, caller, followEnd, request: undefined });
    // With the token, which has been checked.
    Object.assign(socket, { connectionParams: undefined });
  }

  return {
    addressAt,
    /** Lets a socket in, or closes it with a reason. */
    greet: (socket: OpenSocket, mask: (error: unknown) => GraphQLError): Promise<boolean> =>
      enter(socket).then(
        () => true,
        (error) => refuse(socket, mask(error)),
      ),
    /** Lets a socket go on under a new token of the same caller; gives until when. */
    async renew(socket: OpenSocket, session: Session, token: string): Promise<number> {
      const address = addressAt(socket);
      // Each is a signature to check.
      meter.purseOf(session.caller, address).take(BASE_COST);
      await meter.guard(address, () => session.renew(token));
      socket.extra.followEnd?.();
      return session.expiresAt;
    },
    part: (socket: OpenSocket) => void (socket.extra.caller && crowd.part(socket.extra.caller, socket)),
  };
}

export type Gate = ReturnType<typeof createGate>;

function refuse({ extra }: OpenSocket, { message, extensions }: GraphQLError): false {
  closeSocket(extra.socket, closeCodeOf(extensions.code), message);
  return false;
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
