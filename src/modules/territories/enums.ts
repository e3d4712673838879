import { enumeration } from "../../graphql/enums.js";

export const TerritoryKind = enumeration("TerritoryKind", "What kind of unit a territory is.", {
  REGION: { en: "Region", ru: "область", kk: "облыс" },
  CITY_REPUBLICAN: {
    en: "City of republican significance",
    ru: "город республиканского значения",
    kk: "республикалық маңызы бар қала",
  },
  DISTRICT: { en: "District", ru: "район", kk: "аудан" },
  CITY_DISTRICT: { en: "City district", ru: "район города", kk: "қаладағы аудан" },
  CITY_ADMINISTRATION: { en: "City administration", ru: "Г.А.", kk: "қ.ә." },
  CITY: { en: "City", ru: "город", kk: "қала" },
  RURAL_DISTRICT: { en: "Rural district", ru: "сельский округ", kk: "ауылдық округ" },
  SETTLEMENT: { en: "Settlement", ru: "населённый пункт", kk: "елді мекен" },
});
export type TerritoryKind = (typeof TerritoryKind.values)[number];
