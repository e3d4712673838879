/** The operations of the shapes, as Qorgan and all hand-written peers take them. */
export const DOCUMENTS = {
  point: `query Point($id: ID!) {
  incident(id: $id) {
    id number kind severity state place occurredAt
    school { id name(lang: en) phone }
    district { kato name(lang: en) }
    region { kato name(lang: en) }
  }
}`,
  graph: `query Graph($kato: Kato!) {
  district(kato: $kato) {
    name(lang: en)
    schools(first: 20) {
      nodes {
        id name(lang: en)
        childrenAtRisk(first: 5) {
          nodes {
            id pseudonym riskLevel
            incidents(first: 3) { nodes { id kind severity state occurredAt } }
          }
        }
      }
    }
  }
}`,
  feed: `query Feed($kato: Kato!) {
  alerts(filter: { territory: $kato, states: [RAISED, ACKNOWLEDGED, IN_ACTION] }, first: 50) {
    nodes {
      id kind severity state place raisedAt
      incident { id number state }
      school { name(lang: en) phone }
      district { name(lang: en) }
    }
  }
}`,
  board: `query Board($kato: Kato!) {
  district(kato: $kato) {
    name(lang: en)
    board {
      openAlerts
      openIncidents { total bySeverity { severity count } }
      childrenByRisk { riskLevel count }
      seatDeficit groupsIncomplete meetingsOverdue
    }
    workingGroups(first: 20) {
      nodes {
        id kind state name missingAgencies isComplete
        members { role agencyKind from to officer { name dutyPhone } }
      }
    }
  }
}`,
  page: `query Page($kato: Kato!, $first: Int!, $after: String) {
  incidents(filter: { territory: $kato }, first: $first, after: $after) {
    nodes { id number kind severity state occurredAt }
    pageInfo { hasNextPage endCursor }
  }
}`,
} as const;
export type DocumentName = keyof typeof DOCUMENTS;

/** What a document is asked with. */
export interface Variables {
  id?: string;
  kato?: string;
  first?: number;
  after?: string | null;
}
