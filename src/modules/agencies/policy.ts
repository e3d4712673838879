import { guard, signedIn } from "../../access/policies.js";

/** The directory is open to every officer. */
export const agencyPolicies = guard("agencies", { read: signedIn });
export const officerPolicies = guard("officers", { read: signedIn });
/** Appointments are the authority on what a viewer may see: nobody changes them through the API. */
export const appointmentPolicies = guard("appointments", { read: signedIn });
