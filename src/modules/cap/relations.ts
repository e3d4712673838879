import { one, relations } from "../../graphql/relations.js";
import { Officer } from "../agencies/type.js";
import { Alert } from "../alerts/type.js";
import { alertPublications } from "./table.js";
import { AlertPublication } from "./type.js";

export const publicationRelations = relations(() => AlertPublication, alertPublications, {
  alert: one(() => Alert, alertPublications.alertId, { always: true, description: "The alert." }),
  publishedBy: one(() => Officer, alertPublications.publishedById, {
    always: true,
    description: "Who made it public.",
  }),
  withdrawnBy: one(() => Officer, alertPublications.withdrawnById, { description: "Who took it back, or null." }),
});
