import type { FastifyReply, FastifyRequest } from "fastify";
import { GraphQLError } from "graphql";
import { addressOf } from "../access/address.js";
import { APPOINTMENT_HEADER } from "../access/appointment.js";
import { PURPOSE_HEADER } from "../access/purpose.js";
import { bearerOf } from "../access/tokens.js";
import type { Exposure } from "../graphql/exposure.js";
import type { Meter } from "../graphql/meter.js";
import type { Crowd } from "../ws/crowd.js";
import { openSession, type Session, type SessionOptions } from "../ws/session.js";
import { whenClosed } from "./run.js";

export interface GateOptions extends SessionOptions {
  exposure: Exposure;
  meter: Meter;
  crowd: Crowd;
}

/** Whoever asks for a stream. */
export interface Caller {
  session: Session;
  address: string;
}

const RETRY_S = 10;

/** Lets streams in, and counts them among the websockets: each is a connection that stays. */
export function createGate({ exposure, meter, crowd, ...sessions }: GateOptions) {
  return async ({ raw, headers }: FastifyRequest, reply: FastifyReply): Promise<Caller> => {
    const address = addressOf(raw, exposure.proxies);
    if (!crowd.enter(address)) throw tooMany("socketsPerAddress", meter.bounds.socketsPerAddress);
    whenClosed(reply, () => crowd.leave(address));
    const session = await meter.guard(address, async () => {
      const token = bearerOf(headers.authorization);
      const { [PURPOSE_HEADER]: purpose, [APPOINTMENT_HEADER]: appointment } = headers;
      const params = { token, [PURPOSE_HEADER]: purpose, [APPOINTMENT_HEADER]: appointment };
      return openSession(sessions, params, headers["accept-language"]);
    });
    const caller = session.caller ?? address;
    const running = { subscriptions: { "": true } };
    if (!crowd.join(caller, running)) throw tooMany("socketsPerViewer", meter.bounds.socketsPerViewer);
    whenClosed(reply, () => crowd.part(caller, running));
    return { session, address };
  };
}

function tooMany(limit: string, bound: number) {
  const message = `${limit} must be at most ${bound}, and this would be one more.`;
  const http = { status: 429, headers: new Map([["retry-after", String(RETRY_S)]]) };
  return new GraphQLError(message, { extensions: { code: "LIMIT_EXCEEDED", limit, bound, got: bound + 1, http } });
}
