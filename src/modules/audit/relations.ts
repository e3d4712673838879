import { Purpose } from "../../access/purpose.js";
import { auditEntries } from "../../audit/table.js";
import { before, hasId, inTerritory, isOneOf, isText, since } from "../../graphql/filters.js";
import { descending } from "../../graphql/keyset.js";
import { list, listing, one, queries, relations } from "../../graphql/relations.js";
import { Officer } from "../agencies/type.js";
import { School } from "../schools/type.js";
import { AuditEntry } from "./type.js";

export const auditList = list("auditTrail", () => AuditEntry, auditEntries, {
  order: [descending(auditEntries.at), descending(auditEntries.id)],
  filters: {
    actor: hasId(auditEntries.actorId, "actor", "Of this officer."),
    child: hasId(auditEntries.childId, "child", "About the record of this child, whichever part of it."),
    subject: isText(auditEntries.subjectId, "About the thing with this id."),
    action: isText(auditEntries.action, "Of this action, such as incidentReport."),
    purposes: isOneOf(auditEntries.purpose, Purpose, "For one of these purposes."),
    from: since(auditEntries.at, "At this time or later."),
    to: before(auditEntries.at, "Before this time."),
    territory: inTerritory(auditEntries),
  },
});

export const auditRelations = relations(() => AuditEntry, auditEntries, {
  actor: one(() => Officer, auditEntries.actorId, {
    description: "Which officer did it, or null when it wasn't one or the viewer may not see officers.",
  }),
  school: one(() => School, auditEntries.schoolId, { description: "The school that the thing belongs to, or null." }),
});

export const auditQueries = queries({
  auditTrail: listing(() => auditList, {
    readers: ["DATA_OFFICER"],
    description: "Who read and changed what, the newest first. For data officers in their territory; empty for others.",
  }),
});
