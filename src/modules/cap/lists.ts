import { inTerritory, is, isOneOf, since } from "../../graphql/filters.js";
import { descending } from "../../graphql/keyset.js";
import { atLeast } from "../../graphql/ranks.js";
import { list } from "../../graphql/relations.js";
import { AlertKind } from "../alerts/enums.js";
import { alerts } from "../alerts/table.js";
import { Alert } from "../alerts/type.js";
import { AlertSeverity } from "../incidents/enums.js";
import { publicAlerts } from "./table.js";

const filtersOf = (table: typeof alerts | typeof publicAlerts) => ({
  territory: inTerritory(table),
  minSeverity: atLeast(table.severityRank, AlertSeverity, "At least as grave as this."),
  kinds: isOneOf(table.kind, AlertKind, "Of these kinds."),
  since: since(table.changedAt, "With a message of this time or later."),
});

/** Alerts by their newest message, the newest first. */
export const messageList = list("cap", () => Alert, alerts, {
  order: [descending(alerts.changedAt), descending(alerts.id)],
  filters: { ...filtersOf(alerts), exercise: is(alerts.exercise, "Only drills, or only real ones.") },
});

/** The same of those that are public. */
export const publicList = list("capPublic", () => Alert, publicAlerts, {
  order: [descending(publicAlerts.changedAt), descending(publicAlerts.id)],
  filters: filtersOf(publicAlerts),
});
