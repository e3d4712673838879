import { Purpose } from "../../access/purpose.js";
import { auditEntries } from "../../audit/table.js";
import { before, hasId, inTerritory, isOneOf, isText, since } from "../../graphql/filters.js";
import { descending } from "../../graphql/keyset.js";
import { list, listing, one, queries, relations } from "../../graphql/relations.js";
import { Officer } from "../agencies/type.js";
import { AuditEntry } from "./type.js";

export const auditList = list("auditTrail", () => AuditEntry, auditEntries, {
  order: [descending(auditEntries.at), descending(auditEntries.id)],
  filters: {
    actor: hasId(auditEntries.actorId, "actor", "Of this officer."),
    subject: isText(auditEntries.subjectId, "About the thing with this id."),
    action: isText(auditEntries.action, "Of this action, such as incidentReport."),
    purposes: isOneOf(auditEntries.purpose, Purpose, "For one of these purposes."),
    from: since(auditEntries.at, "At this time or later."),
    to: before(auditEntries.at, "Before this time."),
    territory: inTerritory(auditEntries),
  },
});

export const auditRelations = relations(() => AuditEntry, auditEntries, {
  actor: one(() => Officer, auditEntries.actorId, { description: "Who did it, or null for somebody without a token." }),
});

export const auditQueries = queries({
  auditTrail: listing(() => auditList, {
    roles: ["DATA_OFFICER"],
    description: "Who read and changed what, the newest first. For data officers, in their territory.",
  }),
});
