import type { AnyPgColumn } from "drizzle-orm/pg-core";
import {
  allOf,
  anyOf,
  atLeastAsGrave,
  granted,
  granting,
  guard,
  inJurisdiction,
  inSchool,
  notExcluded,
  own,
} from "../../access/policies.js";
import { PSEUDONYM_READERS, SCHOOL_STAFF, WORK } from "../../access/roles.js";
import { GRAVE, type Situation, situation, workedOn } from "../../access/situation.js";

type Place = { kato: AnyPgColumn; schoolId: AnyPgColumn };
type Part = Place & { incidentId: AnyPgColumn };
type Participant = Situation & Part & { active: AnyPgColumn; childId: AnyPgColumn };

/** Tier T3S. Who joins a child's team is told of its incidents, whoever asks whom to join. */
export function incidentPolicies(t: Situation & { id: AnyPgColumn }) {
  const write = workedOn(t, t.id);
  return guard("incidents", { read: anyOf(granting, situation(t, t.id)), insert: write, update: write });
}

/**
 * Tier T3P: pseudonyms and parts. A region reads those of grave incidents, a control room those of incidents that go
 * on, a child's team the part of that child. Who works on the incident adds participants, also where it can't read them
 * afterwards.
 */
export const participantPolicies = (t: Participant) =>
  guard("incident_participants", {
    read: anyOf(granting, allOf(participants(t), notExcluded(t.incidentId, "incident"))),
    insert: workedOn(t, t.incidentId),
    update: workedOn(t, t.incidentId),
  });

const participants = (t: Participant) =>
  anyOf(
    inSchool(t, SCHOOL_STAFF),
    inJurisdiction(t, PSEUDONYM_READERS),
    allOf(atLeastAsGrave(t.severityRank, GRAVE), inJurisdiction(t, ["REGION_OFFICER"])),
    allOf(t.active.getSQL(), inJurisdiction(t, ["DISPATCHER"])),
    granted(t.incidentId, "incident", "T3P"),
    allOf(
      granted(t.incidentId, "incident", "T3S"),
      granted(t.childId, "child", "T3P"),
      notExcluded(t.childId, "child"),
    ),
  );

/** Tier T3C: may hold circumstances of children. Append-only: there is no policy to change one. */
export const notePolicies = (t: Part & { authorId: AnyPgColumn }) => narrative("incident_notes", t, t.authorId);
export const reviewPolicies = (t: Part & { signedById: AnyPgColumn }) => narrative("incident_reviews", t, t.signedById);

// The own school and the headquarters read it; who works on the incident adds to it, and reads what is its own.
function narrative(table: string, t: Part, author: AnyPgColumn) {
  const read = anyOf(
    inSchool(t, SCHOOL_STAFF),
    granted(t.incidentId, "incident", "T3C"),
    allOf(own(author), inJurisdiction(t, WORK.incidents)),
  );
  return guard(table, {
    read: allOf(read, notExcluded(t.incidentId, "incident")),
    insert: allOf(own(author), workedOn(t, t.incidentId)),
  });
}
