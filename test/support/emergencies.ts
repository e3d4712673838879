import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { type Database, maintain } from "../../src/db/database.js";
import type { Client } from "./start.js";

const ACCESS = "id version state reasonCode reason verdict finding grantedAt expiresAt reviewedAt allowedActions role";
const ERRORS = `errors { __typename code path message ... on IllegalTransition { state allowed } }`;
const REQUEST = `mutation($input: EmergencyAccessRequestInput!) { emergencyAccessRequest(input: $input) {
  emergencyAccess { ${ACCESS} childId child { pseudonym profile { birthYear } } notified { id } } ${ERRORS} } }`;
const REVIEW = `mutation($input: EmergencyAccessReviewInput!) { emergencyAccessReview(input: $input) {
  emergencyAccess { ${ACCESS} reviewedBy { id } incident { id kind place } } ${ERRORS} } }`;

/** Asks for emergency access and gives the payload. */
export async function request(client: Client, childId: string, given: object = {}) {
  const input = { childId, reasonCode: "FOUND_ALONE", reason: "Найден ночью один, ищем, кому передать.", ...given };
  const { data, errors } = await client.run(REQUEST, { input });
  expect(errors).toBeUndefined();
  return data.emergencyAccessRequest;
}

/** Reviews an emergency access and gives the payload. */
export async function review(client: Client, id: string, given: object = {}) {
  const input = { id, verdict: "JUSTIFIED", finding: "Ребёнок передан опеке.", ...given };
  const { data, errors } = await client.run(REVIEW, { input });
  expect(errors).toBeUndefined();
  return data.emergencyAccessReview;
}

/** Moves an access back by three hours and a second, as if it had been asked for then. */
export const expire = (database: Database, id: string) =>
  maintain(database, async (tx) => {
    const uuid = id.replace("emergency_", "");
    const passed = sql`interval '3 hours 1 second'`;
    await tx.rows(sql`update emergency_accesses set granted_at = granted_at - ${passed},
      expires_at = expires_at - ${passed} where id = ${uuid}::uuid`);
    await tx.rows(sql`update access_grants set from_at = from_at - ${passed}, to_at = to_at - ${passed}
      where basis_id = ${uuid}::uuid and basis = 'EMERGENCY'`);
  });
