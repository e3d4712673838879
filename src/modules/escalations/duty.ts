import type { Role } from "../../access/roles.js";
import type { Transaction } from "../../db/database.js";

interface Duty {
  role: Role;
  /** The territory of the roster, or null for the country's. */
  kato: string | null;
  at: Date;
}

/** Who is on duty in a role at a place. Without rosters it is nobody, and everybody of the role is called. */
export const findOnDuty = async (_: Transaction, __: Duty): Promise<readonly string[]> => [];
