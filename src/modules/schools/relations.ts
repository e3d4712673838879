import { Int } from "type-graphql";
import { derived } from "../../graphql/computed.js";
import { contains, inTerritory, is, isOneOf } from "../../graphql/filters.js";
import { descending } from "../../graphql/keyset.js";
import { embedded, find, list, listing, localized, one, page, queries, relations } from "../../graphql/relations.js";
import { Agency, Officer } from "../agencies/type.js";
import { alertList } from "../alerts/relations.js";
import { alerts } from "../alerts/table.js";
import { childList } from "../children/relations.js";
import { children } from "../children/table.js";
import { incidentList } from "../incidents/relations.js";
import { incidents } from "../incidents/table.js";
import { districts, regions } from "../territories/table.js";
import { District, Names, Region } from "../territories/type.js";
import { workingGroupList } from "../workgroups/relations.js";
import { workingGroups } from "../workgroups/table.js";
import { BuildingCondition, Measure, SchoolKind, SchoolOwnership } from "./enums.js";
import { figures, schools } from "./table.js";
import { Figure, School } from "./type.js";

const names = { kk: schools.nameKk, ru: schools.nameRu, en: schools.nameEn };

export const schoolList = list("schools", () => School, schools, {
  order: [schools.nameRu, schools.id],
  filters: {
    territory: inTerritory(schools),
    kinds: isOneOf(schools.kind, SchoolKind, "Of these kinds."),
    ownership: isOneOf(schools.ownership, SchoolOwnership, "With one of these owners."),
    conditions: isOneOf(schools.buildingCondition, BuildingCondition, "With a building in one of these states."),
    name: contains([schools.nameKk, schools.nameRu, schools.nameEn], "With this text in a name."),
    synthetic: is(schools.synthetic, "Invented for the demo, or not."),
  },
});

export const figureList = list("figures", () => Figure, figures, {
  order: [descending(figures.asOf), figures.id],
  filters: {
    measures: isOneOf(figures.measure, Measure, "Of these measures."),
  },
});

export const schoolRelations = relations(() => School, schools, {
  deficit: derived(
    () => Int,
    { pupils: schools.pupils, designSeats: schools.designSeats },
    {
      nullable: true,
      value: ({ pupils, designSeats }) => (pupils === null || designSeats === null ? null : pupils - designSeats),
      description:
        "Pupils minus design seats: seats that are missing, below zero when some are free. Null while either isn't known.",
    },
  ),
  names: embedded(() => Names, names, "Its names in three languages."),
  name: localized(names, "Its name in one language; in Russian where that one is not known."),
  region: one(() => Region, schools.region, {
    always: true,
    to: regions.code,
    description: "The region it stands in.",
  }),
  district: one(() => District, schools.district, {
    always: true,
    to: districts.code,
    description: "The district that answers for it.",
  }),
  agency: one(() => Agency, schools.agencyId, { always: true, description: "The school as an agency." }),
  childrenAtRisk: page(() => childList, children.schoolId, {
    description: "Children at risk who learn here, the gravest risk first.",
  }),
  incidents: page(() => incidentList, incidents.schoolId, { description: "Incidents about it, the newest first." }),
  alerts: page(() => alertList, alerts.schoolId, { description: "Alerts about it, as a dispatcher works." }),
  workingGroups: page(() => workingGroupList, workingGroups.schoolId, {
    description: "Working groups and headquarters about it, the newest first.",
  }),
  headOfficer: one(() => Officer, schools.headOfficerId, {
    description: "Who heads it; null while the post is vacant.",
  }),
});

export const figureRelations = relations(() => Figure, figures, {
  region: one(() => Region, figures.kato, { to: regions.kato, description: "The region, when it is a figure of one." }),
  district: one(() => District, figures.kato, {
    to: districts.kato,
    description: "The district, when it is a figure of one.",
  }),
});

export const schoolQueries = queries({
  school: find(() => School, schools.id, { description: "One school." }),
  schools: listing(() => schoolList, { description: "Schools, by their Russian name." }),
  figures: listing(() => figureList, { isPublic: true, description: "Figures with their sources, the newest first." }),
});
