import { list, one, relations } from "../../graphql/relations.js";
import { Officer } from "../agencies/type.js";
import { Alert } from "../alerts/type.js";
import { alertDeliveries } from "./table.js";
import { AlertDelivery } from "./type.js";

/** Deliveries of an alert, those sent first before the others. */
export const deliveryList = list("deliveries", () => AlertDelivery, alertDeliveries, {
  order: [alertDeliveries.firstAt, alertDeliveries.officerId],
});

export const deliveryRelations = relations(() => AlertDelivery, alertDeliveries, {
  officer: one(() => Officer, alertDeliveries.officerId, { always: true, description: "Who was told." }),
  alert: one(() => Alert, alertDeliveries.alertId, { always: true, description: "The alert." }),
});
