import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { anyOf, guard, officials, own, signedIn } from "../../access/policies.js";

/** Bodies and no persons: also a guardian may know whom to call. */
export const agencyPolicies = guard("agencies", { read: signedIn });
/** The directory is open to every official; a guardian sees the own row only. */
export const officerPolicies = (t: { id: AnyPgColumn }) => guard("officers", { read: anyOf(officials, own(t.id)) });
/** Appointments are the authority on what a viewer may see: nobody changes them through the API. */
export const appointmentPolicies = (t: { officerId: AnyPgColumn }) =>
  guard("appointments", { read: anyOf(officials, own(t.officerId)), workerRead: true });
