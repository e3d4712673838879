import { contains, inTerritory, isOneOf } from "../../graphql/filters.js";
import {
  embedded,
  find,
  list,
  listing,
  localized,
  many,
  one,
  page,
  queries,
  relations,
} from "../../graphql/relations.js";
import { schools } from "../schools/table.js";
import { School } from "../schools/type.js";
import { districts, regions } from "../territories/table.js";
import { District, Names, Region } from "../territories/type.js";
import { membershipList, workingGroupList } from "../workgroups/relations.js";
import { memberships, workingGroups } from "../workgroups/table.js";
import { AgencyKind } from "./enums.js";
import { agencies, appointments, officers } from "./table.js";
import { Agency, Appointment, Officer } from "./type.js";

const names = { kk: agencies.nameKk, ru: agencies.nameRu, en: agencies.nameEn };

export const agencyList = list("agencies", () => Agency, agencies, {
  order: [agencies.kind, agencies.id],
  filters: {
    territory: inTerritory(agencies),
    kinds: isOneOf(agencies.kind, AgencyKind, "Of these kinds."),
    name: contains([agencies.nameKk, agencies.nameRu, agencies.nameEn], "With this text in a name."),
  },
});

export const officerList = list("officers", () => Officer, officers, {
  order: [officers.name, officers.id],
  filters: { name: contains([officers.name], "With this text in the name.") },
});

export const agencyRelations = relations(() => Agency, agencies, {
  names: embedded(() => Names, names, "Its names in three languages."),
  name: localized(names, "Its name in one language; in Russian where that one is not known."),
  region: one(() => Region, agencies.region, {
    to: regions.code,
    description: "Its region, or null when it serves the country.",
  }),
  district: one(() => District, agencies.district, {
    to: districts.code,
    description: "Its district, or null when it serves a region or the country.",
  }),
  school: one(() => School, agencies.id, {
    to: schools.agencyId,
    description: "The school that an agency of kind SCHOOL is.",
  }),
  officers: page(() => officerList, officers.agencyId, { description: "The people who act for it." }),
  ledGroups: page(() => workingGroupList, workingGroups.leadAgencyId, {
    description: "Working groups and headquarters that it leads, the newest first.",
  }),
});

export const officerRelations = relations(() => Officer, officers, {
  agency: one(() => Agency, officers.agencyId, { always: true, description: "The agency that the officer acts for." }),
  appointments: many(() => Appointment, appointments.officerId, {
    order: [appointments.from, appointments.id],
    description: "In which roles the officer acts or acted, the earliest first.",
  }),
  memberships: page(() => membershipList, memberships.officerId, {
    description: "To which working groups the officer belongs or belonged, the earliest first.",
  }),
});

export const appointmentRelations = relations(() => Appointment, appointments, {
  officer: one(() => Officer, appointments.officerId, { always: true, description: "Who is appointed." }),
  school: one(() => School, appointments.schoolAgencyId, {
    to: schools.agencyId,
    description: "The school of the jurisdiction, for people who work in one.",
  }),
  actingFor: one(() => Officer, appointments.actingForId, { description: "The officer whose deputy this one is." }),
});

export const agencyQueries = queries({
  agency: find(() => Agency, agencies.id, { description: "One agency." }),
  agencies: listing(() => agencyList, { description: "Agencies, by kind." }),
  officer: find(() => Officer, officers.id, { description: "One officer." }),
});
