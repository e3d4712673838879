// The part of Qorgan's schema that the shapes ask for, as Mercurius, Yoga and Apollo serve it.
import { GraphQLScalarType } from "graphql";

export const typeDefs = `
  scalar DateTime
  scalar LocalDate
  scalar Kato
  enum Language { kk ru en }
  enum AlertState { RAISED ACKNOWLEDGED IN_ACTION RESOLVED CANCELLED EXPIRED }

  type Query {
    incident(id: ID!): Incident
    district(kato: Kato!): District
    alerts(filter: AlertFilter, first: Int! = 20): AlertConnection!
    incidents(filter: IncidentFilter, first: Int! = 20, after: String): IncidentConnection!
  }
  input AlertFilter { territory: Kato, states: [AlertState!] }
  input IncidentFilter { territory: Kato }

  type Region { kato: Kato!, name(lang: Language): String! }
  type District {
    kato: Kato!
    name(lang: Language): String!
    region: Region!
    board: Board!
    schools(first: Int! = 20): SchoolConnection!
    workingGroups(first: Int! = 20): WorkingGroupConnection!
  }
  type School {
    id: ID!
    name(lang: Language): String!
    phone: String
    childrenAtRisk(first: Int! = 20): ChildConnection!
  }
  type Child { id: ID!, pseudonym: String!, riskLevel: String!, incidents(first: Int! = 20): IncidentConnection! }
  type Incident {
    id: ID!
    number: Int!
    kind: String!
    severity: String!
    state: String!
    place: String!
    occurredAt: DateTime!
    school: School
    district: District!
    region: Region!
  }
  type Alert {
    id: ID!
    kind: String!
    severity: String!
    state: AlertState!
    place: String!
    raisedAt: DateTime!
    incident: Incident
    school: School
    district: District
  }
  type WorkingGroup {
    id: ID!
    kind: String!
    state: String!
    name: String!
    missingAgencies: [String!]!
    isComplete: Boolean!
    members: [Membership!]!
  }
  type Membership { role: String!, agencyKind: String!, from: LocalDate!, to: LocalDate, officer: Officer! }
  type Officer { name: String!, dutyPhone: String }
  type Board {
    openAlerts: Int!
    openIncidents: OpenIncidents!
    childrenByRisk: [RiskCount!]!
    seatDeficit: Int!
    groupsIncomplete: Int!
    meetingsOverdue: Int!
  }
  type OpenIncidents { total: Int!, bySeverity: [SeverityCount!]! }
  type SeverityCount { severity: String!, count: Int! }
  type RiskCount { riskLevel: String!, count: Int! }

  type SchoolConnection { nodes: [School!]! }
  type ChildConnection { nodes: [Child!]! }
  type AlertConnection { nodes: [Alert!]! }
  type WorkingGroupConnection { nodes: [WorkingGroup!]! }
  type IncidentConnection { nodes: [Incident!]!, pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean!, endCursor: String }
`;

const name = (row, { lang }) => row[`name_${lang ?? "ru"}`] ?? row.name_ru;
const id = (type) => (row) => `${type}_${row.id}`;
const uuidOf = (id) => id.slice(id.indexOf("_") + 1);
const codeOf = ({ territory }) => Math.floor(Number(territory) / 100_000);

/** What isn't a property of the row under the field's own name, nor a relation. */
export const resolversOf = (sources) => ({
  DateTime: new GraphQLScalarType({ name: "DateTime", serialize: (time) => time.toISOString() }),
  Query: {
    incident: async (_, { id }) => (await sources.incidents([uuidOf(id)]))[0],
    district: async (_, { kato }) => (await sources.districts([Math.floor(Number(kato) / 100_000)]))[0],
    alerts: async (_, { filter, first }) => ({
      nodes: await sources.findAlerts({ district: codeOf(filter), states: filter.states, first }),
    }),
    incidents: (_, { filter, first, after }) => sources.findIncidents({ district: codeOf(filter), first, after }),
  },
  Region: { name },
  District: { name },
  School: { name, id: id("school") },
  Child: { id: id("child"), riskLevel: (row) => row.risk_level },
  Incident: { id: id("incident"), occurredAt: (row) => row.occurred_at },
  Alert: { id: id("alert"), raisedAt: (row) => row.raised_at },
  WorkingGroup: {
    id: id("group"),
    missingAgencies: (row) => row.missing,
    isComplete: (row) => row.missing.length === 0,
  },
  Membership: { agencyKind: (row) => row.agency_kind },
  Officer: { dutyPhone: (row) => row.duty_phone },
});

/** Relations by type and field: the row's key, and what loads many of them at once. */
export const relationsOf = (sources) => {
  const one = (column, load) => ({ keyOf: (row) => row[column], load });
  const page = (column, load) => ({
    ...one(column, load),
    load: async (keys, { first }) => (await load(keys, first)).map((nodes) => ({ nodes })),
  });
  const [school, district, region] = [
    one("school_id", sources.schools),
    one("district", sources.districts),
    one("region", sources.regions),
  ];
  return {
    Incident: { school, district, region },
    Alert: { incident: one("incident_id", sources.incidents), school, district },
    District: {
      region,
      board: one("code", sources.boards),
      schools: page("code", sources.schoolsOfDistricts),
      workingGroups: page("code", sources.groupsOfDistricts),
    },
    School: { childrenAtRisk: page("id", sources.childrenOfSchools) },
    Child: { incidents: page("id", sources.incidentsOfChildren) },
    WorkingGroup: { members: one("id", sources.membersOfGroups) },
    Membership: { officer: one("officer_id", sources.officers) },
  };
};
