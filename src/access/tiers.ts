/**
 * The tiers of domain.md 3.6: T0 public, T1 the directory, T3N counts in which nobody can be found, T3S the situation
 * without persons, T3P pseudonyms, T3C circumstances, T2 identities, T4 what is sensitive, T5 footage, LOG the audit of
 * who read and changed what, and where data is sent.
 */
export const DATA_TIERS = ["T0", "T1", "T3N", "T3S", "T3P", "T3C", "T2", "T4", "T5", "LOG"] as const;
export type DataTier = (typeof DATA_TIERS)[number];

type Fields = Partial<Record<DataTier, string>>;

/**
 * The tier of each field of the schema. A field that leads to other things is of the tier of what it leads to; lists
 * and payloads are of the tier of their things. A new field is written down here, or the tests fail.
 */
const FIELDS: Readonly<Record<string, Fields>> = {
  Names: { T0: "kk ru en" },
  PageInfo: { T0: "hasNextPage hasPreviousPage startCursor endCursor" },
  Region: {
    T0: "kato kind names deficit name figures districts",
    T1: "schools workingGroups agencies",
    T3P: "childrenAtRisk",
    T3S: "incidents alerts",
  },
  SeatDeficit: { T0: "seats isStated figure" },
  District: {
    T0: "kato kind names deficit name figures region localities board",
    T3S: "incidents alerts",
    T1: "schools workingGroups agencies",
    T3P: "childrenAtRisk",
  },
  Board: {
    T3S: "openAlerts openIncidents",
    T3P: "childrenByRisk",
    T1: "groupsIncomplete meetingsOverdue",
    T0: "seatDeficit",
  },
  OpenIncidents: { T3S: "total bySeverity" },
  SeverityCount: { T3S: "severity count" },
  RiskCount: { T3P: "riskLevel count" },
  Locality: { T0: "kato kind level names name district parent localities" },
  ChildProfile: { T3C: "birthYear sex riskCategories childCategories assessments" },
  InvalidInput: { T0: "code path message" },
  NotFound: { T0: "code path message" },
  NotAllowed: { T0: "code path message" },
  RequirementUnmet: { T0: "code path message" },
  KeyReused: { T0: "code path message" },
  IllegalTransition: { T0: "code path message state allowed" },
  StaleVersion: { T0: "code path message current" },
  School: {
    T1: "id kato kind ownership address latitude longitude phone shifts buildingCondition designSeats pupils synthetic version deficit name agency workingGroups headOfficer",
    T0: "names region district",
    T3P: "childrenAtRisk",
    T3S: "incidents alerts",
  },
  Figure: { T0: "id kato measure value unit asOf attribution source note region district" },
  Agency: { T1: "id kind kato phone synthetic name school officers ledGroups", T0: "names region district" },
  Officer: { T1: "id kind name position dutyPhone synthetic agency appointments memberships" },
  Appointment: { T1: "id role kato from to officer school actingFor" },
  Child: {
    T3P: "id pseudonym kato riskLevel confidentiality assessmentDueOn planReviewDueOn registeredAt synthetic version team",
    T2: "currentEnrolment enrolments identity guardians",
    T1: "school accountableOfficer",
    T0: "region district",
    T3C: "profile agendaItems notes hasSensitiveNotes emergencyAccesses",
    T4: "sensitiveNotes",
    T3S: "incidents",
    LOG: "accessLog",
  },
  AuditEntry: {
    LOG: "id at role jurisdiction kato action subjectType subjectId fields purpose outcome requestId",
    T1: "actor school",
  },
  ChildNote: { T3C: "id text at", T3P: "child", T1: "author" },
  SensitiveNote: { T4: "id text at", T3P: "child", T1: "author" },
  ChildIdentity: { T2: "surname givenName patronymic birthDate iin photoReference address erasedAt" },
  ChildGuardian: {
    T2: "guardianshipId guardianId name relation legalBasis phone email address custodyNote contactAllowed custodyWithheld from to",
  },
  Enrolment: { T2: "id grade letter shift from to outcome", T3P: "child", T1: "school" },
  ChildTeamMember: { T3P: "id from to child", T1: "officer" },
  RiskRegistration: { T3C: "id category basis from to", T3P: "child" },
  ChildCategoryPeriod: { T3C: "id kind from to document", T3P: "child" },
  RiskAssessment: { T3C: "id instrument level at nextDueOn factors", T3P: "child", T1: "assessedBy" },
  AssessmentFactor: { T3C: "id code present note" },
  Incident: {
    T3S: "id number kato kind severity certainty state uncontactedVictims place publicResonance exercise dismissReason synthetic occurredAt reportedAt endedAt version allowedActions reviewRequired duplicateOf alerts deliveries drillReport missedSignals",
    T0: "region district",
    T1: "school ownerAgency reportedBy headquarters",
    T3P: "participants",
    T3C: "notes reviews agendaItems",
  },
  Percentiles: { T3S: "count p50 p90 p99" },
  ResponseTime: { T3S: "value raised acknowledged late toAcknowledge toResolve" },
  MissedSignal: { T3S: "alert sameSchool dueAt faults", T3P: "sameChild" },
  DrillReport: { T3S: "told reached seen acknowledged toReach toSee toAcknowledge" },
  IncidentParticipant: {
    T3P: "id pseudonym guardianId participation harm contactedAt addedAt child",
    T3S: "incident",
    T1: "officer",
  },
  IncidentNote: { T3C: "id text at", T3S: "incident", T1: "author" },
  IncidentReview: { T3C: "id causes missedSignals lessons signedAt", T3S: "incident", T1: "signedBy" },
  WorkingGroup: {
    T1: "id kato kind state name mandate synthetic activatedAt stoodDownAt createdAt version allowedActions missingAgencies isComplete school leadAgency members meetings",
    T0: "district region",
    T3S: "incident",
    T3C: "decisions",
  },
  Membership: { T1: "id agencyKind role from to workingGroup officer agency" },
  Meeting: {
    T1: "id topic protocolNumber state plannedFor heldAt at version isOverdue workingGroup recordedBy attendance",
    T3C: "agenda decisions",
  },
  AgendaItem: { T3C: "id position text addedAt", T1: "meeting", T3P: "child", T3S: "incident" },
  Attendance: { T1: "id present meeting officer agency" },
  Decision: { T3C: "id position text dueOn takenAt", T1: "workingGroup meeting responsibleAgency" },
  Alert: {
    T3S: "id kato kind severity urgency certainty state place exercise level outcome raisedAt acknowledgedAt actionStartedAt endedAt version allowedActions headline instruction publications incident deliveries duplicateOf duplicates duplicateCount acknowledgeBy nextEscalation escalations called timeline silence",
    T3C: "emergencyAccess",
    T1: "school acknowledgedBy assignedTo addressees escalationPolicy",
    T0: "region district",
  },
  AlertPublication: {
    T3S: "id reason place publishedAt withdrawReason withdrawnAt alert",
    T1: "publishedBy withdrawnBy",
  },
  EscalationPolicy: {
    T1: "id kato kind severity steps acknowledgeSeconds acknowledgeWorkingHours version setAt replacedAt setBy",
  },
  EscalationStep: { T1: "ladder afterSeconds workingHours target role level channels" },
  AlertEscalation: {
    T3S: "ladder step level targetKind role jurisdiction toKato dueAt firedAt",
    T1: "officers headquarters",
  },
  EscalationCall: { T3S: "at ladder step target role level", T1: "officers" },
  AlertTimelineEntry: { T3S: "kind at text count", T1: "actor" },
  AlertAddressee: { T1: "role officer" },
  AlertDelivery: { T3S: "sentAt reachedAt seenAt acknowledgedAt alert", T1: "officer" },
  EmergencyAccess: {
    T3C: "id childId kato role reasonCode reason verdict finding state grantedAt expiresAt reviewedAt version allowedActions",
    T3P: "child",
    T1: "officer notified reviewedBy school",
    T0: "region district",
    T3S: "incident",
  },
  DutyRoster: {
    T1: "id kato role name isControlCentre setAt synthetic version setBy shifts gaps hasGap",
    T3S: "silences",
    T0: "region district",
  },
  DutyShift: {
    T1: "id from to handedOverAt isReplaced version roster officer substituteFor takenOverFrom handedOverTo",
  },
  DutySilence: { T3S: "id since foundAt endedAt", T1: "roster" },
  DutyGap: { T1: "from to" },
  Webhook: {
    LOG: "id name stream host state reason retryAt waitingSince deliveredAt createdAt version allowedActions",
    T1: "officer appointment school",
    T4: "endpoint deliveries",
  },
  WebhookEndpoint: { T4: "url document variables language previousUntil", LOG: "webhook" },
  WebhookDelivery: {
    T4: "id messageId kind state cursor attempts status answer error firstAttemptAt lastAttemptAt",
    LOG: "webhook",
  },
  WebhookAnswer: { T4: "status text error tookMs" },
  ApiInfo: { T0: "errorCodes limits enums" },
  ErrorCodeInfo: { T0: "code description" },
  LimitInfo: { T0: "name value" },
  EnumInfo: { T0: "name values" },
  EnumLabel: { T0: "value kk ru en" },
  StatisticCell: { T3N: "value count suppressed" },
  ChildrenStatistics: { T3N: "total byLevel byCategory" },
  IncidentStatistics: { T3N: "total byKind bySeverity byState" },
  TerritoryStatistics: { T3N: "kato children incidents responses" },
  ToldTimes: { T3N: "p50 p90 p99" },
  ResponseCell: { T3N: "value toAcknowledge toResolve suppressed" },
  ResponseStatistics: { T3N: "total byKind" },
  Statistics: { T3N: "asOf quarter threshold territory subdivisions" },
  Viewer: {
    T1: "role kato officer school guardianId appointment appointments mayRequestEmergencyAccess",
    T3P: "children",
  },
  AlertSnapshot: { T0: "cursor previous", T3S: "alerts omitted" },
  AlertEvent: { T0: "cursor previous", T3S: "kind committedAt alert" },
  IncidentSnapshot: { T0: "cursor previous", T3S: "incident" },
  IncidentEvent: { T0: "cursor previous", T3S: "kind committedAt incident" },
  WorkingGroupSnapshot: { T0: "cursor previous", T1: "workingGroup" },
  WorkingGroupEvent: { T0: "cursor previous", T1: "kind committedAt workingGroup" },
  Heartbeat: { T0: "cursor previous at" },
  Resync: { T0: "cursor previous reason" },
};

/** The tier of a field, or undefined when nobody has said it. */
export const tierOf = (type: string, field: string): DataTier | undefined =>
  DATA_TIERS.find((tier) => FIELDS[type]?.[tier]?.split(" ").includes(field));

/** Whether the rows of a type are of the directory, or public: what its own id is, else its first fields. */
export function isDirectory(type: string): boolean {
  const tier = tierOf(type, "id") ?? Object.keys(FIELDS[type] ?? {})[0];
  return tier === "T0" || tier === "T1";
}

/** Every field that has a tier, as `Type.field`: none may be left over when its field goes. */
export const fieldsWithTier = (): string[] =>
  Object.entries(FIELDS).flatMap(([type, tiers]) =>
    Object.values(tiers).flatMap((fields) => fields.split(" ").map((field) => `${type}.${field}`)),
  );
