import { eq, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { requireWorking } from "../../access/jurisdiction.js";
import type { Transaction } from "../../db/database.js";
import { checkPast, checkText, checkTexts } from "../../graphql/check.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { get, lock, queueFor } from "../../graphql/lock.js";
import { mutate } from "../../graphql/mutation.js";
import type { ChangeInput } from "../../graphql/payload.js";
import { say } from "../../graphql/say.js";
import { agencies } from "../agencies/table.js";
import { cancelAlertsOf } from "../alerts/raise.js";
import type { IncidentAction } from "./enums.js";
import type * as input from "./input.js";
import { type IncidentRow, incidentMachine } from "./machine.js";
import { addParticipants, contactParticipant, countUncontacted } from "./participants.js";
import { relateParticipants, relateTeams } from "./parties.js";
import { type IncidentHappening, recordIncident } from "./record.js";
import { incidentNotes, incidentReviews, incidents } from "./table.js";

type Changes = PgUpdateSetSource<typeof incidents>;
// The database's clock is the only clock.
const now = sql`now()`;
interface Change {
  name: string;
  happening: IncidentHappening;
  /** Left out where the change is allowed in every state. */
  action?: (typeof IncidentAction.values)[number];
  /** Another incident that the change depends on. */
  other?: string | null;
  /** What else changes; it may write further rows. */
  apply?(tx: Transaction, row: IncidentRow): Promise<Changes> | Changes;
  /** What is done when everything else is: it may end the viewer's own access. */
  relate?(tx: Transaction, row: IncidentRow): Promise<void>;
}

/** One change of an incident: lock, check the transition, apply, record, all in one transaction. */
function change(ctx: Context, given: ChangeInput, { name, happening, action, other, apply, relate }: Change) {
  return mutate(ctx, { name, thing: "incident" }, given, async (tx) => {
    requireWorking(ctx, "incidents");
    queueFor(tx, other ? [given.id, other] : [given.id]);
    const row = await lock(tx, incidents, given);
    const state = action ? incidentMachine.next(row, action) : row.state;
    const changes = await apply?.(tx, row);
    const version = row.version + 1;
    const update = tx.db.update(incidents).set({ ...changes, state, version });
    const [changed] = await update.where(eq(incidents.id, row.id)).returning();
    await recordIncident(ctx, tx, changed as IncidentRow, happening);
    await relate?.(tx, changed as IncidentRow);
    return row;
  });
}

export const confirmIncident = (ctx: Context, given: input.IncidentChangeInput) =>
  change(ctx, given, { name: "incidentConfirm", happening: "INCIDENT_CONFIRMED", action: "CONFIRM" });

export const dismissIncident = (ctx: Context, given: input.IncidentDismissInput) =>
  change(ctx, given, {
    name: "incidentDismiss",
    happening: "INCIDENT_DISMISSED",
    action: given.duplicateOfId ? "DISMISS_DUPLICATE" : "DISMISS_UNFOUNDED",
    other: given.duplicateOfId,
    async apply(tx, row) {
      const dismissReason = checkText(given.reason, ["reason"], 1_000);
      const duplicateOfId = given.duplicateOfId ? await findOriginal(tx, row, given.duplicateOfId) : null;
      await cancelAlertsOf(tx, row.id, { reason: dismissReason, actor: ctx.viewer?.officerId ?? null });
      return { dismissReason, duplicateOfId, endedAt: now };
    },
  });

async function findOriginal(tx: Transaction, row: IncidentRow, id: string): Promise<string> {
  const original = await get(tx, incidents, id, ["duplicateOfId"]);
  if (original.id === row.id) {
    throw fail("INVALID_INPUT", ["duplicateOfId"], say`duplicateOfId must be another incident, but it is the same one`);
  }
  // Two that point at each other would take back both alerts, and nobody would hear of either.
  if (original.state !== "DUPLICATE" && original.state !== "UNFOUNDED") return original.id;
  const message = say`duplicateOfId must be an incident that isn't dismissed itself, but it is ${original.state}`;
  throw fail("INVALID_INPUT", ["duplicateOfId"], message);
}

export const respondToIncident = (ctx: Context, given: input.IncidentRespondInput) =>
  change(ctx, given, {
    name: "incidentRespond",
    happening: "INCIDENT_RESPONDING",
    action: "RESPOND",
    apply: async (tx) => ({
      ownerAgencyId: (await get(tx, agencies, given.ownerAgencyId, ["ownerAgencyId"])).id,
      endedAt: null,
    }),
  });

export const stabiliseIncident = (ctx: Context, given: input.IncidentChangeInput) =>
  change(ctx, given, {
    name: "incidentStabilise",
    happening: "INCIDENT_STABILISED",
    action: "STABILISE",
    apply(_, { uncontactedVictims: waiting }) {
      if (waiting === 0) return {};
      throw fail("REQUIREMENT_UNMET", ["id"], say`Every victim must have been contacted, but ${waiting} have not`);
    },
  });

export const signReview = (ctx: Context, given: input.IncidentReviewSignInput) =>
  change(ctx, given, {
    name: "incidentReviewSign",
    happening: "INCIDENT_REVIEWED",
    action: "SIGN_REVIEW",
    async apply(tx, { id, kato, schoolId }) {
      const { officerId } = requireWorking(ctx, "incidents");
      const causes = checkTexts(given.causes, ["causes"]);
      const missedSignals = given.missedSignals.length ? checkTexts(given.missedSignals, ["missedSignals"]) : [];
      const lessons = checkTexts(given.lessons, ["lessons"]);
      const review = { incidentId: id, kato, schoolId, signedById: officerId, causes, missedSignals, lessons };
      await tx.db.insert(incidentReviews).values(review);
      return {};
    },
  });

export const closeIncident = (ctx: Context, given: input.IncidentChangeInput) =>
  change(ctx, given, {
    name: "incidentClose",
    happening: "INCIDENT_CLOSED",
    action: "CLOSE",
    apply: () => ({ endedAt: now }),
  });

export const reopenIncident = (ctx: Context, given: input.IncidentChangeInput) =>
  change(ctx, given, {
    name: "incidentReopen",
    happening: "INCIDENT_REOPENED",
    action: "REOPEN",
    apply: () => ({ endedAt: null }),
    relate: relateTeams,
  });

export const addParticipant = (ctx: Context, given: input.IncidentParticipantAddInput) =>
  change(ctx, given, {
    name: "incidentParticipantAdd",
    happening: "INCIDENT_PARTICIPANT_ADDED",
    async apply(tx, row) {
      const added = [given.participant];
      await addParticipants(tx, row, added, ["participant"]);
      return { uncontactedVictims: row.uncontactedVictims + countUncontacted(added) };
    },
    relate: (tx, row) => relateParticipants(tx, row, [given.participant]),
  });

export const contactIncidentParticipant = (ctx: Context, given: input.IncidentParticipantContactInput) =>
  change(ctx, given, {
    name: "incidentParticipantContact",
    happening: "INCIDENT_PARTICIPANT_CONTACTED",
    async apply(tx, row) {
      const at = checkPast(given.contactedAt ?? new Date(), ["contactedAt"]);
      const contacted = await contactParticipant(tx, row, given.participantId, at);
      return { uncontactedVictims: row.uncontactedVictims - contacted };
    },
  });

export const addNote = (ctx: Context, given: input.IncidentNoteAddInput) =>
  change(ctx, given, {
    name: "incidentNoteAdd",
    happening: "INCIDENT_NOTE_ADDED",
    async apply(tx, { id, kato, schoolId }) {
      const { officerId } = requireWorking(ctx, "incidents");
      const text = checkText(given.text, ["text"]);
      await tx.db.insert(incidentNotes).values({ incidentId: id, kato, schoolId, authorId: officerId, text });
      return {};
    },
  });
