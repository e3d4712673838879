import type { FastifyRequest } from "fastify";
import { addressOf } from "../access/address.js";
import { APPOINTMENT_HEADER, appointmentOf } from "../access/appointment.js";
import { PURPOSE_HEADER, purposeOf } from "../access/purpose.js";
import { bearerOf, callerOf, type Verify } from "../access/tokens.js";
import type { Context, OpenContext } from "../graphql/context.js";
import { translate } from "../graphql/errors.js";
import type { Exposure } from "../graphql/exposure.js";
import { BASE_COST, type Meter } from "../graphql/meter.js";
import { once } from "../graphql/once.js";
import { languageOf } from "../graphql/text.js";
import type { HttpContext } from "./plugins.js";

export interface RequestOptions {
  exposure: Exposure;
  meter: Meter;
  verify: Verify;
  openContext: OpenContext;
  /** Whether whoever opens it confirms who asks before anything is read: see `Claim`. */
  mayRecall?: boolean;
}

// A guess before anything is parsed: a wrong one costs a round trip and nothing else. Each comment ends with its line,
// or the pattern would try all ways of cutting it.
const MUTATION = /^(?:[\s,\uFEFF]|#[^\n\r]*[\n\r])*mutation\b/;
const isMutation = (body: unknown) => MUTATION.test(String((body as { query?: unknown } | null)?.query));

/** Opens the context of a request for whom its token names, or for the public at its address. */
export function createOpenRequest({ exposure, meter, verify, openContext, mayRecall = false }: RequestOptions) {
  return async ({ headers, raw, body }: FastifyRequest): Promise<HttpContext> => {
    const address = addressOf(raw, exposure.proxies);
    const language = languageOf(headers["accept-language"]);
    const guard = <T>(work: () => Promise<T>) => (headers.authorization ? meter.guard(address, work) : work());
    const enter = async () => {
      const token = bearerOf(headers.authorization);
      const principal = token ? (await verify(token)).principal : null;
      const purse = meter.purseOf(principal && callerOf(principal), address);
      // Before the database is asked who the caller is.
      purse.take(BASE_COST);
      const purpose = purposeOf(headers[PURPOSE_HEADER]);
      const appointment = appointmentOf(headers[APPOINTMENT_HEADER]);
      const writes = isMutation(body);
      const context = await openContext({ principal, appointment, language, purpose, writes, mayRecall });
      // Whoever turns out to be nobody any more counts as a refused token.
      const confirm = once(() => guard(context.confirm));
      // Apollo copies a context with what its getters give at that moment, but not those of a prototype.
      return Object.assign(Object.create(context) as Context, { purse, confirm });
    };
    try {
      return await guard(enter);
    } catch (error) {
      // Without a context nobody else knows the language.
      translate(error, language);
      throw error;
    }
  };
}
