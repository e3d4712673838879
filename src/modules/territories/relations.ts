import { eq } from "drizzle-orm";
import { contains, type Filter, type Filters, isOneOf } from "../../graphql/filters.js";
import { embedded, find, list, listing, localized, one, page, queries, relations } from "../../graphql/relations.js";
import { Kato } from "../../graphql/scalars.js";
import { agencyList } from "../agencies/relations.js";
import { agencies } from "../agencies/table.js";
import { alertList } from "../alerts/relations.js";
import { alerts } from "../alerts/table.js";
import { childList } from "../children/relations.js";
import { children } from "../children/table.js";
import { incidentList } from "../incidents/relations.js";
import { incidents } from "../incidents/table.js";
import { figureList, schoolList } from "../schools/relations.js";
import { figures, schools } from "../schools/table.js";
import { workingGroupList } from "../workgroups/relations.js";
import { workingGroups } from "../workgroups/table.js";
import { TerritoryKind } from "./enums.js";
import { districts, localities, regions } from "./table.js";
import { District, Locality, Names, Region } from "./type.js";

type Named = typeof regions | typeof districts | typeof localities;

const nameColumns = (table: Named) => ({ kk: table.nameKk, ru: table.nameRu, en: table.nameEn });
const named = (table: Named) => ({
  names: embedded(() => Names, nameColumns(table), "Its names in three languages."),
  name: localized(nameColumns(table), "Its name in one language; in Russian where that one is not known."),
});
const filtersOf = (table: Named): Filters => ({
  kinds: isOneOf(table.kind, TerritoryKind, "Of these kinds."),
  name: contains([table.nameKk, table.nameRu, table.nameEn], "With this text in a name."),
});

export const regionList = list("regions", () => Region, regions, {
  order: [regions.kato],
  filters: filtersOf(regions),
});
export const districtList = list("districts", () => District, districts, {
  order: [districts.kato],
  filters: filtersOf(districts),
});
export const localityList = list("localities", () => Locality, localities, {
  order: [localities.kato],
  filters: filtersOf(localities),
});

const inRegion: Filter = {
  type: () => Kato,
  list: false,
  description: "The region's code.",
  reads: [districts.region],
  where: async (kato: string, context) => eq(districts.region, (await context.territory(kato, ["region"])).region),
};

export const regionRelations = relations(() => Region, regions, {
  ...named(regions),
  schools: page(() => schoolList, schools.region, { from: regions.code, description: "Its schools." }),
  childrenAtRisk: page(() => childList, children.region, {
    from: regions.code,
    description: "Children at risk in it, the gravest risk first.",
  }),
  incidents: page(() => incidentList, incidents.region, { from: regions.code, description: "Incidents in it." }),
  alerts: page(() => alertList, alerts.region, { from: regions.code, description: "Alerts about it." }),
  workingGroups: page(() => workingGroupList, workingGroups.region, {
    from: regions.code,
    description: "Working groups and headquarters in it, the newest first.",
  }),
  agencies: page(() => agencyList, agencies.region, {
    from: regions.code,
    description: "Agencies in it, of every level.",
  }),
  figures: page(() => figureList, figures.kato, {
    from: regions.kato,
    description: "Figures of the region as a whole.",
  }),
  districts: page(() => districtList, districts.region, { from: regions.code, description: "Its districts." }),
});

export const districtRelations = relations(() => District, districts, {
  ...named(districts),
  schools: page(() => schoolList, schools.district, { from: districts.code, description: "Its schools." }),
  childrenAtRisk: page(() => childList, children.district, {
    from: districts.code,
    description: "Children at risk in it, the gravest risk first.",
  }),
  incidents: page(() => incidentList, incidents.district, { from: districts.code, description: "Incidents in it." }),
  alerts: page(() => alertList, alerts.district, { from: districts.code, description: "Alerts about it." }),
  workingGroups: page(() => workingGroupList, workingGroups.district, {
    from: districts.code,
    description: "Working groups and headquarters in it, the newest first.",
  }),
  agencies: page(() => agencyList, agencies.district, { from: districts.code, description: "Agencies that serve it." }),
  figures: page(() => figureList, figures.kato, { from: districts.kato, description: "Figures of it." }),
  region: one(() => Region, districts.region, {
    always: true,
    to: regions.code,
    description: "The region it lies in.",
  }),
  localities: page(() => localityList, localities.district, {
    from: districts.code,
    description: "All units below it, of every level.",
  }),
});

export const localityRelations = relations(() => Locality, localities, {
  ...named(localities),
  district: one(() => District, localities.district, {
    always: true,
    to: districts.code,
    description: "The district it lies in.",
  }),
  parent: one(() => Locality, localities.parentKato, {
    to: localities.kato,
    description: "The unit above it, or null when that is the district.",
  }),
  localities: page(() => localityList, localities.parentKato, {
    from: localities.kato,
    description: "The units directly below it.",
  }),
});

export const territoryQueries = queries({
  regions: listing(() => regionList, { isPublic: true, description: "Regions and cities of republican significance." }),
  districts: listing(() => districtList, {
    isPublic: true,
    by: { region: inRegion },
    description: "Districts, of one region or of the whole country.",
  }),
  region: find(() => Region, regions.kato, { isPublic: true, description: "One region." }),
  district: find(() => District, districts.kato, { isPublic: true, description: "One district." }),
  locality: find(() => Locality, localities.kato, { isPublic: true, description: "One unit below a district." }),
});
