import { isIdOf } from "../db/ids.js";
import { refuse } from "../graphql/errors.js";
import { say } from "../graphql/say.js";

/** By which header, and by which key of `connection_init`, a client says under which of its appointments it acts. */
export const APPOINTMENT_HEADER = "x-qorgan-appointment";

/** The appointment that a client names, or null when it names none. */
export const appointmentOf = (given: unknown): string | null => (given == null || given === "" ? null : String(given));

/** The plain uuid of a named appointment. */
export function uuidOfAppointment(named: string): string {
  if (isIdOf("appointment", named)) return named.slice("appointment_".length);
  throw refuseAppointment(named);
}

export const refuseAppointment = (named: string) =>
  refuse(
    "APPOINTMENT_INVALID",
    401,
    say`${APPOINTMENT_HEADER} must name an appointment of the token's officer that is in force, but got ${JSON.stringify(named.slice(0, 100))}.`,
  );
