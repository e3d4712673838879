import type { DocumentName, Variables } from "./documents.ts";

// The same questions in the names that PostGraphile makes of the tables.
const POINT = `query Point($id: UUID!) {
  incident(rowId: $id) {
    rowId number kind severity state place occurredAt
    school { rowId nameEn nameRu phone }
    districtByDistrict { kato nameEn nameRu }
    regionByRegion { kato nameEn nameRu }
  }
}`;
const GRAPH = `query Graph($kato: Int!) {
  districtByKato(kato: $kato) {
    nameEn nameRu
    schoolsByDistrict(first: 20, orderBy: [NAME_RU_ASC, ROW_ID_ASC]) {
      nodes {
        rowId nameEn nameRu
        children(first: 5, orderBy: [RISK_RANK_ASC, PSEUDONYM_ASC, ROW_ID_ASC]) {
          nodes {
            rowId pseudonym riskLevel
            incidents(first: 3) { nodes { rowId kind severity state occurredAt } }
          }
        }
      }
    }
  }
}`;
const FEED = `query Feed($district: Int!) {
  alerts(
    condition: { district: $district, openRank: 0, exercise: false, emergencyId: null }
    orderBy: [SEVERITY_RANK_ASC, RAISED_AT_ASC, ROW_ID_ASC]
    first: 50
  ) {
    nodes {
      rowId kind severity state place raisedAt
      incident { rowId number state }
      school { nameEn nameRu phone }
      districtByDistrict { nameEn nameRu }
    }
  }
}`;
const BOARD = `query Board($kato: Int!) {
  districtByKato(kato: $kato) {
    nameEn nameRu
    openAlerts
    openIncidents { nodes { word n } }
    childrenByRisk { nodes { word n } }
    seatDeficit groupsIncomplete meetingsOverdue
    workingGroupsByDistrict(first: 20, orderBy: [CREATED_AT_DESC, ROW_ID_DESC]) {
      nodes {
        rowId kind state name missingAgencies
        memberships(orderBy: [ROLE_RANK_ASC, ADDED_AT_ASC, ROW_ID_ASC]) {
          nodes { role agencyKind fromDay toDay officer { name dutyPhone } }
        }
      }
    }
  }
}`;
const PAGE = `query Page($district: Int!, $first: Int!, $after: Cursor) {
  incidents(
    condition: { district: $district, exercise: false }
    orderBy: [OCCURRED_AT_DESC, ROW_ID_DESC]
    first: $first
    after: $after
  ) {
    nodes { rowId number kind severity state occurredAt }
    pageInfo { hasNextPage endCursor }
  }
}`;

// biome-ignore lint/suspicious/noExplicitAny: answers of five documents, compared whole with Qorgan's.
type Json = any;

const iso = (time: string) => new Date(time).toISOString();
const nameOf = ({ nameEn, nameRu }: Json): string => nameEn ?? nameRu;
const place = ({ kato, ...names }: Json) => ({ kato: String(kato), name: nameOf(names) });
const named = (row: Json) => row && { name: nameOf(row) };
const schoolOf = (row: Json) => row && { name: nameOf(row), phone: row.phone };
const incidentOf = ({ rowId, occurredAt, ...rest }: Json) => ({
  id: `incident_${rowId}`,
  ...rest,
  occurredAt: iso(occurredAt),
});
const childOf = ({ rowId, incidents, ...rest }: Json) => ({
  id: `child_${rowId}`,
  ...rest,
  incidents: { nodes: incidents.nodes.map(incidentOf) },
});
const memberOf = ({ fromDay: from, toDay: to, ...rest }: Json) => ({ ...rest, from, to });
const groupOf = ({ rowId, memberships, ...rest }: Json) => ({
  id: `group_${rowId}`,
  ...rest,
  isComplete: rest.missingAgencies.length === 0,
  members: memberships.nodes.map(memberOf),
});

function boardOf(district: Json) {
  const { openAlerts, openIncidents, childrenByRisk, seatDeficit, groupsIncomplete, meetingsOverdue } = district;
  const bySeverity = openIncidents.nodes.map(({ word, n }: Json) => ({ severity: word, count: n }));
  const total = bySeverity.reduce((sum: number, { count }: Json) => sum + count, 0);
  return {
    openAlerts,
    openIncidents: { total, bySeverity },
    childrenByRisk: childrenByRisk.nodes.map(({ word, n }: Json) => ({ riskLevel: word, count: n })),
    ...{ seatDeficit, groupsIncomplete, meetingsOverdue },
  };
}

interface Dialect {
  document: string;
  variablesOf(variables: Variables): object;
  /** Its answer in Qorgan's names. */
  read(data: Json): object;
}

const byKato = ({ kato }: Variables) => ({ kato: Number(kato) });
const byDistrict = ({ kato, ...rest }: Variables) => ({ ...rest, district: Math.floor(Number(kato) / 100_000) });

export const POSTGRAPHILE: Record<DocumentName, Dialect> = {
  point: {
    document: POINT,
    variablesOf: ({ id }) => ({ id: String(id).slice("incident_".length) }),
    read({ incident: { school, districtByDistrict, regionByRegion, ...rest } }) {
      const at = { district: place(districtByDistrict), region: place(regionByRegion) };
      return {
        incident: { ...incidentOf(rest), school: { id: `school_${school.rowId}`, ...schoolOf(school) }, ...at },
      };
    },
  },
  graph: {
    document: GRAPH,
    variablesOf: byKato,
    read({ districtByKato: { schoolsByDistrict: schools, ...names } }) {
      const nodes = schools.nodes.map(({ rowId, children, ...rest }: Json) => {
        return { id: `school_${rowId}`, ...named(rest), childrenAtRisk: { nodes: children.nodes.map(childOf) } };
      });
      return { district: { ...named(names), schools: { nodes } } };
    },
  },
  feed: {
    document: FEED,
    variablesOf: byDistrict,
    read({ alerts }) {
      const nodes = alerts.nodes.map(({ rowId, raisedAt, incident, school, districtByDistrict, ...rest }: Json) => {
        const about = incident && { id: `incident_${incident.rowId}`, number: incident.number, state: incident.state };
        const at = { school: schoolOf(school), district: named(districtByDistrict) };
        return { id: `alert_${rowId}`, ...rest, raisedAt: iso(raisedAt), incident: about, ...at };
      });
      return { alerts: { nodes } };
    },
  },
  board: {
    document: BOARD,
    variablesOf: byKato,
    read: ({ districtByKato: { workingGroupsByDistrict: workingGroups, ...rest } }) => ({
      district: { ...named(rest), board: boardOf(rest), workingGroups: { nodes: workingGroups.nodes.map(groupOf) } },
    }),
  },
  page: {
    document: PAGE,
    variablesOf: byDistrict,
    read: ({ incidents: { nodes, pageInfo } }) => ({ incidents: { nodes: nodes.map(incidentOf), pageInfo } }),
  },
};
