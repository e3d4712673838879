import { enumeration } from "../../graphql/enums.js";

export const TerritoryKind = enumeration("TerritoryKind", "What kind of unit a territory is.", [
  "REGION",
  "CITY_REPUBLICAN",
  "DISTRICT",
  "CITY_DISTRICT",
  "CITY_ADMINISTRATION",
  "CITY",
  "RURAL_DISTRICT",
  "SETTLEMENT",
]);
export type TerritoryKind = (typeof TerritoryKind.values)[number];
