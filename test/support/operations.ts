/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What an agency answers for. */
export type AgencyKind =
  /** Akimat. */
  | 'AKIMAT'
  /** Contact centre 111. */
  | 'CONTACT_CENTRE_111'
  /** Operational control centre. */
  | 'CONTROL_CENTRE'
  /** Education department of a region. */
  | 'EDUCATION_DEPT'
  /** Education office of a district. */
  | 'EDUCATION_OFFICE'
  /** Emergency situations department. */
  | 'EMERGENCY'
  /** Guardianship body. */
  | 'GUARDIANSHIP'
  /** Health care. */
  | 'HEALTH'
  /** Juvenile police. */
  | 'JUVENILE_POLICE'
  /** Ministry of Enlightenment. */
  | 'MINISTRY'
  /** Non-governmental organisation. */
  | 'NGO'
  /** Children's ombudsman. */
  | 'OMBUDSMAN'
  /** Parents' representatives. */
  | 'PARENTS'
  /** Psychological, medical and pedagogical commission. */
  | 'PMPC'
  /** Prosecutor's office. */
  | 'PROSECUTOR'
  /** Department of quality in education. */
  | 'QUALITY'
  /** Sanitary and epidemiological control. */
  | 'SANITARY'
  /** School. */
  | 'SCHOOL'
  /** Social services. */
  | 'SOCIAL_SERVICE';

/** What can be done with an alert. */
export type AlertAction =
  /** Acknowledge: somebody has seen it and answers for it */
  | 'ACKNOWLEDGE'
  /** Assign: somebody else answers for it */
  | 'ASSIGN'
  /** Cancel: it should not have been raised */
  | 'CANCEL'
  /** Resolve: the danger is over */
  | 'RESOLVE'
  /** Start action: help is on its way */
  | 'START_ACTION';

/** How sure it is, in the values of CAP 1.2. */
export type AlertCertainty =
  /** Likely: more probable than not */
  | 'LIKELY'
  /** Observed: it has happened or is happening */
  | 'OBSERVED'
  /** Possible: not probable, but it can be */
  | 'POSSIBLE'
  /** Unknown. */
  | 'UNKNOWN'
  /** Unlikely: not expected */
  | 'UNLIKELY';

/** Which alert, and whether its duplicates too. */
export type AlertChangeInput = {
  /** Makes the mutation idempotent: the same id and input gives the same thing again and changes nothing. 1 to 100 characters, good for 30 days. */
  clientMutationId?: string | null | undefined;
  /** The id of the thing. */
  id: string;
  /** Does the same to those of its duplicates that are in the same state, the first 500 of them. By default to the alert alone. */
  includeDuplicates?: boolean | null | undefined;
  /** The version that was read: the mutation fails when it has been changed since. */
  version?: number | null | undefined;
};

/** What happened to an alert. */
export type AlertEventKind =
  /** Acknowledged. */
  | 'ACKNOWLEDGED'
  /** Cancelled. */
  | 'CANCELLED'
  /** Escalated: nobody answered in time, and somebody else is called */
  | 'ESCALATED'
  /** Raised. */
  | 'RAISED'
  /** Resolved. */
  | 'RESOLVED'
  /** Updated: assigned, or action was started */
  | 'UPDATED';

/** What an alert is about: what happened, how data was used, or who doesn't listen. */
export type AlertKind =
  /** Accident. */
  | 'ACCIDENT'
  /** Bomb threat. */
  | 'BOMB_THREAT'
  /** Bullying. */
  | 'BULLYING'
  /** Control room silent. */
  | 'CONTROL_ROOM_SILENT'
  /** Cyberbullying. */
  | 'CYBERBULLYING'
  /** Emergency access used. */
  | 'EMERGENCY_ACCESS_USED'
  /** Fight. */
  | 'FIGHT'
  /** Fire. */
  | 'FIRE'
  /** Intrusion of a stranger. */
  | 'INTRUSION'
  /** Missing child. */
  | 'MISSING_CHILD'
  /** Neglect. */
  | 'NEGLECT'
  /** Out at night without an adult. */
  | 'NIGHT_CURFEW'
  /** Other. */
  | 'OTHER'
  /** Poisoning. */
  | 'POISONING'
  /** Violation of a child's rights. */
  | 'RIGHTS_VIOLATION'
  /** Self-harm. */
  | 'SELF_HARM'
  /** Misconduct of staff. */
  | 'STAFF_MISCONDUCT'
  /** Drugs or vapes. */
  | 'SUBSTANCES'
  /** Suicide attempt. */
  | 'SUICIDE_ATTEMPT'
  /** School transport. */
  | 'TRANSPORT'
  /** Physical violence. */
  | 'VIOLENCE_PHYSICAL'
  /** Sexual violence. */
  | 'VIOLENCE_SEXUAL'
  /** Weapon. */
  | 'WEAPON';

/** Which alert the public is to read, and why. */
export type AlertPublishInput = {
  /** Makes the mutation idempotent: the same id and input gives the same thing again and changes nothing. 1 to 100 characters, good for 30 days. */
  clientMutationId?: string | null | undefined;
  /** The id of the thing. */
  id: string;
  /** What the public is to read of the place, 1 to 200 characters; left out, it reads the name of the territory. */
  place?: string | null | undefined;
  /** The reason, 1 to 1000 characters. The public doesn't read it. */
  reason: string;
  /** The version that was read: the mutation fails when it has been changed since. */
  version?: number | null | undefined;
};

/** Which alerts were looked at. */
export type AlertSeenInput = {
  /** Makes the mutation idempotent: the same id and input gives the same thing again and changes nothing. 1 to 100 characters, good for 30 days. */
  clientMutationId?: string | null | undefined;
  /** The alerts, 1 to 100. */
  ids: Array<string>;
};

/** How grave it is, in the values of CAP 1.2. */
export type AlertSeverity =
  /** Extreme. */
  | 'EXTREME'
  /** Minor. */
  | 'MINOR'
  /** Moderate. */
  | 'MODERATE'
  /** Severe. */
  | 'SEVERE'
  /** Unknown. */
  | 'UNKNOWN';

/** What became of an alert. */
export type AlertState =
  /** Acknowledged. */
  | 'ACKNOWLEDGED'
  /** Cancelled. */
  | 'CANCELLED'
  /** Expired. */
  | 'EXPIRED'
  /** In action. */
  | 'IN_ACTION'
  /** Raised: nobody has acknowledged it yet */
  | 'RAISED'
  /** Resolved. */
  | 'RESOLVED';

/** What happened to an alert, or with it. */
export type AlertTimelineKind =
  /** Acknowledged. */
  | 'ACKNOWLEDGED'
  /** Action started. */
  | 'ACTION_STARTED'
  /** Cancelled. */
  | 'CANCELLED'
  /** Delivered: it reached the first of those who were told */
  | 'DELIVERED'
  /** Escalated. */
  | 'ESCALATED'
  /** Expired. */
  | 'EXPIRED'
  /** Raised. */
  | 'RAISED'
  /** Resolved. */
  | 'RESOLVED'
  /** Seen: the first of those who were told has looked at it */
  | 'SEEN';

/** Which alert the public is no longer to read, and why. */
export type AlertUnpublishInput = {
  /** Makes the mutation idempotent: the same id and input gives the same thing again and changes nothing. 1 to 100 characters, good for 30 days. */
  clientMutationId?: string | null | undefined;
  /** The id of the thing. */
  id: string;
  /** The reason, 1 to 1000 characters. The public doesn't read it. */
  reason: string;
  /** The version that was read: the mutation fails when it has been changed since. */
  version?: number | null | undefined;
};

/** One factor that an assessment looked at. */
export type AssessmentFactorInput = {
  /** The factor's code in the instrument, such as FAMILY_CONFLICT. */
  code: string;
  /** What to know about it. */
  note?: string | null | undefined;
  /** Whether it was found. */
  present: boolean;
};

/** Which rows of the list auditTrail. */
export type AuditEntryFilter = {
  /** Of this action, such as incidentReport. */
  action?: string | null | undefined;
  /** Of this officer. */
  actor?: string | null | undefined;
  /** About the record of this child, whichever part of it. */
  child?: string | null | undefined;
  /** At this time or later. */
  from?: string | null | undefined;
  /** For one of these purposes. */
  purposes?: Array<Purpose> | null | undefined;
  /** About the thing with this id. */
  subject?: string | null | undefined;
  /** Rows of this territory and of all below it. */
  territory?: string | null | undefined;
  /** Before this time. */
  to?: string | null | undefined;
};

/** How a read or change ended. */
export type AuditOutcome =
  /** Done. */
  | 'DONE'
  /** Not found: the search had no hit */
  | 'NOT_FOUND'
  /** Refused. */
  | 'REFUSED';

/** In what state a school's building is. */
export type BuildingCondition =
  /** In a state of emergency. */
  | 'EMERGENCY'
  /** Needs repair. */
  | 'NEEDS_REPAIR'
  /** Sound. */
  | 'SOUND';

/** A category of children to whom the state owes support. */
export type ChildCategory =
  /** Disability. */
  | 'DISABILITY'
  /** Large family. */
  | 'LARGE_FAMILY'
  /** Low-income family. */
  | 'LOW_INCOME'
  /** Orphan. */
  | 'ORPHAN'
  /** Special educational needs. */
  | 'SPECIAL_NEEDS'
  /** Without parental care. */
  | 'WITHOUT_PARENTAL_CARE';

/** A note about a child. It can't be changed; another may follow. */
export type ChildNoteAddInput = {
  /** The child. */
  childId: string;
  /** Makes the mutation idempotent: the same id and input gives the same thing again and changes nothing. 1 to 100 characters, good for 30 days. */
  clientMutationId?: string | null | undefined;
  /** Officers who read a note of tier T4 besides its author, at most 20, each once. */
  readerIds?: Array<string>;
  /** What it says, 1 to 10000 characters. */
  text: string;
  /** Who reads it. T4 is for psychologists. */
  tier: NoteTier;
};

/** A child to register as one at risk. No name: a pseudonym is made. */
export type ChildRegisterInput = {
  /** Who answers in person for the child's support; the head of the school, when left out. */
  accountableOfficerId?: string | null | undefined;
  /** The decision that registers the child, such as the protocol of a prevention council. */
  basis: string;
  /** The year of birth. */
  birthYear: number;
  /** To which categories the child belongs. */
  childCategories?: Array<ChildCategory>;
  /** Makes the mutation idempotent: the same id and input gives the same thing again and changes nothing. 1 to 100 characters, good for 30 days. */
  clientMutationId?: string | null | undefined;
  /** The grade, 0 for preschool to 12. */
  grade: number;
  /** The letter of the class, such as «Б». */
  letter: string;
  /** Why the child is registered, at least one category. */
  riskCategories: Array<RiskCategory>;
  /** How grave the risk is. */
  riskLevel: RiskLevel;
  /** The school where the child learns. */
  schoolId: string;
  /** The sex. */
  sex: Sex;
  /** The shift in which the class learns, 1 to 3. */
  shift?: number;
};

/** An assessment of a child's risk. */
export type ChildRiskAssessInput = {
  /** Makes the mutation idempotent: the same id and input gives the same thing again and changes nothing. 1 to 100 characters, good for 30 days. */
  clientMutationId?: string | null | undefined;
  /** What it looked at, 1 to 100 factors, each code once. */
  factors: Array<AssessmentFactorInput>;
  /** The id of the thing. */
  id: string;
  /** The method by which the risk was assessed. 1 to 100 characters. */
  instrument: string;
  /** How grave the risk was found to be. */
  level: RiskLevel;
  /** The day by which the next one is due: a later day than today, within two years. */
  nextDueOn?: string | null | undefined;
  /** The version that was read: the mutation fails when it has been changed since. */
  version?: number | null | undefined;
};

/** How alerts of one event are shown. */
export type DuplicateView =
  /** One line: an alert stands under the first one of its event and is no line, unless the work on the first one is further than on it */
  | 'FOLD'
  /** Each: each alert is a line */
  | 'SHOW';

/** To whom the viewer, who is on duty, hands over now. */
export type DutyHandOverInput = {
  /** Makes the mutation idempotent: the same id and input gives the same thing again and changes nothing. 1 to 100 characters, good for 30 days. */
  clientMutationId?: string | null | undefined;
  /** An officer of the same role and territory who isn't on duty. */
  officerId: string;
};

/** Who is to be on duty for a role in a territory, from a time on. */
export type DutyRosterSetInput = {
  /** Makes the mutation idempotent: the same id and input gives the same thing again and changes nothing. 1 to 100 characters, good for 30 days. */
  clientMutationId?: string | null | undefined;
  /** From when on its shifts are replaced, not in the past; now, when left out. A shift that goes on then ends then. */
  from?: string | null | undefined;
  /** Whether it is that of a control centre, whose silence raises an alert. */
  isControlCentre?: boolean;
  /** What it is called, 1 to 200 characters. */
  name: string;
  /** The role. Each has one roster in a territory. */
  role: Role;
  /** The shifts from then on, at most 200. */
  shifts: Array<DutyShiftInput>;
  /** A region or a district; the whole country, when left out. */
  territory?: string | null | undefined;
  /** The version of the roster that was read, or nothing when there was none: anything else is stale. */
  version?: number | null | undefined;
};

/** A time in which an officer is to be on duty. */
export type DutyShiftInput = {
  /** When it begins, not before the time from which the roster is set. */
  from: string;
  /** The officer, appointed to the role in exactly the roster's territory. */
  officerId: string;
  /** The officer of the same role for whom this one stands in. */
  substituteForId?: string | null | undefined;
  /** When it ends, at most a week later. */
  to: string;
};

/** Which rows of the list emergencyAccesses. */
export type EmergencyAccessFilter = {
  /** Ending before this time. */
  expiresBefore?: string | null | undefined;
  /** Begun before this time. */
  grantedBefore?: string | null | undefined;
  /** Begun at this time or later. */
  grantedFrom?: string | null | undefined;
  /** Reviewed, or not yet. */
  isReviewed?: boolean | null | undefined;
  /** For one of these reasons. */
  reasonCodes?: Array<EmergencyReason> | null | undefined;
  /** Rows of this territory and of all below it. */
  territory?: string | null | undefined;
  /** With one of these verdicts. */
  verdicts?: Array<EmergencyVerdict> | null | undefined;
};

/** Why the viewer must see a child's protected record now. */
export type EmergencyAccessRequestInput = {
  /** The child, by its id: also one that the viewer doesn't see. */
  childId: string;
  /** Makes the mutation idempotent: the same id and input gives the same thing again and changes nothing. 1 to 100 characters, good for 30 days. */
  clientMutationId?: string | null | undefined;
  /** The reason in words, 1 to 1000 characters. It is read by who reviews the access. */
  reason: string;
  /** The reason. */
  reasonCode: EmergencyReason;
};

/** What can be done with an emergency access. */
export type EmergencyAction =
  /** Find it justified. */
  | 'JUSTIFY'
  /** Find it unjustified: opens an incident of misconduct */
  | 'REJECT';

/** Why a child's record is opened in an emergency. */
export type EmergencyReason =
  /** Child found without an adult. */
  | 'FOUND_ALONE'
  /** Danger to life or health. */
  | 'LIFE_OR_HEALTH'
  /** Search for a missing child. */
  | 'MISSING_CHILD'
  /** Other: as the reason says */
  | 'OTHER'
  /** Danger of violence. */
  | 'VIOLENCE';

/** How far an emergency access is. */
export type EmergencyState =
  /** Expired: its time is over, and its review is due */
  | 'EXPIRED'
  /** Granted: the record is open */
  | 'GRANTED'
  /** Justified. */
  | 'JUSTIFIED'
  /** Unjustified: an incident was opened */
  | 'UNJUSTIFIED';

/** What the review of an emergency access found. */
export type EmergencyVerdict =
  /** Justified. */
  | 'JUSTIFIED'
  /** Unjustified: an incident of misconduct is opened */
  | 'UNJUSTIFIED';

/** What went wrong, stable over releases. */
export type ErrorCode =
  /** The appointment that the request names isn't one of the token's officer that is in force. */
  | 'APPOINTMENT_INVALID'
  /** The request isn't GraphQL over HTTP, or its body isn't JSON. */
  | 'BAD_REQUEST'
  /** A variable doesn't fit its type. */
  | 'BAD_USER_INPUT'
  /** The server takes only documents that it keeps: name one by documentId. */
  | 'DOCUMENT_NOT_TRUSTED'
  /** The viewer's role may not read what the filter compares, so it may not filter by it. */
  | 'FILTER_NOT_ALLOWED'
  /** The document isn't GraphQL, or holds more tokens than the limit. */
  | 'GRAPHQL_PARSE_FAILED'
  /** The document doesn't fit the schema. */
  | 'GRAPHQL_VALIDATION_FAILED'
  /** The state doesn't allow this action; the error lists those that it allows. */
  | 'ILLEGAL_TRANSITION'
  /** A fault of the server; the message holds a reference to its log. */
  | 'INTERNAL'
  /** The server doesn't show its schema, or not without a token. */
  | 'INTROSPECTION_DISABLED'
  /** The cursor isn't one of this list. */
  | 'INVALID_CURSOR'
  /** The id isn't one of the type that is asked for. */
  | 'INVALID_ID'
  /** A value breaks a rule; the message says which. */
  | 'INVALID_INPUT'
  /** The clientMutationId was used before with another input. */
  | 'KEY_REUSED'
  /** The request is larger than a limit allows; the message says which limit and by how much. */
  | 'LIMIT_EXCEEDED'
  /** The viewer's role may not do this. */
  | 'NOT_ALLOWED'
  /** The thing that the input names isn't there for this viewer. */
  | 'NOT_FOUND'
  /** What leaves a trace in the audit must be asked for in a query, and not in a subscription. */
  | 'NOT_IN_SUBSCRIPTION'
  /** The document holds several operations and none was named, or the named one isn't there. */
  | 'OPERATION_RESOLUTION_FAILURE'
  /** A number is outside its bounds. */
  | 'OUT_OF_RANGE'
  /** No document is stored under this hash. */
  | 'PERSISTED_QUERY_NOT_FOUND'
  /** The server keeps no documents by hash. */
  | 'PERSISTED_QUERY_NOT_SUPPORTED'
  /** The caller has used up what it may use for now; retryAfter says in how many seconds to try again. */
  | 'RATE_LIMITED'
  /** The action needs something that hasn't been done yet. */
  | 'REQUIREMENT_UNMET'
  /** The server is about to stop and takes nothing that stays open; retryAfter says when to come back. */
  | 'RESTARTING'
  /** The thing was changed since the version that was read. */
  | 'STALE_VERSION'
  /** The token's time has run out. */
  | 'TOKEN_EXPIRED'
  /** The token isn't one of this server's: wrong signature, issuer, audience or form, or its officer is unknown. */
  | 'TOKEN_INVALID'
  /** The token's issuer doesn't answer, so that it can't be checked now. Try again soon. */
  | 'TOKEN_UNVERIFIABLE'
  /** The field needs a token and the request has none. */
  | 'UNAUTHENTICATED'
  /** The classifier has no such territory. */
  | 'UNKNOWN_KATO';

/** By which way a step of an escalation reaches them. */
export type EscalationChannel =
  /** Stream: an event on the streams and webhooks by which they follow alerts */
  | 'SOCKET';

/** About which alert a dry run asks: one that is there, or one that is described. */
export type EscalationDryRunInput = {
  /** An alert; what is described otherwise is then left out. */
  alertId?: string | null | undefined;
  /** When it would be raised; now, when left out. */
  raisedAt?: string | null | undefined;
  /** The school that it would be about. */
  schoolId?: string | null | undefined;
  /** The territory that it would be about, without a school. */
  territory?: string | null | undefined;
};

/** Which deadline a step of an escalation is about. */
export type EscalationLadder =
  /** To be acknowledged: climbs while nobody has acknowledged the alert */
  | 'ACKNOWLEDGE'
  /** To be resolved: climbs while the alert is acknowledged and goes on, counted from the acknowledgement */
  | 'RESOLVE';

/** Who is called when about alerts of a severity. */
export type EscalationPolicySetInput = {
  /** Within how many seconds somebody is to acknowledge an alert, at most 30 days. */
  acknowledgeSeconds: number;
  /** Whether of these only working time counts. */
  acknowledgeWorkingHours?: boolean;
  /** Makes the mutation idempotent: the same id and input gives the same thing again and changes nothing. 1 to 100 characters, good for 30 days. */
  clientMutationId?: string | null | undefined;
  /** Writes nothing and says who would be called when about this alert. */
  dryRun?: EscalationDryRunInput | null | undefined;
  /** The version that was read, 0 when there was none: the mutation fails when another was set since. */
  expectedVersion?: number | null | undefined;
  /** The kind of alerts; every kind, when left out. */
  kind?: AlertKind | null | undefined;
  /** The severity of alerts. */
  severity: AlertSeverity;
  /** The steps of each ladder in their order, 1 to 20 in all. */
  steps: Array<EscalationStepInput>;
  /** A region or a district; the country, when left out. */
  territory?: string | null | undefined;
};

/** Which policy is withdrawn: the one that a territory set for a kind and severity. */
export type EscalationPolicyWithdrawInput = {
  /** Makes the mutation idempotent: the same id and input gives the same thing again and changes nothing. 1 to 100 characters, good for 30 days. */
  clientMutationId?: string | null | undefined;
  /** Writes nothing and says who would be called when about this alert, by the policy that would count then. */
  dryRun?: EscalationDryRunInput | null | undefined;
  /** The version that was read: the mutation fails when another was set since. */
  expectedVersion?: number | null | undefined;
  /** The kind of alerts; left out for the policy for every kind. */
  kind?: AlertKind | null | undefined;
  /** The severity of alerts. */
  severity: AlertSeverity;
  /** A region or a district: the country keeps its policy until another is set. */
  territory: string;
};

/** A step of an escalation: when it is due, and whom it calls. */
export type EscalationStepInput = {
  /** Seconds after the raising, 0 for whom the alert itself calls; of the second ladder after the acknowledgement. At most 30 days. */
  afterSeconds: number;
  /** By which ways it reaches them. */
  channels?: Array<EscalationChannel>;
  /** Which deadline it is about. */
  ladder?: EscalationLadder;
  /** How wide the jurisdiction of the role is; left out for a headquarters. */
  level?: JurisdictionLevel | null | undefined;
  /** The role; left out for a headquarters. */
  role?: Role | null | undefined;
  /** What kind of callee it is. */
  target?: EscalationTargetKind;
  /** Whether only working time counts. */
  workingHours?: boolean;
};

/** Whom a step of an escalation calls. */
export type EscalationTargetKind =
  /** Headquarters: the active headquarters of the incident; the control room of the region while there is none */
  | 'HEADQUARTERS'
  /** On duty: who is on duty in a role at the place; everybody of the role when no roster names anybody */
  | 'ON_DUTY'
  /** Role: everybody who acts in a role at the place */
  | 'ROLE';

/** Whether drills are shown. */
export type ExerciseView =
  /** Real ones: what is real, and no drill */
  | 'EXCLUDE'
  /** Both: drills among what is real */
  | 'INCLUDE'
  /** Drills: drills, and nothing that is real */
  | 'ONLY';

/** What harm somebody took in an incident. */
export type Harm =
  /** Taken to hospital. */
  | 'HOSPITAL'
  /** Light: no medical help was needed */
  | 'LIGHT'
  /** Medical help needed. */
  | 'MEDICAL'
  /** None. */
  | 'NONE'
  /** Unknown. */
  | 'UNKNOWN';

/** What can be done with an incident. */
export type IncidentAction =
  /** Close: the work is done */
  | 'CLOSE'
  /** Confirm: it has happened */
  | 'CONFIRM'
  /** Dismiss as duplicate: another incident already tells of it */
  | 'DISMISS_DUPLICATE'
  /** Dismiss as unfounded: it has not happened */
  | 'DISMISS_UNFOUNDED'
  /** Reopen: there is more to do */
  | 'REOPEN'
  /** Respond: an agency takes it over */
  | 'RESPOND'
  /** Sign the review: causes, missed signals and lessons are written down */
  | 'SIGN_REVIEW'
  /** Stabilise: nobody is in danger any more and every victim was contacted */
  | 'STABILISE';

/** What happened to an incident. */
export type IncidentEventKind =
  /** Closed. */
  | 'CLOSED'
  /** Confirmed. */
  | 'CONFIRMED'
  /** Dismissed. */
  | 'DISMISSED'
  /** Note added. */
  | 'NOTE_ADDED'
  /** Participant added. */
  | 'PARTICIPANT_ADDED'
  /** Participant contacted. */
  | 'PARTICIPANT_CONTACTED'
  /** Reopened. */
  | 'REOPENED'
  /** Reported. */
  | 'REPORTED'
  /** Responding. */
  | 'RESPONDING'
  /** Reviewed. */
  | 'REVIEWED'
  /** Stabilised. */
  | 'STABILISED';

/** What happened. */
export type IncidentKind =
  /** Accident. */
  | 'ACCIDENT'
  /** Bomb threat. */
  | 'BOMB_THREAT'
  /** Bullying. */
  | 'BULLYING'
  /** Cyberbullying. */
  | 'CYBERBULLYING'
  /** Fight. */
  | 'FIGHT'
  /** Fire. */
  | 'FIRE'
  /** Intrusion of a stranger. */
  | 'INTRUSION'
  /** Missing child. */
  | 'MISSING_CHILD'
  /** Neglect. */
  | 'NEGLECT'
  /** Out at night without an adult. */
  | 'NIGHT_CURFEW'
  /** Other. */
  | 'OTHER'
  /** Poisoning. */
  | 'POISONING'
  /** Violation of a child's rights. */
  | 'RIGHTS_VIOLATION'
  /** Self-harm. */
  | 'SELF_HARM'
  /** Misconduct of staff. */
  | 'STAFF_MISCONDUCT'
  /** Drugs or vapes. */
  | 'SUBSTANCES'
  /** Suicide attempt. */
  | 'SUICIDE_ATTEMPT'
  /** School transport. */
  | 'TRANSPORT'
  /** Physical violence. */
  | 'VIOLENCE_PHYSICAL'
  /** Sexual violence. */
  | 'VIOLENCE_SEXUAL'
  /** Weapon. */
  | 'WEAPON';

/** What happened, where and to whom. A school or a territory must be given. */
export type IncidentReportInput = {
  /** How sure it is. */
  certainty?: AlertCertainty;
  /** Makes the mutation idempotent: the same id and input gives the same thing again and changes nothing. 1 to 100 characters, good for 30 days. */
  clientMutationId?: string | null | undefined;
  /** Whether it is a drill and not real. */
  exercise?: boolean;
  /** What happened. */
  kind: IncidentKind;
  /** The beginning of the narrative. */
  narrative?: string | null | undefined;
  /** When it happened; now, when left out. */
  occurredAt?: string | null | undefined;
  /** Who took part, at most 50. */
  participants?: Array<ParticipantInput>;
  /** Where it happened, such as «corridor of the second floor». 1 to 200 characters. */
  place: string;
  /** Whether it stirs the public. */
  publicResonance?: boolean;
  /** The school that it is about. */
  schoolId?: string | null | undefined;
  /** How grave it is. */
  severity: AlertSeverity;
  /** The district or a unit below it, when it is about no school. */
  territory?: string | null | undefined;
};

/** How far the work on an incident is. */
export type IncidentState =
  /** Closed. */
  | 'CLOSED'
  /** Confirmed. */
  | 'CONFIRMED'
  /** Duplicate of another incident. */
  | 'DUPLICATE'
  /** Reopened. */
  | 'REOPENED'
  /** Reported. */
  | 'REPORTED'
  /** Responding. */
  | 'RESPONDING'
  /** Stabilised. */
  | 'STABILISED'
  /** Under review. */
  | 'UNDER_REVIEW'
  /** Unfounded. */
  | 'UNFOUNDED';

/** How wide a jurisdiction is. */
export type JurisdictionLevel =
  /** Country. */
  | 'COUNTRY'
  /** District. */
  | 'DISTRICT'
  /** Region or city. */
  | 'REGION'
  /** School. */
  | 'SCHOOL';

/** A language in which people read Qorgan. */
export type Language =
  /** English. */
  | 'en'
  /** Kazakh. */
  | 'kk'
  /** Russian. */
  | 'ru';

/** What a member does in a working group. */
export type MembershipRole =
  /** Chair. */
  | 'CHAIR'
  /** Deputy chair. */
  | 'DEPUTY'
  /** Member. */
  | 'MEMBER'
  /** Secretary. */
  | 'SECRETARY';

/** Who reads a note about a child. */
export type NoteTier =
  /** Circumstances: read by whoever reads the child's circumstances */
  | 'T3'
  /** Sensitive: read by its author and by those whom the author names */
  | 'T4';

/** Somebody who took part: a child at risk, an officer, somebody who acts for a child, or somebody who isn't recorded. */
export type ParticipantInput = {
  /** The child, when it is a child at risk. */
  childId?: string | null | undefined;
  /** When the person was contacted, if somebody has. */
  contactedAt?: string | null | undefined;
  /** The guardian, when it is one whom the viewer knows. An alleged offender sees the children no more. */
  guardianId?: string | null | undefined;
  /** What harm the person took. */
  harm?: Harm;
  /** The officer, when it is one. */
  officerId?: string | null | undefined;
  /** The part that the person had. */
  participation: Participation;
};

/** The part that somebody had in one incident. */
export type Participation =
  /** Alleged offender. */
  | 'ALLEGED_OFFENDER'
  /** Other. */
  | 'OTHER'
  /** Reporter. */
  | 'REPORTER'
  /** Victim. */
  | 'VICTIM'
  /** Witness. */
  | 'WITNESS';

/** Why somebody reads or changes a record; the audit keeps it. */
export type Purpose =
  /** Care for the child: work with the child, the purpose unless stated */
  | 'CARE'
  /** Complaint: answering a complaint or an appeal */
  | 'COMPLAINT'
  /** Court: a request or decision of a court */
  | 'COURT'
  /** Investigation: finding out what happened in an incident */
  | 'INVESTIGATION'
  /** Reporting: preparing figures and reports */
  | 'REPORTING'
  /** Supervision: checking how officials did their work */
  | 'SUPERVISION';

/** By what response times are told apart. */
export type ResponseBy =
  /** Kind: by AlertKind */
  | 'KIND'
  /** Level: by how many steps of its escalation had been taken: 0 for none */
  | 'LEVEL'
  /** Territory: by region of the country, or by district of a region */
  | 'TERRITORY';

/** Why a stream begins anew. */
export type ResyncReason =
  /** Access changed: the viewer's appointment, relationships or exclusions changed */
  | 'ACCESS_CHANGED'
  /** Cursor expired: the journal is kept for thirteen months */
  | 'CURSOR_EXPIRED'
  /** Cursor unknown: `after` isn't a cursor of a stream */
  | 'CURSOR_UNKNOWN'
  /** History changed: the database was restored: what came last may never have been */
  | 'HISTORY_CHANGED';

/** Why a child is registered as a child at risk. */
export type RiskCategory =
  /** Antisocial behaviour. */
  | 'ANTISOCIAL_BEHAVIOUR'
  /** Neglected at home. */
  | 'DOMESTIC_NEGLECT'
  /** Hard life situation. */
  | 'HARD_LIFE_SITUATION'
  /** Learning difficulty. */
  | 'LEARNING_DIFFICULTY'
  /** Committed an offence. */
  | 'OFFENCE'
  /** Risk of self-harm. */
  | 'SELF_HARM'
  /** Substance use. */
  | 'SUBSTANCE_USE'
  /** Truancy. */
  | 'TRUANCY'
  /** Survived violence. */
  | 'VIOLENCE_SURVIVOR';

/** How grave a child's risk is. */
export type RiskLevel =
  /** Critical. */
  | 'CRITICAL'
  /** High. */
  | 'HIGH'
  /** Low. */
  | 'LOW'
  /** Medium. */
  | 'MEDIUM';

/** What an officer answers for. */
export type Role =
  /** Class teacher. */
  | 'CLASS_TEACHER'
  /** Data officer. */
  | 'DATA_OFFICER'
  /** Control-room dispatcher. */
  | 'DISPATCHER'
  /** District education office or deputy akim. */
  | 'DISTRICT_OFFICER'
  /** Parent or guardian. */
  | 'GUARDIAN'
  /** Guardianship specialist. */
  | 'GUARDIANSHIP_SPECIALIST'
  /** Inspector. */
  | 'INSPECTOR'
  /** Juvenile police inspector. */
  | 'JUVENILE_INSPECTOR'
  /** Ministry controller. */
  | 'MINISTRY_CONTROLLER'
  /** Observer of an NGO or the Public Council. */
  | 'NGO_OBSERVER'
  /** Children's ombudsman. */
  | 'OMBUDSMAN'
  /** Operator of contact centre 111. */
  | 'OPERATOR_111'
  /** Parents' representative. */
  | 'PARENT_REPRESENTATIVE'
  /** Prosecutor. */
  | 'PROSECUTOR'
  /** School psychologist. */
  | 'PSYCHOLOGIST'
  /** Region or city education department. */
  | 'REGION_OFFICER'
  /** School director. */
  | 'SCHOOL_DIRECTOR'
  /** Social pedagogue. */
  | 'SOCIAL_PEDAGOGUE';

/** What kind of institution a school is. */
export type SchoolKind =
  /** Additional education. */
  | 'ADDITIONAL'
  /** Boarding school. */
  | 'BOARDING'
  /** College. */
  | 'COLLEGE'
  /** Gymnasium. */
  | 'GYMNASIUM'
  /** Kindergarten. */
  | 'KINDERGARTEN'
  /** Lyceum. */
  | 'LYCEUM'
  /** General secondary school. */
  | 'SECONDARY'
  /** Small school. */
  | 'SMALL'
  /** Special school. */
  | 'SPECIAL';

/** Who owns a school. */
export type SchoolOwnership =
  /** Private. */
  | 'PRIVATE'
  /** State. */
  | 'STATE';

/** The sex of a child. */
export type Sex =
  /** Female. */
  | 'FEMALE'
  /** Male. */
  | 'MALE';

/** Why a signal counts as not heeded. */
export type SignalFault =
  /** Acknowledged late. */
  | 'ACKNOWLEDGED_LATE'
  /** Escalated: others had to be called about it */
  | 'ESCALATED'
  /** Never acknowledged. */
  | 'NEVER_ACKNOWLEDGED';

/** What kind of unit a territory is. */
export type TerritoryKind =
  /** City. */
  | 'CITY'
  /** City administration. */
  | 'CITY_ADMINISTRATION'
  /** City district. */
  | 'CITY_DISTRICT'
  /** City of republican significance. */
  | 'CITY_REPUBLICAN'
  /** District. */
  | 'DISTRICT'
  /** Region. */
  | 'REGION'
  /** Rural district. */
  | 'RURAL_DISTRICT'
  /** Settlement. */
  | 'SETTLEMENT';

/** What can be done with a webhook. */
export type WebhookAction =
  /** Delete. */
  | 'DELETE'
  /** Pause. */
  | 'PAUSE'
  /** Redeliver: goes on from an earlier place */
  | 'REDELIVER'
  /** Resume: goes on from where it stopped, under the appointment of who resumes it */
  | 'RESUME'
  /** Rotate the secret: for a day deliveries are signed under the old one too */
  | 'ROTATE_SECRET'
  /** Test: sends a message of the type webhook.test */
  | 'TEST';

/** Which webhook to change. */
export type WebhookChangeInput = {
  /** Makes the mutation idempotent: the same id and input gives the same thing again and changes nothing. 1 to 100 characters, good for 30 days. */
  clientMutationId?: string | null | undefined;
  /** The id of the thing. */
  id: string;
  /** The version that was read: the mutation fails when it has been changed since. */
  version?: number | null | undefined;
};

/** A new webhook. */
export type WebhookCreateInput = {
  /** Makes the mutation idempotent: the same id and input gives the same thing again and changes nothing. 1 to 100 characters, good for 30 days. */
  clientMutationId?: string | null | undefined;
  /** A document with one subscription, which doesn't say `after`: the webhook keeps its own place. */
  document: string;
  /** What to call it, 1 to 100 characters. */
  name: string;
  /** Where to send: https, at most 2000 characters, without credentials, to a public address. */
  url: string;
  /** The values of the document's variables. */
  variables?: Record<string, unknown> | null | undefined;
};

/** Which rows of the list webhookDeliveries. */
export type WebhookDeliveryFilter = {
  /** In one of these states. */
  states?: Array<WebhookDeliveryState> | null | undefined;
};

/** What became of an item of a webhook. */
export type WebhookDeliveryState =
  /** Given up: it failed for three days; what came after it goes on */
  | 'DEAD'
  /** Delivered. */
  | 'DELIVERED'
  /** Waiting: it failed and is tried again */
  | 'WAITING';

/** Which rows of the list webhooks. */
export type WebhookFilter = {
  /** In one of these states. */
  states?: Array<WebhookState> | null | undefined;
};

/** What a webhook delivered. */
export type WebhookItemKind =
  /** Event: what happened */
  | 'EVENT'
  /** Resync: the stream begins anew, and a snapshot follows */
  | 'RESYNC'
  /** Snapshot: how things stand */
  | 'SNAPSHOT';

/** From where a webhook is to deliver anew: `after` or `deliveryId`. */
export type WebhookRedeliverInput = {
  /** After this item, which comes not again. */
  after?: string | null | undefined;
  /** Makes the mutation idempotent: the same id and input gives the same thing again and changes nothing. 1 to 100 characters, good for 30 days. */
  clientMutationId?: string | null | undefined;
  /** From this delivery on, which comes again. */
  deliveryId?: string | null | undefined;
  /** The id of the thing. */
  id: string;
  /** The version that was read: the mutation fails when it has been changed since. */
  version?: number | null | undefined;
};

/** Whether a webhook delivers. */
export type WebhookState =
  /** Active. */
  | 'ACTIVE'
  /** Deleted: its URL, document and secret are erased */
  | 'DELETED'
  /** Disabled: the receiver said by 410 that nobody listens there */
  | 'DISABLED'
  /** Paused: its creator paused it */
  | 'PAUSED'
  /** Paused: no access: its creator has no access to what it delivers any more */
  | 'PAUSED_ACCESS';

/** Which webhook to test. */
export type WebhookTestInput = {
  /** The id of the webhook. */
  id: string;
};

/** What can be done with a working group. */
export type WorkingGroupAction =
  /** Add a member. */
  | 'ADD_MEMBER'
  /** Plan a meeting. */
  | 'PLAN_MEETING'
  /** Record a meeting: who was there and what was decided */
  | 'RECORD_MEETING'
  /** Stand down: a headquarters ends its work */
  | 'STAND_DOWN';

/** What happened to a working group. */
export type WorkingGroupEventKind =
  /** Activated. */
  | 'ACTIVATED'
  /** Established. */
  | 'ESTABLISHED'
  /** Headquarters activated. */
  | 'HEADQUARTERS_ACTIVATED'
  /** Headquarters stood down. */
  | 'HEADQUARTERS_STOOD_DOWN'
  /** Member added. */
  | 'MEMBER_ADDED';

/** What kind of working group it is. */
export type WorkingGroupKind =
  /** Operational headquarters. */
  | 'HEADQUARTERS'
  /** Standing working group. */
  | 'STANDING';

/** How far a working group is. */
export type WorkingGroupState =
  /** Activated: a headquarters that leads the work on an incident */
  | 'ACTIVATED'
  /** Active: a standing group that meets */
  | 'ACTIVE'
  /** Dissolved: a standing group that has ended */
  | 'DISSOLVED'
  /** Established: a standing group that has not met yet */
  | 'ESTABLISHED'
  /** Proposed: a standing group that nobody has decided on yet */
  | 'PROPOSED'
  /** Reviewed: a headquarters whose work was looked back on */
  | 'REVIEWED'
  /** Standby: a headquarters that can be activated */
  | 'STANDBY'
  /** Stood down: a headquarters whose work is done */
  | 'STAND_DOWN'
  /** Suspended: a standing group that rests for a time */
  | 'SUSPENDED';

export type AccessLogQueryVariables = Exact<{
  id: string;
}>;


export type AccessLogQuery = { child: { pseudonym: string, accessLog: { totalCount: number, nodes: Array<{ at: string, role: string | null, action: string, purpose: Purpose, actor: { name: string } | null }> } } | null };

export type AcknowledgeAlertMutationVariables = Exact<{
  input: AlertChangeInput;
}>;


export type AcknowledgeAlertMutation = { alertAcknowledge: { alert: { id: string, state: AlertState, version: number, allowedActions: Array<AlertAction>, acknowledgedAt: string | null, acknowledgedBy: { name: string, dutyPhone: string | null } | null } | null, errors: Array<
      | { __typename: 'IllegalTransition', state: string, allowed: Array<string>, code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'InvalidInput', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'KeyReused', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'NotAllowed', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'NotFound', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'RequirementUnmet', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'StaleVersion', current: number, code: ErrorCode, path: Array<string>, message: string }
    > } };

export type AddChildNoteMutationVariables = Exact<{
  input: ChildNoteAddInput;
}>;


export type AddChildNoteMutation = { childNoteAdd: { child: { id: string, hasSensitiveNotes: boolean, notes: { nodes: Array<{ id: string, text: string, at: string, author: { id: string, name: string } }> }, sensitiveNotes: { nodes: Array<{ id: string, at: string }> } } | null, errors: Array<
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
    > } };

export type AlertClimbQueryVariables = Exact<{
  id: string;
}>;


export type AlertClimbQuery = { alert: { id: string, headline: string, state: AlertState, level: number, acknowledgeBy: string | null, nextEscalation: { at: string, ladder: EscalationLadder, role: Role | null, level: JurisdictionLevel | null } | null, called: Array<{ at: string, role: Role | null, level: JurisdictionLevel | null, target: EscalationTargetKind, officers: Array<{ name: string }> }>, escalations: Array<{ level: number, ladder: EscalationLadder, role: Role | null, jurisdiction: JurisdictionLevel | null, toKato: string | null, dueAt: string, firedAt: string, officers: Array<{ name: string }>, headquarters: { name: string } | null }>, escalationPolicy: { version: number, severity: AlertSeverity } | null, timeline: Array<{ at: string, kind: AlertTimelineKind, text: string, count: number | null, actor: { name: string } | null }> } | null };

export type AlertDeliveriesQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AlertDeliveriesQuery = { alert: { id: string, headline: string, state: AlertState, deliveries: { totalCount: number, nodes: Array<{ sentAt: string | null, reachedAt: string | null, seenAt: string | null, acknowledgedAt: string | null, officer: { id: string, name: string, position: string | null, dutyPhone: string | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type AlertDuplicatesQueryVariables = Exact<{
  id: string;
}>;


export type AlertDuplicatesQuery = { alert: { id: string, state: AlertState, duplicateCount: number, duplicateOf: { id: string } | null, duplicates: { totalCount: number, nodes: Array<{ id: string, state: AlertState, acknowledgedBy: { id: string } | null }> } } | null };

export type AlertSeenMutationVariables = Exact<{
  input: AlertSeenInput;
}>;


export type AlertSeenMutation = { alertSeen: { deliveries: Array<{ sentAt: string | null, reachedAt: string | null, seenAt: string | null, acknowledgedAt: string | null, alert: { id: string, state: AlertState } }> | null, errors: Array<
      | { __typename: 'IllegalTransition', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'InvalidInput', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'KeyReused', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'NotAllowed', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'NotFound', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'RequirementUnmet', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'StaleVersion', code: ErrorCode, path: Array<string>, message: string }
    > } };

export type AssessChildMutationVariables = Exact<{
  input: ChildRiskAssessInput;
}>;


export type AssessChildMutation = { childRiskAssess: { child: { id: string, riskLevel: RiskLevel, assessmentDueOn: string | null, version: number, profile: { assessments: Array<{ instrument: string, level: RiskLevel, at: string, nextDueOn: string | null, assessedBy: { id: string, name: string }, factors: Array<{ code: string, present: boolean, note: string | null }> }> } | null } | null, errors: Array<
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
    > } };

export type AuditTrailQueryVariables = Exact<{
  filter?: AuditEntryFilter | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type AuditTrailQuery = { auditTrail: { nodes: Array<{ id: string, at: string, role: string | null, jurisdiction: string | null, kato: string, action: string, subjectType: string, subjectId: string | null, fields: Array<string>, purpose: Purpose, outcome: AuditOutcome, requestId: string, actor: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ControlRoomSubscriptionVariables = Exact<{
  after?: string | null | undefined;
  territories?: Array<string> | string | null | undefined;
  schools?: Array<string> | string | null | undefined;
  minSeverity?: AlertSeverity | null | undefined;
  exercises?: ExerciseView | null | undefined;
  duplicates?: DuplicateView | null | undefined;
}>;


export type ControlRoomSubscription = { alerts:
    | { __typename: 'AlertEvent', cursor: string, previous: string | null, kind: AlertEventKind, committedAt: string, alert: { id: string, headline: string, severity: AlertSeverity, state: AlertState, place: string, exercise: boolean, raisedAt: string, version: number, duplicateOf: { id: string } | null, school: { name: string, phone: string | null } | null, district: { kato: string, name: string } | null } }
    | { __typename: 'AlertSnapshot', cursor: string, previous: string | null, omitted: number, alerts: Array<{ id: string, headline: string, severity: AlertSeverity, state: AlertState, place: string, exercise: boolean, raisedAt: string, version: number, duplicateOf: { id: string } | null, school: { name: string, phone: string | null } | null, district: { kato: string, name: string } | null }> }
    | { __typename: 'Heartbeat', cursor: string, previous: string | null, at: string }
    | { __typename: 'Resync', cursor: string, previous: string | null, reason: ResyncReason }
   };

export type AlertCardFragment = { id: string, headline: string, severity: AlertSeverity, state: AlertState, place: string, exercise: boolean, raisedAt: string, version: number, duplicateOf: { id: string } | null, school: { name: string, phone: string | null } | null, district: { kato: string, name: string } | null };

export type CreateWebhookMutationVariables = Exact<{
  input: WebhookCreateInput;
}>;


export type CreateWebhookMutation = { webhookCreate: { secret: string | null, webhook: { id: string, name: string, stream: string, host: string, state: WebhookState, version: number, endpoint: { url: string | null, document: string | null, variables: Record<string, unknown> | null, language: Language } | null } | null, errors: Array<
      | { __typename: 'IllegalTransition', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'InvalidInput', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'KeyReused', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'NotAllowed', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'NotFound', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'RequirementUnmet', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'StaleVersion', code: ErrorCode, path: Array<string>, message: string }
    > } };

export type DeleteWebhookMutationVariables = Exact<{
  input: WebhookChangeInput;
}>;


export type DeleteWebhookMutation = { webhookDelete: { webhook: { id: string, state: WebhookState, allowedActions: Array<WebhookAction>, endpoint: { url: string | null, document: string | null, variables: Record<string, unknown> | null } | null } | null, errors: Array<
      | { __typename: 'IllegalTransition', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'InvalidInput', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'KeyReused', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'NotAllowed', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'NotFound', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'RequirementUnmet', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'StaleVersion', code: ErrorCode, path: Array<string>, message: string }
    > } };

export type DistrictBoardQueryVariables = Exact<{
  kato: string;
}>;


export type DistrictBoardQuery = { district: { name: string, region: { name: string }, board: { openAlerts: number, seatDeficit: number, groupsIncomplete: number, meetingsOverdue: number, openIncidents: { total: number, bySeverity: Array<{ severity: AlertSeverity, count: number }> }, childrenByRisk: Array<{ riskLevel: RiskLevel, count: number }> }, alerts: { nodes: Array<{ id: string, headline: string, state: AlertState, raisedAt: string, allowedActions: Array<AlertAction> }> } } | null };

export type DistrictGraphQueryVariables = Exact<{
  kato: string;
  schools?: number | null | undefined;
  children?: number | null | undefined;
  incidents?: number | null | undefined;
}>;


export type DistrictGraphQuery = { district: { name: string, schools: { nodes: Array<{ id: string, name: string, deficit: number | null, childrenAtRisk: { nodes: Array<{ id: string, pseudonym: string, riskLevel: RiskLevel, incidents: { nodes: Array<{ id: string, kind: IncidentKind, severity: AlertSeverity, state: IncidentState, participants: { nodes: Array<{ participation: Participation, child: { pseudonym: string } | null }> } }> } }> } }> } } | null };

export type DrillReportQueryVariables = Exact<{
  id: string;
}>;


export type DrillReportQuery = { incident: { number: number, exercise: boolean, drillReport: { told: number, reached: number, seen: number, acknowledged: number, toReach: { count: number, p50: number | null, p90: number | null, p99: number | null }, toAcknowledge: { count: number, p50: number | null, p90: number | null, p99: number | null } } | null, deliveries: { totalCount: number, nodes: Array<{ reachedAt: string | null, seenAt: string | null, acknowledgedAt: string | null, officer: { id: string, name: string, position: string | null } }> } } | null };

export type SecondsFragment = { count: number, p50: number | null, p90: number | null, p99: number | null };

export type DutyRostersQueryVariables = Exact<{
  territory?: string | null | undefined;
  role?: Role;
  at?: string | null | undefined;
  days?: number;
}>;


export type DutyRostersQuery = { onDuty: Array<{ to: string, officer: { id: string, name: string, dutyPhone: string | null }, substituteFor: { name: string } | null }>, dutyRosters: { totalCount: number, nodes: Array<{ id: string, kato: string | null, role: Role, name: string, version: number, isControlCentre: boolean, hasGap: boolean, gaps: Array<{ from: string, to: string }>, shifts: { nodes: Array<{ id: string, from: string, to: string, handedOverAt: string | null, officer: { id: string, name: string } }> } }> } };

export type EmergencyAccessMutationVariables = Exact<{
  input: EmergencyAccessRequestInput;
}>;


export type EmergencyAccessMutation = { emergencyAccessRequest: { emergencyAccess: { id: string, state: EmergencyState, expiresAt: string, notified: { id: string, name: string, dutyPhone: string | null } | null, child: { id: string, pseudonym: string, accountableOfficer: { id: string, name: string, dutyPhone: string | null } | null, profile: { birthYear: number, sex: Sex } | null, notes: { nodes: Array<{ id: string, text: string, at: string }> } } | null } | null, errors: Array<
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
    > } };

export type EmergencyReviewsQueryVariables = Exact<{
  filter?: EmergencyAccessFilter | null | undefined;
}>;


export type EmergencyReviewsQuery = { emergencyAccesses: { totalCount: number, nodes: Array<{ id: string, state: EmergencyState, version: number, childId: string, role: Role, reasonCode: EmergencyReason, reason: string, grantedAt: string, expiresAt: string, allowedActions: Array<EmergencyAction>, officer: { id: string, name: string, agency: { id: string, name: string } } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type EscalationPoliciesQueryVariables = Exact<{
  territory?: string | null | undefined;
  kind?: AlertKind | null | undefined;
  severity?: AlertSeverity | null | undefined;
}>;


export type EscalationPoliciesQuery = { escalationPolicies: Array<{ id: string, kato: string | null, kind: AlertKind | null, severity: AlertSeverity, version: number, acknowledgeSeconds: number, acknowledgeWorkingHours: boolean, setAt: string, setBy: { name: string } | null, steps: Array<{ ladder: EscalationLadder, afterSeconds: number, workingHours: boolean, target: EscalationTargetKind, role: Role | null, level: JurisdictionLevel | null, channels: Array<EscalationChannel> }> }> };

export type SetEscalationPolicyMutationVariables = Exact<{
  input: EscalationPolicySetInput;
}>;


export type SetEscalationPolicyMutation = { escalationPolicySet: { escalationPolicy: { id: string, kato: string | null, kind: AlertKind | null, severity: AlertSeverity, version: number, steps: Array<{ ladder: EscalationLadder, afterSeconds: number, role: Role | null, level: JurisdictionLevel | null }> } | null, calls: Array<{ at: string, ladder: EscalationLadder, role: Role | null, level: JurisdictionLevel | null, officers: Array<{ name: string }> }> | null, errors: Array<
      | { __typename: 'IllegalTransition', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'InvalidInput', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'KeyReused', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'NotAllowed', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'NotFound', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'RequirementUnmet', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'StaleVersion', current: number, code: ErrorCode, path: Array<string>, message: string }
    > } };

export type WithdrawEscalationPolicyMutationVariables = Exact<{
  input: EscalationPolicyWithdrawInput;
}>;


export type WithdrawEscalationPolicyMutation = { escalationPolicyWithdraw: { escalationPolicy: { id: string, kato: string | null, kind: AlertKind | null, severity: AlertSeverity, version: number, replacedAt: string | null } | null, calls: Array<{ at: string, ladder: EscalationLadder, role: Role | null, level: JurisdictionLevel | null, officers: Array<{ name: string }> }> | null, errors: Array<
      | { __typename: 'IllegalTransition', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'InvalidInput', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'KeyReused', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'NotAllowed', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'NotFound', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'RequirementUnmet', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'StaleVersion', current: number, code: ErrorCode, path: Array<string>, message: string }
    > } };

export type GroupWatchSubscriptionVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type GroupWatchSubscription = { workingGroupChanged:
    | { __typename: 'Heartbeat', cursor: string, previous: string | null }
    | { __typename: 'Resync', cursor: string, previous: string | null, reason: ResyncReason }
    | { __typename: 'WorkingGroupEvent', cursor: string, previous: string | null, kind: WorkingGroupEventKind, committedAt: string, workingGroup: { id: string, state: WorkingGroupState, version: number } }
    | { __typename: 'WorkingGroupSnapshot', cursor: string, previous: string | null, workingGroup: { id: string, name: string, state: WorkingGroupState, version: number } }
   };

export type HandOverDutyMutationVariables = Exact<{
  input: DutyHandOverInput;
}>;


export type HandOverDutyMutation = { dutyHandOver: { shift: { id: string, from: string, to: string, officer: { id: string, name: string }, takenOverFrom: { id: string, name: string } | null, roster: { id: string, version: number } } | null, errors: Array<
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
    > } };

export type IncidentCardQueryVariables = Exact<{
  id: string;
}>;


export type IncidentCardQuery = { incident: { id: string, number: number, kind: IncidentKind, severity: AlertSeverity, certainty: AlertCertainty, state: IncidentState, place: string, publicResonance: boolean, exercise: boolean, reviewRequired: boolean, allowedActions: Array<IncidentAction>, occurredAt: string, reportedAt: string, endedAt: string | null, version: number, school: { id: string, name: string } | null, ownerAgency: { kind: AgencyKind, name: string } | null, participants: { nodes: Array<{ pseudonym: string | null, participation: Participation, harm: Harm, contactedAt: string | null, child: { riskLevel: RiskLevel } | null }> }, notes: { nodes: Array<{ text: string, at: string, author: { name: string } | null }> }, reviews: Array<{ causes: Array<string>, missedSignals: Array<string>, lessons: Array<string>, signedAt: string }>, alerts: { nodes: Array<{ id: string, state: AlertState }> } } | null };

export type IncidentWatchSubscriptionVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type IncidentWatchSubscription = { incidentChanged:
    | { __typename: 'Heartbeat', cursor: string, previous: string | null }
    | { __typename: 'IncidentEvent', cursor: string, previous: string | null, kind: IncidentEventKind, committedAt: string, incident: { id: string, state: IncidentState, version: number } }
    | { __typename: 'IncidentSnapshot', cursor: string, previous: string | null, incident: { id: string, state: IncidentState, version: number } }
    | { __typename: 'Resync', cursor: string, previous: string | null, reason: ResyncReason }
   };

export type OpenAlertsQueryVariables = Exact<{
  territory?: string | null | undefined;
  states?: Array<AlertState> | AlertState | null | undefined;
  duplicates?: DuplicateView | null | undefined;
  exercises?: ExerciseView | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type OpenAlertsQuery = { alerts: { totalCount: number, nodes: Array<{ id: string, headline: string, state: AlertState, raisedAt: string, duplicateCount: number, allowedActions: Array<AlertAction>, incident: { id: string, number: number, state: IncidentState } | null, school: { name: string, phone: string | null } | null, district: { name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type OwnChildrenQueryVariables = Exact<{ [key: string]: never; }>;


export type OwnChildrenQuery = { viewer: { role: Role, children: Array<{ id: string, pseudonym: string, riskLevel: RiskLevel, identity: { surname: string | null, givenName: string | null, birthDate: string | null, iin: string | null } | null, currentEnrolment: { grade: number, letter: string } | null, school: { name: string }, profile: { riskCategories: Array<{ category: RiskCategory, basis: string, from: string }> } | null, accessLog: { nodes: Array<{ at: string, role: string | null, action: string, purpose: Purpose }> } }> } | null };

export type PauseWebhookMutationVariables = Exact<{
  input: WebhookChangeInput;
}>;


export type PauseWebhookMutation = { webhookPause: { webhook: { id: string, state: WebhookState, reason: string | null, version: number, allowedActions: Array<WebhookAction> } | null, errors: Array<
      | { __typename: 'IllegalTransition', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'InvalidInput', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'KeyReused', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'NotAllowed', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'NotFound', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'RequirementUnmet', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'StaleVersion', code: ErrorCode, path: Array<string>, message: string }
    > } };

export type PublishAlertMutationVariables = Exact<{
  input: AlertPublishInput;
}>;


export type PublishAlertMutation = { alertPublish: { alert: { id: string, instruction: string, publications: Array<{ reason: string, place: string | null, publishedAt: string, withdrawnAt: string | null, publishedBy: { name: string } }> } | null, errors: Array<
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
    > } };

export type RedeliverWebhookMutationVariables = Exact<{
  input: WebhookRedeliverInput;
}>;


export type RedeliverWebhookMutation = { webhookRedeliver: { webhook: { id: string, state: WebhookState, reason: string | null, version: number, allowedActions: Array<WebhookAction> } | null, errors: Array<
      | { __typename: 'IllegalTransition', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'InvalidInput', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'KeyReused', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'NotAllowed', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'NotFound', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'RequirementUnmet', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'StaleVersion', code: ErrorCode, path: Array<string>, message: string }
    > } };

export type RegisterChildMutationVariables = Exact<{
  input: ChildRegisterInput;
}>;


export type RegisterChildMutation = { childRegister: { child: { id: string, pseudonym: string, riskLevel: RiskLevel, registeredAt: string, version: number, school: { name: string }, accountableOfficer: { id: string, name: string } | null } | null, errors: Array<
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
    > } };

export type ReportIncidentMutationVariables = Exact<{
  input: IncidentReportInput;
}>;


export type ReportIncidentMutation = { incidentReport: { incident: { id: string, number: number, state: IncidentState, allowedActions: Array<IncidentAction>, district: { name: string }, alerts: { nodes: Array<{ id: string, headline: string, state: AlertState }> } } | null, errors: Array<
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
    > } };

export type ResponseTimesQueryVariables = Exact<{
  by: ResponseBy;
  territory?: string | null | undefined;
  from: string;
  to?: string | null | undefined;
}>;


export type ResponseTimesQuery = { responseTimes: Array<{ value: string, raised: number, acknowledged: number, late: number, toAcknowledge: { count: number, p50: number | null, p90: number | null, p99: number | null }, toResolve: { count: number, p50: number | null, p90: number | null, p99: number | null } }> };

export type ResumeWebhookMutationVariables = Exact<{
  input: WebhookChangeInput;
}>;


export type ResumeWebhookMutation = { webhookResume: { webhook: { id: string, state: WebhookState, reason: string | null, version: number, allowedActions: Array<WebhookAction> } | null, errors: Array<
      | { __typename: 'IllegalTransition', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'InvalidInput', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'KeyReused', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'NotAllowed', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'NotFound', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'RequirementUnmet', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'StaleVersion', code: ErrorCode, path: Array<string>, message: string }
    > } };

export type RotateWebhookSecretMutationVariables = Exact<{
  input: WebhookChangeInput;
}>;


export type RotateWebhookSecretMutation = { webhookRotateSecret: { secret: string | null, webhook: { id: string, version: number, endpoint: { previousUntil: string | null } | null } | null, errors: Array<
      | { __typename: 'IllegalTransition', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'InvalidInput', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'KeyReused', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'NotAllowed', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'NotFound', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'RequirementUnmet', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'StaleVersion', code: ErrorCode, path: Array<string>, message: string }
    > } };

export type SchoolCardQueryVariables = Exact<{
  id: string;
}>;


export type SchoolCardQuery = { school: { id: string, name: string, kind: SchoolKind, ownership: SchoolOwnership, address: string | null, phone: string | null, shifts: number, buildingCondition: BuildingCondition, pupils: number | null, designSeats: number | null, deficit: number | null, district: { kato: string, name: string }, headOfficer: { name: string, position: string | null, dutyPhone: string | null } | null, childrenAtRisk: { totalCount: number, nodes: Array<{ id: string, pseudonym: string, riskLevel: RiskLevel, assessmentDueOn: string | null, planReviewDueOn: string | null, currentEnrolment: { grade: number, letter: string, shift: number } | null, accountableOfficer: { name: string, position: string | null } | null, profile: { birthYear: number, sex: Sex, riskCategories: Array<{ category: RiskCategory, from: string, to: string | null }>, childCategories: Array<{ kind: ChildCategory, from: string, to: string | null }>, assessments: Array<{ instrument: string, level: RiskLevel, at: string, nextDueOn: string | null, assessedBy: { name: string }, factors: Array<{ code: string, present: boolean }> }> } | null }> } } | null };

export type SetDutyRosterMutationVariables = Exact<{
  input: DutyRosterSetInput;
}>;


export type SetDutyRosterMutation = { dutyRosterSet: { roster: { id: string, kato: string | null, role: Role, name: string, version: number, isControlCentre: boolean, hasGap: boolean, gaps: Array<{ from: string, to: string }>, shifts: { nodes: Array<{ id: string, from: string, to: string, isReplaced: boolean, officer: { id: string }, substituteFor: { id: string } | null }> } } | null, errors: Array<
      | { __typename: 'IllegalTransition', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'InvalidInput', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'KeyReused', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'NotAllowed', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'NotFound', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'RequirementUnmet', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'StaleVersion', current: number, code: ErrorCode, path: Array<string>, message: string }
    > } };

export type TerritoriesQueryVariables = Exact<{ [key: string]: never; }>;


export type TerritoriesQuery = { regions: { totalCount: number, nodes: Array<{ kato: string, names: { kk: string | null, ru: string, en: string | null }, districts: { totalCount: number, nodes: Array<{ kato: string, kind: TerritoryKind, name: string }> } }> } };

export type TestWebhookMutationVariables = Exact<{
  input: WebhookTestInput;
}>;


export type TestWebhookMutation = { webhookTest: { answer: { status: number | null, text: string | null, error: string | null, tookMs: number } | null, errors: Array<
      | { __typename: 'IllegalTransition', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'InvalidInput', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'KeyReused', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'NotAllowed', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'NotFound', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'RequirementUnmet', code: ErrorCode, path: Array<string>, message: string }
      | { __typename: 'StaleVersion', code: ErrorCode, path: Array<string>, message: string }
    > } };

export type UnheededQueryVariables = Exact<{
  territory?: string | null | undefined;
  from: string;
  to?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type UnheededQuery = { unheeded: { totalCount: number, nodes: Array<{ id: string, number: number, kind: IncidentKind, severity: AlertSeverity, occurredAt: string, school: { name: string } | null, missedSignals: Array<{ sameChild: boolean, sameSchool: boolean, dueAt: string | null, faults: Array<SignalFault>, alert: { id: string, headline: string, raisedAt: string, acknowledgedAt: string | null, incident: { number: number } | null, deliveries: { nodes: Array<{ sentAt: string | null, seenAt: string | null, acknowledgedAt: string | null, officer: { name: string, position: string | null } }> } } }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type SignalFragment = { sameChild: boolean, sameSchool: boolean, dueAt: string | null, faults: Array<SignalFault>, alert: { id: string, headline: string, raisedAt: string, acknowledgedAt: string | null, incident: { number: number } | null, deliveries: { nodes: Array<{ sentAt: string | null, seenAt: string | null, acknowledgedAt: string | null, officer: { name: string, position: string | null } }> } } };

export type UnpublishAlertMutationVariables = Exact<{
  input: AlertUnpublishInput;
}>;


export type UnpublishAlertMutation = { alertUnpublish: { alert: { id: string, publications: Array<{ publishedAt: string, withdrawReason: string | null, withdrawnAt: string | null, withdrawnBy: { name: string } | null }> } | null, errors: Array<
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
      | { code: ErrorCode, path: Array<string>, message: string }
    > } };

export type WebhookDeliveriesQueryVariables = Exact<{
  webhook: string;
  filter?: WebhookDeliveryFilter | null | undefined;
  first?: number | null | undefined;
}>;


export type WebhookDeliveriesQuery = { webhookDeliveries: { totalCount: number, nodes: Array<{ id: string, messageId: string, kind: WebhookItemKind, state: WebhookDeliveryState, cursor: string, attempts: number, status: number | null, answer: string | null, error: string | null, firstAttemptAt: string, lastAttemptAt: string }> } };

export type WebhooksQueryVariables = Exact<{
  filter?: WebhookFilter | null | undefined;
}>;


export type WebhooksQuery = { webhooks: { totalCount: number, nodes: Array<{ id: string, name: string, stream: string, host: string, state: WebhookState, reason: string | null, retryAt: string | null, waitingSince: string | null, deliveredAt: string | null, version: number, officer: { name: string }, endpoint: { url: string | null, document: string | null, variables: Record<string, unknown> | null, language: Language } | null }> } };

export type WorkingGroupsQueryVariables = Exact<{
  territory?: string | null | undefined;
}>;


export type WorkingGroupsQuery = { workingGroups: { nodes: Array<{ id: string, kind: WorkingGroupKind, state: WorkingGroupState, name: string, mandate: string | null, allowedActions: Array<WorkingGroupAction>, missingAgencies: Array<AgencyKind>, isComplete: boolean, district: { kato: string, name: string } | null, incident: { number: number, kind: IncidentKind, severity: AlertSeverity } | null, leadAgency: { name: string } | null, members: Array<{ role: MembershipRole, agencyKind: AgencyKind, from: string, to: string | null, officer: { name: string, dutyPhone: string | null, agency: { name: string } } }>, meetings: { nodes: Array<{ topic: string, plannedFor: string | null, isOverdue: boolean }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export const AlertCardFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlertCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alert"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"headline"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"place"}},{"kind":"Field","name":{"kind":"Name","value":"exercise"}},{"kind":"Field","name":{"kind":"Name","value":"raisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"duplicateOf"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"school"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]},{"kind":"Field","name":{"kind":"Name","value":"phone"}}]}},{"kind":"Field","name":{"kind":"Name","value":"district"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kato"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]}]}}]}}]} as unknown as DocumentNode<AlertCardFragment, unknown>;
export const SecondsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Seconds"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Percentiles"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"p50"}},{"kind":"Field","name":{"kind":"Name","value":"p90"}},{"kind":"Field","name":{"kind":"Name","value":"p99"}}]}}]} as unknown as DocumentNode<SecondsFragment, unknown>;
export const SignalFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Signal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MissedSignal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sameChild"}},{"kind":"Field","name":{"kind":"Name","value":"sameSchool"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"faults"}},{"kind":"Field","name":{"kind":"Name","value":"alert"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"headline"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]},{"kind":"Field","name":{"kind":"Name","value":"raisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedAt"}},{"kind":"Field","name":{"kind":"Name","value":"incident"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"deliveries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"3"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"position"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sentAt"}},{"kind":"Field","name":{"kind":"Name","value":"seenAt"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedAt"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SignalFragment, unknown>;
export const AccessLogDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AccessLog"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"child"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pseudonym"}},{"kind":"Field","name":{"kind":"Name","value":"accessLog"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}}]}}]}}]}}]}}]} as unknown as DocumentNode<AccessLogQuery, AccessLogQueryVariables>;
export const AcknowledgeAlertDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AcknowledgeAlert"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AlertChangeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alertAcknowledge"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alert"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedAt"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"dutyPhone"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IllegalTransition"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StaleVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"current"}}]}}]}}]}}]}}]} as unknown as DocumentNode<AcknowledgeAlertMutation, AcknowledgeAlertMutationVariables>;
export const AddChildNoteDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddChildNote"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChildNoteAddInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"childNoteAdd"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"child"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"hasSensitiveNotes"}},{"kind":"Field","name":{"kind":"Name","value":"notes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"author"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"sensitiveNotes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AddChildNoteMutation, AddChildNoteMutationVariables>;
export const AlertClimbDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AlertClimb"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alert"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"headline"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgeBy"}},{"kind":"Field","name":{"kind":"Name","value":"nextEscalation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"ladder"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"level"}}]}},{"kind":"Field","name":{"kind":"Name","value":"called"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"target"}},{"kind":"Field","name":{"kind":"Name","value":"officers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"escalations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"ladder"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"jurisdiction"}},{"kind":"Field","name":{"kind":"Name","value":"toKato"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"firedAt"}},{"kind":"Field","name":{"kind":"Name","value":"officers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"headquarters"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"escalationPolicy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timeline"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<AlertClimbQuery, AlertClimbQueryVariables>;
export const AlertDeliveriesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AlertDeliveries"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alert"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"headline"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"deliveries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sentAt"}},{"kind":"Field","name":{"kind":"Name","value":"reachedAt"}},{"kind":"Field","name":{"kind":"Name","value":"seenAt"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedAt"}},{"kind":"Field","name":{"kind":"Name","value":"officer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"dutyPhone"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<AlertDeliveriesQuery, AlertDeliveriesQueryVariables>;
export const AlertDuplicatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AlertDuplicates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alert"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"duplicateOf"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"duplicateCount"}},{"kind":"Field","name":{"kind":"Name","value":"duplicates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<AlertDuplicatesQuery, AlertDuplicatesQueryVariables>;
export const AlertSeenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AlertSeen"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AlertSeenInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alertSeen"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deliveries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sentAt"}},{"kind":"Field","name":{"kind":"Name","value":"reachedAt"}},{"kind":"Field","name":{"kind":"Name","value":"seenAt"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedAt"}},{"kind":"Field","name":{"kind":"Name","value":"alert"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AlertSeenMutation, AlertSeenMutationVariables>;
export const AssessChildDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AssessChild"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChildRiskAssessInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"childRiskAssess"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"child"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"riskLevel"}},{"kind":"Field","name":{"kind":"Name","value":"assessmentDueOn"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"profile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"assessments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"instrument"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"nextDueOn"}},{"kind":"Field","name":{"kind":"Name","value":"assessedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"factors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"present"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AssessChildMutation, AssessChildMutationVariables>;
export const AuditTrailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AuditTrail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AuditEntryFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditTrail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"jurisdiction"}},{"kind":"Field","name":{"kind":"Name","value":"kato"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"subjectType"}},{"kind":"Field","name":{"kind":"Name","value":"subjectId"}},{"kind":"Field","name":{"kind":"Name","value":"fields"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<AuditTrailQuery, AuditTrailQueryVariables>;
export const ControlRoomDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"ControlRoom"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"territories"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Kato"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"schools"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"minSeverity"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AlertSeverity"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"exercises"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ExerciseView"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"duplicates"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DuplicateView"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alerts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"territories"},"value":{"kind":"Variable","name":{"kind":"Name","value":"territories"}}},{"kind":"Argument","name":{"kind":"Name","value":"schools"},"value":{"kind":"Variable","name":{"kind":"Name","value":"schools"}}},{"kind":"Argument","name":{"kind":"Name","value":"minSeverity"},"value":{"kind":"Variable","name":{"kind":"Name","value":"minSeverity"}}},{"kind":"Argument","name":{"kind":"Name","value":"exercises"},"value":{"kind":"Variable","name":{"kind":"Name","value":"exercises"}}},{"kind":"Argument","name":{"kind":"Name","value":"duplicates"},"value":{"kind":"Variable","name":{"kind":"Name","value":"duplicates"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StreamItem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"previous"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AlertSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"omitted"}},{"kind":"Field","name":{"kind":"Name","value":"alerts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AlertCard"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AlertEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"committedAt"}},{"kind":"Field","name":{"kind":"Name","value":"alert"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AlertCard"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Heartbeat"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Resync"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlertCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alert"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"headline"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"place"}},{"kind":"Field","name":{"kind":"Name","value":"exercise"}},{"kind":"Field","name":{"kind":"Name","value":"raisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"duplicateOf"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"school"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]},{"kind":"Field","name":{"kind":"Name","value":"phone"}}]}},{"kind":"Field","name":{"kind":"Name","value":"district"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kato"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]}]}}]}}]} as unknown as DocumentNode<ControlRoomSubscription, ControlRoomSubscriptionVariables>;
export const CreateWebhookDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateWebhook"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"secret"}},{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"stream"}},{"kind":"Field","name":{"kind":"Name","value":"host"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"document"}},{"kind":"Field","name":{"kind":"Name","value":"variables"}},{"kind":"Field","name":{"kind":"Name","value":"language"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateWebhookMutation, CreateWebhookMutationVariables>;
export const DeleteWebhookDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteWebhook"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookChangeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookDelete"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"document"}},{"kind":"Field","name":{"kind":"Name","value":"variables"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<DeleteWebhookMutation, DeleteWebhookMutationVariables>;
export const DistrictBoardDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DistrictBoard"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"kato"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Kato"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"district"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"kato"},"value":{"kind":"Variable","name":{"kind":"Name","value":"kato"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]},{"kind":"Field","name":{"kind":"Name","value":"region"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"board"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openAlerts"}},{"kind":"Field","name":{"kind":"Name","value":"openIncidents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"bySeverity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"childrenByRisk"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"riskLevel"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"seatDeficit"}},{"kind":"Field","name":{"kind":"Name","value":"groupsIncomplete"}},{"kind":"Field","name":{"kind":"Name","value":"meetingsOverdue"}}]}},{"kind":"Field","name":{"kind":"Name","value":"alerts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"headline"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"raisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}}]}}]}}]}}]}}]} as unknown as DocumentNode<DistrictBoardQuery, DistrictBoardQueryVariables>;
export const DistrictGraphDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DistrictGraph"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"kato"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Kato"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"schools"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"children"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"5"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"incidents"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"3"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"district"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"kato"},"value":{"kind":"Variable","name":{"kind":"Name","value":"kato"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]},{"kind":"Field","name":{"kind":"Name","value":"schools"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"schools"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]},{"kind":"Field","name":{"kind":"Name","value":"deficit"}},{"kind":"Field","name":{"kind":"Name","value":"childrenAtRisk"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"children"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"pseudonym"}},{"kind":"Field","name":{"kind":"Name","value":"riskLevel"}},{"kind":"Field","name":{"kind":"Name","value":"incidents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"incidents"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"participants"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"participation"}},{"kind":"Field","name":{"kind":"Name","value":"child"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pseudonym"}}]}}]}}]}}]}}]}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<DistrictGraphQuery, DistrictGraphQueryVariables>;
export const DrillReportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DrillReport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"incident"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"exercise"}},{"kind":"Field","name":{"kind":"Name","value":"drillReport"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"told"}},{"kind":"Field","name":{"kind":"Name","value":"reached"}},{"kind":"Field","name":{"kind":"Name","value":"seen"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledged"}},{"kind":"Field","name":{"kind":"Name","value":"toReach"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Seconds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"toAcknowledge"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Seconds"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"deliveries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reachedAt"}},{"kind":"Field","name":{"kind":"Name","value":"seenAt"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedAt"}},{"kind":"Field","name":{"kind":"Name","value":"officer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"position"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Seconds"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Percentiles"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"p50"}},{"kind":"Field","name":{"kind":"Name","value":"p90"}},{"kind":"Field","name":{"kind":"Name","value":"p99"}}]}}]} as unknown as DocumentNode<DrillReportQuery, DrillReportQueryVariables>;
export const DutyRostersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DutyRosters"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"territory"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Kato"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"role"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Role"}}},"defaultValue":{"kind":"EnumValue","value":"DISPATCHER"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"at"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"days"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"14"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"onDuty"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"kato"},"value":{"kind":"Variable","name":{"kind":"Name","value":"territory"}}},{"kind":"Argument","name":{"kind":"Name","value":"role"},"value":{"kind":"Variable","name":{"kind":"Name","value":"role"}}},{"kind":"Argument","name":{"kind":"Name","value":"at"},"value":{"kind":"Variable","name":{"kind":"Name","value":"at"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"officer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"dutyPhone"}}]}},{"kind":"Field","name":{"kind":"Name","value":"substituteFor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"dutyRosters"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"territory"},"value":{"kind":"Variable","name":{"kind":"Name","value":"territory"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kato"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"isControlCentre"}},{"kind":"Field","name":{"kind":"Name","value":"hasGap"}},{"kind":"Field","name":{"kind":"Name","value":"gaps"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"days"},"value":{"kind":"Variable","name":{"kind":"Name","value":"days"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}}]}},{"kind":"Field","name":{"kind":"Name","value":"shifts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"isReplaced"},"value":{"kind":"BooleanValue","value":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"handedOverAt"}},{"kind":"Field","name":{"kind":"Name","value":"officer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<DutyRostersQuery, DutyRostersQueryVariables>;
export const EmergencyAccessDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"EmergencyAccess"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EmergencyAccessRequestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"emergencyAccessRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"emergencyAccess"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"notified"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"dutyPhone"}}]}},{"kind":"Field","name":{"kind":"Name","value":"child"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"pseudonym"}},{"kind":"Field","name":{"kind":"Name","value":"accountableOfficer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"dutyPhone"}}]}},{"kind":"Field","name":{"kind":"Name","value":"profile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"birthYear"}},{"kind":"Field","name":{"kind":"Name","value":"sex"}}]}},{"kind":"Field","name":{"kind":"Name","value":"notes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<EmergencyAccessMutation, EmergencyAccessMutationVariables>;
export const EmergencyReviewsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EmergencyReviews"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"EmergencyAccessFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"emergencyAccesses"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"childId"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"officer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"agency"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"reasonCode"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"grantedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}}]} as unknown as DocumentNode<EmergencyReviewsQuery, EmergencyReviewsQueryVariables>;
export const EscalationPoliciesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EscalationPolicies"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"territory"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Kato"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"kind"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AlertKind"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"severity"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AlertSeverity"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"escalationPolicies"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"territory"},"value":{"kind":"Variable","name":{"kind":"Name","value":"territory"}}},{"kind":"Argument","name":{"kind":"Name","value":"kind"},"value":{"kind":"Variable","name":{"kind":"Name","value":"kind"}}},{"kind":"Argument","name":{"kind":"Name","value":"severity"},"value":{"kind":"Variable","name":{"kind":"Name","value":"severity"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kato"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgeSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgeWorkingHours"}},{"kind":"Field","name":{"kind":"Name","value":"setAt"}},{"kind":"Field","name":{"kind":"Name","value":"setBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ladder"}},{"kind":"Field","name":{"kind":"Name","value":"afterSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"workingHours"}},{"kind":"Field","name":{"kind":"Name","value":"target"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"channels"}}]}}]}}]}}]} as unknown as DocumentNode<EscalationPoliciesQuery, EscalationPoliciesQueryVariables>;
export const SetEscalationPolicyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetEscalationPolicy"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EscalationPolicySetInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"escalationPolicySet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"escalationPolicy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kato"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ladder"}},{"kind":"Field","name":{"kind":"Name","value":"afterSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"level"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"calls"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"ladder"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"officers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StaleVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"current"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SetEscalationPolicyMutation, SetEscalationPolicyMutationVariables>;
export const WithdrawEscalationPolicyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WithdrawEscalationPolicy"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EscalationPolicyWithdrawInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"escalationPolicyWithdraw"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"escalationPolicy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kato"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"replacedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"calls"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"ladder"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"officers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StaleVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"current"}}]}}]}}]}}]}}]} as unknown as DocumentNode<WithdrawEscalationPolicyMutation, WithdrawEscalationPolicyMutationVariables>;
export const GroupWatchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"GroupWatch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workingGroupChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StreamItem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"previous"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkingGroupSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workingGroup"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WorkingGroupEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"committedAt"}},{"kind":"Field","name":{"kind":"Name","value":"workingGroup"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Resync"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]} as unknown as DocumentNode<GroupWatchSubscription, GroupWatchSubscriptionVariables>;
export const HandOverDutyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"HandOverDuty"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DutyHandOverInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dutyHandOver"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"shift"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"officer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"takenOverFrom"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"roster"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<HandOverDutyMutation, HandOverDutyMutationVariables>;
export const IncidentCardDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IncidentCard"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"incident"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"certainty"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"place"}},{"kind":"Field","name":{"kind":"Name","value":"publicResonance"}},{"kind":"Field","name":{"kind":"Name","value":"exercise"}},{"kind":"Field","name":{"kind":"Name","value":"reviewRequired"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"reportedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"school"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"ownerAgency"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"participants"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pseudonym"}},{"kind":"Field","name":{"kind":"Name","value":"participation"}},{"kind":"Field","name":{"kind":"Name","value":"harm"}},{"kind":"Field","name":{"kind":"Name","value":"contactedAt"}},{"kind":"Field","name":{"kind":"Name","value":"child"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"riskLevel"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"notes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"author"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"reviews"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"causes"}},{"kind":"Field","name":{"kind":"Name","value":"missedSignals"}},{"kind":"Field","name":{"kind":"Name","value":"lessons"}},{"kind":"Field","name":{"kind":"Name","value":"signedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"alerts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]}}]}}]} as unknown as DocumentNode<IncidentCardQuery, IncidentCardQueryVariables>;
export const IncidentWatchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"IncidentWatch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"incidentChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StreamItem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"previous"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IncidentSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"incident"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IncidentEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"committedAt"}},{"kind":"Field","name":{"kind":"Name","value":"incident"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Resync"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]} as unknown as DocumentNode<IncidentWatchSubscription, IncidentWatchSubscriptionVariables>;
export const OpenAlertsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OpenAlerts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"territory"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Kato"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"states"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AlertState"}}}},"defaultValue":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"RAISED"},{"kind":"EnumValue","value":"ACKNOWLEDGED"},{"kind":"EnumValue","value":"IN_ACTION"}]}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"duplicates"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DuplicateView"}},"defaultValue":{"kind":"EnumValue","value":"FOLD"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"exercises"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ExerciseView"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alerts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"territory"},"value":{"kind":"Variable","name":{"kind":"Name","value":"territory"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"states"},"value":{"kind":"Variable","name":{"kind":"Name","value":"states"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"duplicates"},"value":{"kind":"Variable","name":{"kind":"Name","value":"duplicates"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"exercises"},"value":{"kind":"Variable","name":{"kind":"Name","value":"exercises"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"headline"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"raisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"duplicateCount"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"incident"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"school"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]},{"kind":"Field","name":{"kind":"Name","value":"phone"}}]}},{"kind":"Field","name":{"kind":"Name","value":"district"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<OpenAlertsQuery, OpenAlertsQueryVariables>;
export const OwnChildrenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OwnChildren"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"children"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"pseudonym"}},{"kind":"Field","name":{"kind":"Name","value":"riskLevel"}},{"kind":"Field","name":{"kind":"Name","value":"identity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"surname"}},{"kind":"Field","name":{"kind":"Name","value":"givenName"}},{"kind":"Field","name":{"kind":"Name","value":"birthDate"}},{"kind":"Field","name":{"kind":"Name","value":"iin"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"full"},"value":{"kind":"BooleanValue","value":true}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"currentEnrolment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"grade"}},{"kind":"Field","name":{"kind":"Name","value":"letter"}}]}},{"kind":"Field","name":{"kind":"Name","value":"school"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"profile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"riskCategories"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"basis"}},{"kind":"Field","name":{"kind":"Name","value":"from"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessLog"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<OwnChildrenQuery, OwnChildrenQueryVariables>;
export const PauseWebhookDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PauseWebhook"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookChangeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookPause"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PauseWebhookMutation, PauseWebhookMutationVariables>;
export const PublishAlertDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PublishAlert"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AlertPublishInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alertPublish"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alert"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"instruction"}},{"kind":"Field","name":{"kind":"Name","value":"publications"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"place"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"publishedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"withdrawnAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PublishAlertMutation, PublishAlertMutationVariables>;
export const RedeliverWebhookDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RedeliverWebhook"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookRedeliverInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookRedeliver"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RedeliverWebhookMutation, RedeliverWebhookMutationVariables>;
export const RegisterChildDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RegisterChild"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChildRegisterInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"childRegister"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"child"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"pseudonym"}},{"kind":"Field","name":{"kind":"Name","value":"riskLevel"}},{"kind":"Field","name":{"kind":"Name","value":"registeredAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"school"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"accountableOfficer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RegisterChildMutation, RegisterChildMutationVariables>;
export const ReportIncidentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReportIncident"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"IncidentReportInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"incidentReport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"incident"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"district"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"alerts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"headline"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ReportIncidentMutation, ReportIncidentMutationVariables>;
export const ResponseTimesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ResponseTimes"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ResponseBy"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"territory"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Kato"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"responseTimes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}},{"kind":"Argument","name":{"kind":"Name","value":"territory"},"value":{"kind":"Variable","name":{"kind":"Name","value":"territory"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"raised"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledged"}},{"kind":"Field","name":{"kind":"Name","value":"late"}},{"kind":"Field","name":{"kind":"Name","value":"toAcknowledge"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Seconds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"toResolve"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Seconds"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Seconds"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Percentiles"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"p50"}},{"kind":"Field","name":{"kind":"Name","value":"p90"}},{"kind":"Field","name":{"kind":"Name","value":"p99"}}]}}]} as unknown as DocumentNode<ResponseTimesQuery, ResponseTimesQueryVariables>;
export const ResumeWebhookDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResumeWebhook"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookChangeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookResume"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ResumeWebhookMutation, ResumeWebhookMutationVariables>;
export const RotateWebhookSecretDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RotateWebhookSecret"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookChangeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookRotateSecret"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"secret"}},{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"previousUntil"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RotateWebhookSecretMutation, RotateWebhookSecretMutationVariables>;
export const SchoolCardDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SchoolCard"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"school"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"ownership"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"shifts"}},{"kind":"Field","name":{"kind":"Name","value":"buildingCondition"}},{"kind":"Field","name":{"kind":"Name","value":"pupils"}},{"kind":"Field","name":{"kind":"Name","value":"designSeats"}},{"kind":"Field","name":{"kind":"Name","value":"deficit"}},{"kind":"Field","name":{"kind":"Name","value":"district"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kato"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"headOfficer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"dutyPhone"}}]}},{"kind":"Field","name":{"kind":"Name","value":"childrenAtRisk"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"pseudonym"}},{"kind":"Field","name":{"kind":"Name","value":"riskLevel"}},{"kind":"Field","name":{"kind":"Name","value":"assessmentDueOn"}},{"kind":"Field","name":{"kind":"Name","value":"planReviewDueOn"}},{"kind":"Field","name":{"kind":"Name","value":"currentEnrolment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"grade"}},{"kind":"Field","name":{"kind":"Name","value":"letter"}},{"kind":"Field","name":{"kind":"Name","value":"shift"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accountableOfficer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"position"}}]}},{"kind":"Field","name":{"kind":"Name","value":"profile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"birthYear"}},{"kind":"Field","name":{"kind":"Name","value":"sex"}},{"kind":"Field","name":{"kind":"Name","value":"riskCategories"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}}]}},{"kind":"Field","name":{"kind":"Name","value":"childCategories"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}}]}},{"kind":"Field","name":{"kind":"Name","value":"assessments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"instrument"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"nextDueOn"}},{"kind":"Field","name":{"kind":"Name","value":"assessedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"factors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"present"}}]}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<SchoolCardQuery, SchoolCardQueryVariables>;
export const SetDutyRosterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetDutyRoster"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DutyRosterSetInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dutyRosterSet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roster"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kato"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"isControlCentre"}},{"kind":"Field","name":{"kind":"Name","value":"hasGap"}},{"kind":"Field","name":{"kind":"Name","value":"gaps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}}]}},{"kind":"Field","name":{"kind":"Name","value":"shifts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"isReplaced"}},{"kind":"Field","name":{"kind":"Name","value":"officer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"substituteFor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StaleVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"current"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SetDutyRosterMutation, SetDutyRosterMutationVariables>;
export const TerritoriesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Territories"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"regions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kato"}},{"kind":"Field","name":{"kind":"Name","value":"names"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kk"}},{"kind":"Field","name":{"kind":"Name","value":"ru"}},{"kind":"Field","name":{"kind":"Name","value":"en"}}]}},{"kind":"Field","name":{"kind":"Name","value":"districts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kato"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<TerritoriesQuery, TerritoriesQueryVariables>;
export const TestWebhookDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TestWebhook"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookTestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookTest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"answer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"tookMs"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<TestWebhookMutation, TestWebhookMutationVariables>;
export const UnheededDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Unheeded"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"territory"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Kato"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unheeded"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"territory"},"value":{"kind":"Variable","name":{"kind":"Name","value":"territory"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"school"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"missedSignals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Signal"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Signal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MissedSignal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sameChild"}},{"kind":"Field","name":{"kind":"Name","value":"sameSchool"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"faults"}},{"kind":"Field","name":{"kind":"Name","value":"alert"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"headline"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]},{"kind":"Field","name":{"kind":"Name","value":"raisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedAt"}},{"kind":"Field","name":{"kind":"Name","value":"incident"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}}]}},{"kind":"Field","name":{"kind":"Name","value":"deliveries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"3"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"officer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"position"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sentAt"}},{"kind":"Field","name":{"kind":"Name","value":"seenAt"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedAt"}}]}}]}}]}}]}}]} as unknown as DocumentNode<UnheededQuery, UnheededQueryVariables>;
export const UnpublishAlertDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UnpublishAlert"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AlertUnpublishInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alertUnpublish"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alert"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"publications"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"withdrawReason"}},{"kind":"Field","name":{"kind":"Name","value":"withdrawnAt"}},{"kind":"Field","name":{"kind":"Name","value":"withdrawnBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<UnpublishAlertMutation, UnpublishAlertMutationVariables>;
export const WebhookDeliveriesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WebhookDeliveries"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"webhook"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookDeliveryFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookDeliveries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"webhook"},"value":{"kind":"Variable","name":{"kind":"Name","value":"webhook"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"answer"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"firstAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastAttemptAt"}}]}}]}}]}}]} as unknown as DocumentNode<WebhookDeliveriesQuery, WebhookDeliveriesQueryVariables>;
export const WebhooksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Webhooks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhooks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"stream"}},{"kind":"Field","name":{"kind":"Name","value":"host"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"retryAt"}},{"kind":"Field","name":{"kind":"Name","value":"waitingSince"}},{"kind":"Field","name":{"kind":"Name","value":"deliveredAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"officer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"document"}},{"kind":"Field","name":{"kind":"Name","value":"variables"}},{"kind":"Field","name":{"kind":"Name","value":"language"}}]}}]}}]}}]}}]} as unknown as DocumentNode<WebhooksQuery, WebhooksQueryVariables>;
export const WorkingGroupsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WorkingGroups"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"territory"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Kato"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workingGroups"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"territory"},"value":{"kind":"Variable","name":{"kind":"Name","value":"territory"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"mandate"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"missingAgencies"}},{"kind":"Field","name":{"kind":"Name","value":"isComplete"}},{"kind":"Field","name":{"kind":"Name","value":"district"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kato"}},{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"incident"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}}]}},{"kind":"Field","name":{"kind":"Name","value":"leadAgency"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"members"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"agencyKind"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"officer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"dutyPhone"}},{"kind":"Field","name":{"kind":"Name","value":"agency"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lang"},"value":{"kind":"EnumValue","value":"en"}}]}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"meetings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"3"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"states"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"PLANNED"}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"topic"}},{"kind":"Field","name":{"kind":"Name","value":"plannedFor"}},{"kind":"Field","name":{"kind":"Name","value":"isOverdue"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<WorkingGroupsQuery, WorkingGroupsQueryVariables>;