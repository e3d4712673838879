import { type Place, requireJurisdiction } from "../../access/jurisdiction.js";
import type { Transaction } from "../../db/database.js";
import { checkPast, checkText } from "../../graphql/check.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { get } from "../../graphql/lock.js";
import { mutate } from "../../graphql/mutation.js";
import { say } from "../../graphql/say.js";
import { schools } from "../schools/table.js";
import type { IncidentReportInput } from "./input.js";
import { openIncident } from "./open.js";

/** Reports an incident and raises its alert in the same transaction. */
export function reportIncident(ctx: Context, input: IncidentReportInput) {
  const read = (tx: Transaction) => findPlace(ctx, tx, input);
  return mutate(ctx, { name: "incidentReport", thing: "incident", read }, input, async (tx, reading) => {
    const values = checkReport(input);
    const place = await reading;
    const { officerId } = requireJurisdiction(ctx, place, { work: "incidents", path: pathOf(input) });
    return openIncident(ctx, tx, { ...values, ...place, reportedById: officerId }, input);
  });
}

const pathOf = ({ schoolId }: IncidentReportInput) => (schoolId ? ["schoolId"] : ["territory"]);

function checkReport({ kind, severity, certainty, publicResonance, exercise, ...rest }: IncidentReportInput) {
  const place = checkText(rest.place, ["place"], 200);
  const occurredAt = checkPast(rest.occurredAt ?? new Date(), ["occurredAt"]);
  return { kind, severity, certainty, publicResonance, exercise, place, occurredAt };
}

async function findPlace(ctx: Context, tx: Transaction, { schoolId, territory }: IncidentReportInput): Promise<Place> {
  if (schoolId) {
    const school = await get(tx, schools, schoolId, ["schoolId"]);
    return { kato: school.kato, schoolId: school.id };
  }
  if (!territory)
    throw fail("INVALID_INPUT", ["schoolId"], say`schoolId or territory must be given, but both are missing`);
  const { kato, district } = await ctx.territory(territory, ["territory"]);
  if (district !== null) return { kato };
  throw fail(
    "INVALID_INPUT",
    ["territory"],
    say`territory must be a district or a unit below one, but ${kato} is a region`,
  );
}
