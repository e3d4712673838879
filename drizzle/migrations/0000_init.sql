CREATE TABLE "mutation_keys" (
	"principal" uuid NOT NULL,
	"mutation" text NOT NULL,
	"key" text NOT NULL,
	"input_hash" text NOT NULL,
	"thing_id" text NOT NULL,
	"used_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mutation_keys_principal_mutation_key_pk" PRIMARY KEY("principal","mutation","key")
);
--> statement-breakpoint
ALTER TABLE "mutation_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "journal" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "journal_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"epoch" integer DEFAULT 1 NOT NULL,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"tag" uuid DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"aggregate_id" text NOT NULL,
	"version" integer NOT NULL,
	"kato" integer NOT NULL,
	"school_id" uuid,
	"severity_rank" integer,
	"actor" uuid,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "journal_id_at_pk" PRIMARY KEY("id","at")
) PARTITION BY RANGE ("at");
--> statement-breakpoint
ALTER TABLE "journal" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "audit_entries_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"actor" uuid,
	"role" text,
	"jurisdiction" integer,
	"kato" integer NOT NULL,
	"region" integer GENERATED ALWAYS AS (kato / 10000000) STORED NOT NULL,
	"district" integer GENERATED ALWAYS AS (case when kato % 10000000 = 0 then null else kato / 100000 end) STORED,
	"action" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text,
	"fields" text[] DEFAULT '{}' NOT NULL,
	"purpose" text NOT NULL,
	"outcome" text DEFAULT 'DONE' NOT NULL,
	"request_id" uuid NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_entries_purpose" CHECK ("audit_entries"."purpose" in ('CARE', 'INVESTIGATION', 'SUPERVISION', 'COURT', 'COMPLAINT', 'REPORTING')),
	CONSTRAINT "audit_entries_outcome" CHECK ("audit_entries"."outcome" in ('DONE', 'NOT_FOUND', 'REFUSED'))
);
--> statement-breakpoint
ALTER TABLE "audit_entries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "agencies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"kato" integer,
	"region" integer GENERATED ALWAYS AS (kato / 10000000) STORED,
	"district" integer GENERATED ALWAYS AS (case when kato % 10000000 = 0 then null else kato / 100000 end) STORED,
	"name_kk" text,
	"name_ru" text NOT NULL,
	"name_en" text,
	"phone" text,
	"synthetic" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "agencies_kind" CHECK ("agencies"."kind" in ('SCHOOL', 'PARENTS', 'MINISTRY', 'EDUCATION_DEPT', 'EDUCATION_OFFICE', 'AKIMAT', 'JUVENILE_POLICE', 'GUARDIANSHIP', 'SOCIAL_SERVICE', 'HEALTH', 'PROSECUTOR', 'EMERGENCY', 'SANITARY', 'QUALITY', 'CONTACT_CENTRE_111', 'CONTROL_CENTRE', 'PMPC', 'OMBUDSMAN', 'NGO'))
);
--> statement-breakpoint
ALTER TABLE "agencies" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "appointments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"officer_id" uuid NOT NULL,
	"role" text NOT NULL,
	"kato" integer,
	"school_agency_id" uuid,
	"acting_for_id" uuid,
	"from_day" date NOT NULL,
	"to_day" date,
	CONSTRAINT "appointments_role" CHECK ("appointments"."role" in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'CLASS_TEACHER', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'OPERATOR_111', 'DISPATCHER', 'INSPECTOR', 'PROSECUTOR', 'OMBUDSMAN', 'GUARDIAN', 'PARENT_REPRESENTATIVE', 'NGO_OBSERVER', 'DATA_OFFICER')),
	CONSTRAINT "appointments_period" CHECK ("appointments"."to_day" is null or "appointments"."to_day" >= "appointments"."from_day"),
	CONSTRAINT "appointments_kato" CHECK ("appointments"."kato" is null or "appointments"."kato" % 10000 = 0)
);
--> statement-breakpoint
ALTER TABLE "appointments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "officers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"agency_id" uuid NOT NULL,
	"name" text NOT NULL,
	"position" text,
	"duty_phone" text,
	"synthetic" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "officers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "alerts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"incident_id" uuid NOT NULL,
	"school_id" uuid,
	"acknowledged_by_id" uuid,
	"assigned_to_id" uuid,
	"kato" integer NOT NULL,
	"region" integer GENERATED ALWAYS AS (kato / 10000000) STORED NOT NULL,
	"district" integer GENERATED ALWAYS AS (case when kato % 10000000 = 0 then null else kato / 100000 end) STORED,
	"kind" text NOT NULL,
	"severity" text NOT NULL,
	"severity_rank" integer GENERATED ALWAYS AS (case severity when 'EXTREME' then 0 when 'SEVERE' then 1 when 'MODERATE' then 2 when 'MINOR' then 3 when 'UNKNOWN' then 4 end) STORED NOT NULL,
	"urgency" text NOT NULL,
	"certainty" text NOT NULL,
	"state" text DEFAULT 'RAISED' NOT NULL,
	"open_rank" integer GENERATED ALWAYS AS (case when state in ('RAISED', 'ACKNOWLEDGED', 'IN_ACTION') then 0 else 1 end) STORED NOT NULL,
	"place" text NOT NULL,
	"exercise" boolean NOT NULL,
	"outcome" text,
	"raised_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"acknowledged_at" timestamp (3) with time zone,
	"action_started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "alerts_kind" CHECK ("alerts"."kind" in ('BULLYING', 'CYBERBULLYING', 'FIGHT', 'VIOLENCE_PHYSICAL', 'VIOLENCE_SEXUAL', 'SELF_HARM', 'SUICIDE_ATTEMPT', 'MISSING_CHILD', 'WEAPON', 'INTRUSION', 'BOMB_THREAT', 'FIRE', 'ACCIDENT', 'POISONING', 'SUBSTANCES', 'NEGLECT', 'RIGHTS_VIOLATION', 'STAFF_MISCONDUCT', 'NIGHT_CURFEW', 'TRANSPORT', 'OTHER')),
	CONSTRAINT "alerts_severity" CHECK ("alerts"."severity" in ('EXTREME', 'SEVERE', 'MODERATE', 'MINOR', 'UNKNOWN')),
	CONSTRAINT "alerts_urgency" CHECK ("alerts"."urgency" in ('IMMEDIATE', 'EXPECTED', 'FUTURE', 'PAST', 'UNKNOWN')),
	CONSTRAINT "alerts_certainty" CHECK ("alerts"."certainty" in ('OBSERVED', 'LIKELY', 'POSSIBLE', 'UNLIKELY', 'UNKNOWN')),
	CONSTRAINT "alerts_state" CHECK ("alerts"."state" in ('RAISED', 'ACKNOWLEDGED', 'IN_ACTION', 'RESOLVED', 'CANCELLED', 'EXPIRED')),
	CONSTRAINT "alerts_district_known" CHECK ("alerts"."district" is not null)
);
--> statement-breakpoint
ALTER TABLE "alerts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "assessment_factors" (
	"id" uuid PRIMARY KEY NOT NULL,
	"assessment_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"kato" integer NOT NULL,
	"code" text NOT NULL,
	"present" boolean NOT NULL,
	"note" text
);
--> statement-breakpoint
ALTER TABLE "assessment_factors" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "child_categories" (
	"id" uuid PRIMARY KEY NOT NULL,
	"child_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"kato" integer NOT NULL,
	"kind" text NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date,
	"document" text,
	CONSTRAINT "child_categories_kind" CHECK ("child_categories"."kind" in ('ORPHAN', 'WITHOUT_PARENTAL_CARE', 'SPECIAL_NEEDS', 'DISABILITY', 'LOW_INCOME', 'LARGE_FAMILY')),
	CONSTRAINT "child_categories_period" CHECK ("child_categories"."to_day" is null or "child_categories"."to_day" >= "child_categories"."from_day")
);
--> statement-breakpoint
ALTER TABLE "child_categories" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "child_profiles" (
	"child_id" uuid PRIMARY KEY NOT NULL,
	"school_id" uuid NOT NULL,
	"kato" integer NOT NULL,
	"birth_year" integer NOT NULL,
	"sex" text NOT NULL,
	CONSTRAINT "child_profiles_sex" CHECK ("child_profiles"."sex" in ('FEMALE', 'MALE')),
	CONSTRAINT "child_profiles_birth_year" CHECK ("child_profiles"."birth_year" between 1990 and 2100)
);
--> statement-breakpoint
ALTER TABLE "child_profiles" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "children" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pseudonym" text NOT NULL,
	"school_id" uuid NOT NULL,
	"accountable_officer_id" uuid,
	"kato" integer NOT NULL,
	"region" integer GENERATED ALWAYS AS (kato / 10000000) STORED NOT NULL,
	"district" integer GENERATED ALWAYS AS (case when kato % 10000000 = 0 then null else kato / 100000 end) STORED,
	"risk_level" text NOT NULL,
	"risk_rank" integer GENERATED ALWAYS AS (case risk_level when 'CRITICAL' then 0 when 'HIGH' then 1 when 'MEDIUM' then 2 when 'LOW' then 3 end) STORED NOT NULL,
	"assessment_due_on" date,
	"plan_review_due_on" date,
	"registered_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"synthetic" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "children_pseudonym_unique" UNIQUE("pseudonym"),
	CONSTRAINT "children_risk_level" CHECK ("children"."risk_level" in ('CRITICAL', 'HIGH', 'MEDIUM', 'LOW')),
	CONSTRAINT "children_district_known" CHECK ("children"."district" is not null)
);
--> statement-breakpoint
ALTER TABLE "children" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "enrolments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"child_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"kato" integer NOT NULL,
	"grade" integer NOT NULL,
	"letter" text NOT NULL,
	"shift" integer DEFAULT 1 NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date,
	"outcome" text,
	CONSTRAINT "enrolments_outcome" CHECK ("enrolments"."outcome" in ('PROMOTED', 'REPEATED', 'TRANSFERRED', 'GRADUATED', 'WITHDRAWN')),
	CONSTRAINT "enrolments_period" CHECK ("enrolments"."to_day" is null or "enrolments"."to_day" >= "enrolments"."from_day"),
	CONSTRAINT "enrolments_grade" CHECK ("enrolments"."grade" between 0 and 12),
	CONSTRAINT "enrolments_shift" CHECK ("enrolments"."shift" between 1 and 3)
);
--> statement-breakpoint
ALTER TABLE "enrolments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "risk_assessments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"child_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"kato" integer NOT NULL,
	"assessed_by_id" uuid NOT NULL,
	"instrument" text NOT NULL,
	"level" text NOT NULL,
	"next_due_on" date,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "risk_assessments_level" CHECK ("risk_assessments"."level" in ('CRITICAL', 'HIGH', 'MEDIUM', 'LOW'))
);
--> statement-breakpoint
ALTER TABLE "risk_assessments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "risk_registrations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"child_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"kato" integer NOT NULL,
	"category" text NOT NULL,
	"basis" text NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date,
	CONSTRAINT "risk_registrations_category" CHECK ("risk_registrations"."category" in ('LEARNING_DIFFICULTY', 'TRUANCY', 'ANTISOCIAL_BEHAVIOUR', 'OFFENCE', 'VIOLENCE_SURVIVOR', 'HARD_LIFE_SITUATION', 'SELF_HARM', 'DOMESTIC_NEGLECT', 'SUBSTANCE_USE')),
	CONSTRAINT "risk_registrations_period" CHECK ("risk_registrations"."to_day" is null or "risk_registrations"."to_day" >= "risk_registrations"."from_day")
);
--> statement-breakpoint
ALTER TABLE "risk_registrations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "child_identities" (
	"child_id" uuid PRIMARY KEY NOT NULL,
	"school_id" uuid NOT NULL,
	"kato" integer NOT NULL,
	"surname" "bytea",
	"given_name" "bytea",
	"patronymic" "bytea",
	"birth_date" "bytea",
	"iin" "bytea",
	"photo_reference" "bytea",
	"address" "bytea",
	"iin_index" "bytea",
	"data_key" "bytea",
	"key_version" integer,
	"version" integer DEFAULT 1 NOT NULL,
	"erased_at" timestamp (3) with time zone,
	CONSTRAINT "child_identities_iin_index_unique" UNIQUE("iin_index"),
	CONSTRAINT "child_identities_erased" CHECK ((erased_at is null) = (data_key is not null and key_version is not null))
);
--> statement-breakpoint
ALTER TABLE "child_identities" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "guardians" (
	"id" uuid PRIMARY KEY NOT NULL,
	"school_id" uuid NOT NULL,
	"kato" integer NOT NULL,
	"name" "bytea",
	"phone" "bytea",
	"email" "bytea",
	"address" "bytea",
	"data_key" "bytea",
	"key_version" integer,
	"version" integer DEFAULT 1 NOT NULL,
	"erased_at" timestamp (3) with time zone,
	CONSTRAINT "guardians_erased" CHECK ((erased_at is null) = (data_key is not null and key_version is not null))
);
--> statement-breakpoint
ALTER TABLE "guardians" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "guardianships" (
	"id" uuid PRIMARY KEY NOT NULL,
	"child_id" uuid NOT NULL,
	"guardian_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"kato" integer NOT NULL,
	"relation" text NOT NULL,
	"legal_basis" text NOT NULL,
	"custody_note" "bytea",
	"contact_allowed" boolean DEFAULT true NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date,
	"data_key" "bytea",
	"key_version" integer,
	"version" integer DEFAULT 1 NOT NULL,
	"erased_at" timestamp (3) with time zone,
	CONSTRAINT "guardianships_relation" CHECK ("guardianships"."relation" in ('MOTHER', 'FATHER', 'GRANDPARENT', 'SIBLING', 'GUARDIAN', 'FOSTER_CARER', 'OTHER')),
	CONSTRAINT "guardianships_legal_basis" CHECK ("guardianships"."legal_basis" in ('PARENTHOOD', 'ADOPTION', 'GUARDIANSHIP_ORDER', 'FOSTER_CONTRACT', 'COURT_DECISION', 'POWER_OF_ATTORNEY')),
	CONSTRAINT "guardianships_period" CHECK ("guardianships"."to_day" is null or "guardianships"."to_day" >= "guardianships"."from_day"),
	CONSTRAINT "guardianships_erased" CHECK ((erased_at is null) = (data_key is not null and key_version is not null))
);
--> statement-breakpoint
ALTER TABLE "guardianships" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "incident_notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"incident_id" uuid NOT NULL,
	"author_id" uuid,
	"school_id" uuid,
	"kato" integer NOT NULL,
	"text" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "incident_notes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "incident_participants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"incident_id" uuid NOT NULL,
	"child_id" uuid,
	"officer_id" uuid,
	"school_id" uuid,
	"kato" integer NOT NULL,
	"participation" text NOT NULL,
	"harm" text DEFAULT 'UNKNOWN' NOT NULL,
	"contacted_at" timestamp (3) with time zone,
	"added_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "incident_participants_participation" CHECK ("incident_participants"."participation" in ('VICTIM', 'ALLEGED_OFFENDER', 'WITNESS', 'REPORTER', 'OTHER')),
	CONSTRAINT "incident_participants_harm" CHECK ("incident_participants"."harm" in ('NONE', 'LIGHT', 'MEDICAL', 'HOSPITAL', 'UNKNOWN')),
	CONSTRAINT "incident_participants_one" CHECK ("incident_participants"."child_id" is null or "incident_participants"."officer_id" is null)
);
--> statement-breakpoint
ALTER TABLE "incident_participants" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "incident_reviews" (
	"id" uuid PRIMARY KEY NOT NULL,
	"incident_id" uuid NOT NULL,
	"signed_by_id" uuid NOT NULL,
	"school_id" uuid,
	"kato" integer NOT NULL,
	"causes" text[] NOT NULL,
	"missed_signals" text[] NOT NULL,
	"lessons" text[] NOT NULL,
	"signed_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "incident_reviews" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" integer GENERATED ALWAYS AS IDENTITY (sequence name "incidents_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"school_id" uuid,
	"owner_agency_id" uuid,
	"reported_by_id" uuid,
	"duplicate_of_id" uuid,
	"kato" integer NOT NULL,
	"region" integer GENERATED ALWAYS AS (kato / 10000000) STORED NOT NULL,
	"district" integer GENERATED ALWAYS AS (case when kato % 10000000 = 0 then null else kato / 100000 end) STORED,
	"kind" text NOT NULL,
	"severity" text NOT NULL,
	"severity_rank" integer GENERATED ALWAYS AS (case severity when 'EXTREME' then 0 when 'SEVERE' then 1 when 'MODERATE' then 2 when 'MINOR' then 3 when 'UNKNOWN' then 4 end) STORED NOT NULL,
	"certainty" text DEFAULT 'UNKNOWN' NOT NULL,
	"state" text DEFAULT 'REPORTED' NOT NULL,
	"place" text NOT NULL,
	"public_resonance" boolean DEFAULT false NOT NULL,
	"exercise" boolean DEFAULT false NOT NULL,
	"dismiss_reason" text,
	"synthetic" boolean DEFAULT false NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"reported_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "incidents_kind" CHECK ("incidents"."kind" in ('BULLYING', 'CYBERBULLYING', 'FIGHT', 'VIOLENCE_PHYSICAL', 'VIOLENCE_SEXUAL', 'SELF_HARM', 'SUICIDE_ATTEMPT', 'MISSING_CHILD', 'WEAPON', 'INTRUSION', 'BOMB_THREAT', 'FIRE', 'ACCIDENT', 'POISONING', 'SUBSTANCES', 'NEGLECT', 'RIGHTS_VIOLATION', 'STAFF_MISCONDUCT', 'NIGHT_CURFEW', 'TRANSPORT', 'OTHER')),
	CONSTRAINT "incidents_severity" CHECK ("incidents"."severity" in ('EXTREME', 'SEVERE', 'MODERATE', 'MINOR', 'UNKNOWN')),
	CONSTRAINT "incidents_certainty" CHECK ("incidents"."certainty" in ('OBSERVED', 'LIKELY', 'POSSIBLE', 'UNLIKELY', 'UNKNOWN')),
	CONSTRAINT "incidents_state" CHECK ("incidents"."state" in ('REPORTED', 'CONFIRMED', 'RESPONDING', 'STABILISED', 'UNDER_REVIEW', 'CLOSED', 'REOPENED', 'UNFOUNDED', 'DUPLICATE')),
	CONSTRAINT "incidents_district_known" CHECK ("incidents"."district" is not null)
);
--> statement-breakpoint
ALTER TABLE "incidents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "figures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kato" integer,
	"measure" text NOT NULL,
	"value" double precision NOT NULL,
	"unit" text NOT NULL,
	"as_of" date NOT NULL,
	"attribution" text NOT NULL,
	"source" text NOT NULL,
	"note" text,
	"recorded_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "figures_statement" UNIQUE NULLS NOT DISTINCT("kato","measure","as_of","attribution","source"),
	CONSTRAINT "figures_measure" CHECK ("figures"."measure" in ('STATE_SCHOOLS', 'PRIVATE_SCHOOLS', 'PUPILS', 'PUPILS_ADDED_YEARLY', 'SEATS_PLANNED', 'SEAT_DEFICIT', 'CENTRAL_ORGANISATIONS_SHARE', 'PRESCHOOLS', 'PRIVATE_PRESCHOOL_SHARE', 'PRESCHOOL_QUEUE', 'PRESCHOOL_COVERAGE', 'PRIVATE_PRESCHOOLS_OPENED', 'PRIVATE_PRESCHOOL_PLACES_OPENED', 'PRESCHOOL_NEED', 'STATE_ORDER_SCHOOLS', 'STATE_ORDER_PUPILS', 'STATE_ORDER_SUM', 'MEALS_CHILDREN', 'MEALS_SUM', 'SEN_CHILDREN', 'SPECIAL_ORGANISATIONS', 'SPECIAL_ORGANISATION_CHILDREN', 'SPECIAL_ORGANISATION_DISABLED', 'INCLUSION_CHILDREN', 'INCLUSIVE_SCHOOLS', 'CORRECTION_GROUPS', 'CORRECTION_GROUP_CHILDREN', 'SPECIAL_KINDERGARTEN_PLACES', 'PUPIL_HOUSES', 'TEACHERS', 'SCHOOLS_COMMISSIONED', 'SCHOOLS_PLANNED', 'MODULAR_CLASSROOMS', 'CHILDREN_PER_GUARDIANSHIP_SPECIALIST', 'SCHOOLS_MONITORED', 'PARENTS_LIABLE_DAILY', 'PARENTS_NIGHT_DAILY', 'RESERVE_CANDIDATES', 'FORUM_HEADS', 'NEET_SHARE')),
	CONSTRAINT "figures_attribution" CHECK ("figures"."attribution" in ('STATED', 'UNATTRIBUTED', 'UNKNOWN'))
);
--> statement-breakpoint
ALTER TABLE "figures" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "schools" (
	"id" uuid PRIMARY KEY NOT NULL,
	"agency_id" uuid NOT NULL,
	"head_officer_id" uuid,
	"kato" integer NOT NULL,
	"region" integer GENERATED ALWAYS AS (kato / 10000000) STORED NOT NULL,
	"district" integer GENERATED ALWAYS AS (case when kato % 10000000 = 0 then null else kato / 100000 end) STORED,
	"name_kk" text,
	"name_ru" text NOT NULL,
	"name_en" text,
	"kind" text NOT NULL,
	"ownership" text NOT NULL,
	"address" text,
	"latitude" double precision,
	"longitude" double precision,
	"phone" text,
	"shifts" integer DEFAULT 1 NOT NULL,
	"building_condition" text DEFAULT 'SOUND' NOT NULL,
	"design_seats" integer,
	"pupils" integer,
	"external_id" text,
	"synthetic" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "schools_agency_id_unique" UNIQUE("agency_id"),
	CONSTRAINT "schools_external_id_unique" UNIQUE("external_id"),
	CONSTRAINT "schools_kind" CHECK ("schools"."kind" in ('SECONDARY', 'GYMNASIUM', 'LYCEUM', 'BOARDING', 'SPECIAL', 'SMALL', 'KINDERGARTEN', 'COLLEGE', 'ADDITIONAL')),
	CONSTRAINT "schools_ownership" CHECK ("schools"."ownership" in ('STATE', 'PRIVATE')),
	CONSTRAINT "schools_building_condition" CHECK ("schools"."building_condition" in ('SOUND', 'NEEDS_REPAIR', 'EMERGENCY')),
	CONSTRAINT "schools_district_known" CHECK ("schools"."district" is not null),
	CONSTRAINT "schools_shifts" CHECK ("schools"."shifts" between 1 and 3),
	CONSTRAINT "schools_seats" CHECK ("schools"."design_seats" >= 0),
	CONSTRAINT "schools_pupils" CHECK ("schools"."pupils" >= 0)
);
--> statement-breakpoint
ALTER TABLE "schools" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "districts" (
	"code" integer PRIMARY KEY GENERATED ALWAYS AS (kato / 100000) STORED NOT NULL,
	"kato" integer NOT NULL,
	"region" integer GENERATED ALWAYS AS (kato / 10000000) STORED NOT NULL,
	"kind" text NOT NULL,
	"name_kk" text,
	"name_ru" text NOT NULL,
	"name_en" text,
	CONSTRAINT "districts_kato_unique" UNIQUE("kato"),
	CONSTRAINT "districts_kind" CHECK ("districts"."kind" in ('REGION', 'CITY_REPUBLICAN', 'DISTRICT', 'CITY_DISTRICT', 'CITY_ADMINISTRATION', 'CITY', 'RURAL_DISTRICT', 'SETTLEMENT'))
);
--> statement-breakpoint
ALTER TABLE "districts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "localities" (
	"kato" integer PRIMARY KEY NOT NULL,
	"district" integer GENERATED ALWAYS AS (kato / 100000) STORED NOT NULL,
	"parent_kato" integer,
	"last_kato" integer NOT NULL,
	"level" integer NOT NULL,
	"kind" text NOT NULL,
	"name_kk" text,
	"name_ru" text NOT NULL,
	"name_en" text,
	CONSTRAINT "localities_kind" CHECK ("localities"."kind" in ('REGION', 'CITY_REPUBLICAN', 'DISTRICT', 'CITY_DISTRICT', 'CITY_ADMINISTRATION', 'CITY', 'RURAL_DISTRICT', 'SETTLEMENT'))
);
--> statement-breakpoint
ALTER TABLE "localities" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "regions" (
	"code" integer PRIMARY KEY GENERATED ALWAYS AS (kato / 10000000) STORED NOT NULL,
	"kato" integer NOT NULL,
	"kind" text NOT NULL,
	"name_kk" text,
	"name_ru" text NOT NULL,
	"name_en" text,
	CONSTRAINT "regions_kato_unique" UNIQUE("kato"),
	CONSTRAINT "regions_kind" CHECK ("regions"."kind" in ('REGION', 'CITY_REPUBLICAN', 'DISTRICT', 'CITY_DISTRICT', 'CITY_ADMINISTRATION', 'CITY', 'RURAL_DISTRICT', 'SETTLEMENT'))
);
--> statement-breakpoint
ALTER TABLE "regions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "agenda_items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"meeting_id" uuid NOT NULL,
	"child_id" uuid,
	"incident_id" uuid,
	"school_id" uuid,
	"kato" integer NOT NULL,
	"position" integer NOT NULL,
	"text" text,
	"added_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "agenda_items_position" UNIQUE("meeting_id","position"),
	CONSTRAINT "agenda_items_one" CHECK (num_nonnulls("agenda_items"."child_id", "agenda_items"."incident_id", "agenda_items"."text") = 1)
);
--> statement-breakpoint
ALTER TABLE "agenda_items" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "attendances" (
	"id" uuid PRIMARY KEY NOT NULL,
	"meeting_id" uuid NOT NULL,
	"officer_id" uuid NOT NULL,
	"agency_id" uuid NOT NULL,
	"school_id" uuid,
	"kato" integer NOT NULL,
	"position" integer NOT NULL,
	"present" boolean NOT NULL,
	CONSTRAINT "attendances_position" UNIQUE("meeting_id","position"),
	CONSTRAINT "attendances_once" UNIQUE("meeting_id","officer_id")
);
--> statement-breakpoint
ALTER TABLE "attendances" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"working_group_id" uuid NOT NULL,
	"meeting_id" uuid,
	"responsible_agency_id" uuid,
	"school_id" uuid,
	"kato" integer NOT NULL,
	"position" integer NOT NULL,
	"text" text NOT NULL,
	"due_on" date,
	"taken_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "decisions_position" UNIQUE("meeting_id","position")
);
--> statement-breakpoint
ALTER TABLE "decisions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "meetings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"working_group_id" uuid NOT NULL,
	"recorded_by_id" uuid,
	"school_id" uuid,
	"kato" integer NOT NULL,
	"region" integer GENERATED ALWAYS AS (kato / 10000000) STORED NOT NULL,
	"district" integer GENERATED ALWAYS AS (case when kato % 10000000 = 0 then null else kato / 100000 end) STORED,
	"topic" text NOT NULL,
	"protocol_number" text,
	"planned_for" timestamp (3) with time zone,
	"held_at" timestamp (3) with time zone,
	"state" text GENERATED ALWAYS AS (case when held_at is null then 'PLANNED' else 'RECORDED' end) STORED NOT NULL,
	"at" timestamp (3) with time zone GENERATED ALWAYS AS (coalesce(held_at, planned_for)) STORED NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "meetings_state" CHECK ("meetings"."state" in ('PLANNED', 'RECORDED'))
);
--> statement-breakpoint
ALTER TABLE "meetings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "memberships" (
	"id" uuid PRIMARY KEY NOT NULL,
	"working_group_id" uuid NOT NULL,
	"officer_id" uuid NOT NULL,
	"agency_id" uuid NOT NULL,
	"school_id" uuid,
	"kato" integer NOT NULL,
	"agency_kind" text NOT NULL,
	"role" text NOT NULL,
	"role_rank" integer GENERATED ALWAYS AS (case role when 'CHAIR' then 0 when 'DEPUTY' then 1 when 'SECRETARY' then 2 when 'MEMBER' then 3 end) STORED NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date,
	"added_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "memberships_agency_kind" CHECK ("memberships"."agency_kind" in ('SCHOOL', 'PARENTS', 'MINISTRY', 'EDUCATION_DEPT', 'EDUCATION_OFFICE', 'AKIMAT', 'JUVENILE_POLICE', 'GUARDIANSHIP', 'SOCIAL_SERVICE', 'HEALTH', 'PROSECUTOR', 'EMERGENCY', 'SANITARY', 'QUALITY', 'CONTACT_CENTRE_111', 'CONTROL_CENTRE', 'PMPC', 'OMBUDSMAN', 'NGO')),
	CONSTRAINT "memberships_role" CHECK ("memberships"."role" in ('CHAIR', 'DEPUTY', 'SECRETARY', 'MEMBER')),
	CONSTRAINT "memberships_period" CHECK ("memberships"."to_day" is null or "memberships"."to_day" >= "memberships"."from_day")
);
--> statement-breakpoint
ALTER TABLE "memberships" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "working_groups" (
	"id" uuid PRIMARY KEY NOT NULL,
	"school_id" uuid,
	"incident_id" uuid,
	"lead_agency_id" uuid,
	"kato" integer NOT NULL,
	"region" integer GENERATED ALWAYS AS (kato / 10000000) STORED NOT NULL,
	"district" integer GENERATED ALWAYS AS (case when kato % 10000000 = 0 then null else kato / 100000 end) STORED,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"name" text NOT NULL,
	"mandate" text,
	"synthetic" boolean DEFAULT false NOT NULL,
	"activated_at" timestamp (3) with time zone,
	"stood_down_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "working_groups_kind" CHECK ("working_groups"."kind" in ('STANDING', 'HEADQUARTERS')),
	CONSTRAINT "working_groups_state" CHECK ("working_groups"."state" in ('PROPOSED', 'ESTABLISHED', 'ACTIVE', 'SUSPENDED', 'DISSOLVED', 'STANDBY', 'ACTIVATED', 'STAND_DOWN', 'REVIEWED')),
	CONSTRAINT "working_groups_state_of_kind" CHECK (("working_groups"."kind" = 'STANDING') = ("working_groups"."state" in ('PROPOSED', 'ESTABLISHED', 'ACTIVE', 'SUSPENDED', 'DISSOLVED'))),
	CONSTRAINT "working_groups_incident_of_kind" CHECK ("working_groups"."kind" = 'HEADQUARTERS' or "working_groups"."incident_id" is null)
);
--> statement-breakpoint
ALTER TABLE "working_groups" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "agencies" ADD CONSTRAINT "agencies_region_regions_code_fk" FOREIGN KEY ("region") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agencies" ADD CONSTRAINT "agencies_district_districts_code_fk" FOREIGN KEY ("district") REFERENCES "public"."districts"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_officer_id_officers_id_fk" FOREIGN KEY ("officer_id") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_school_agency_id_agencies_id_fk" FOREIGN KEY ("school_agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_acting_for_id_officers_id_fk" FOREIGN KEY ("acting_for_id") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "officers" ADD CONSTRAINT "officers_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_acknowledged_by_id_officers_id_fk" FOREIGN KEY ("acknowledged_by_id") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_assigned_to_id_officers_id_fk" FOREIGN KEY ("assigned_to_id") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment_factors" ADD CONSTRAINT "assessment_factors_assessment_id_risk_assessments_id_fk" FOREIGN KEY ("assessment_id") REFERENCES "public"."risk_assessments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment_factors" ADD CONSTRAINT "assessment_factors_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "child_categories" ADD CONSTRAINT "child_categories_child_id_children_id_fk" FOREIGN KEY ("child_id") REFERENCES "public"."children"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "child_categories" ADD CONSTRAINT "child_categories_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "child_profiles" ADD CONSTRAINT "child_profiles_child_id_children_id_fk" FOREIGN KEY ("child_id") REFERENCES "public"."children"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "child_profiles" ADD CONSTRAINT "child_profiles_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "children" ADD CONSTRAINT "children_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "children" ADD CONSTRAINT "children_accountable_officer_id_officers_id_fk" FOREIGN KEY ("accountable_officer_id") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_child_id_children_id_fk" FOREIGN KEY ("child_id") REFERENCES "public"."children"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_assessments" ADD CONSTRAINT "risk_assessments_child_id_children_id_fk" FOREIGN KEY ("child_id") REFERENCES "public"."children"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_assessments" ADD CONSTRAINT "risk_assessments_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_assessments" ADD CONSTRAINT "risk_assessments_assessed_by_id_officers_id_fk" FOREIGN KEY ("assessed_by_id") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_registrations" ADD CONSTRAINT "risk_registrations_child_id_children_id_fk" FOREIGN KEY ("child_id") REFERENCES "public"."children"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_registrations" ADD CONSTRAINT "risk_registrations_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "child_identities" ADD CONSTRAINT "child_identities_child_id_children_id_fk" FOREIGN KEY ("child_id") REFERENCES "public"."children"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "child_identities" ADD CONSTRAINT "child_identities_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guardians" ADD CONSTRAINT "guardians_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guardianships" ADD CONSTRAINT "guardianships_child_id_children_id_fk" FOREIGN KEY ("child_id") REFERENCES "public"."children"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guardianships" ADD CONSTRAINT "guardianships_guardian_id_guardians_id_fk" FOREIGN KEY ("guardian_id") REFERENCES "public"."guardians"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guardianships" ADD CONSTRAINT "guardianships_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_notes" ADD CONSTRAINT "incident_notes_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_notes" ADD CONSTRAINT "incident_notes_author_id_officers_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_notes" ADD CONSTRAINT "incident_notes_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_participants" ADD CONSTRAINT "incident_participants_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_participants" ADD CONSTRAINT "incident_participants_child_id_children_id_fk" FOREIGN KEY ("child_id") REFERENCES "public"."children"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_participants" ADD CONSTRAINT "incident_participants_officer_id_officers_id_fk" FOREIGN KEY ("officer_id") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_participants" ADD CONSTRAINT "incident_participants_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_reviews" ADD CONSTRAINT "incident_reviews_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_reviews" ADD CONSTRAINT "incident_reviews_signed_by_id_officers_id_fk" FOREIGN KEY ("signed_by_id") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_reviews" ADD CONSTRAINT "incident_reviews_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_owner_agency_id_agencies_id_fk" FOREIGN KEY ("owner_agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_reported_by_id_officers_id_fk" FOREIGN KEY ("reported_by_id") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_duplicate_of_id_incidents_id_fk" FOREIGN KEY ("duplicate_of_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schools" ADD CONSTRAINT "schools_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schools" ADD CONSTRAINT "schools_head_officer_id_officers_id_fk" FOREIGN KEY ("head_officer_id") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "districts" ADD CONSTRAINT "districts_region_regions_code_fk" FOREIGN KEY ("region") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "localities" ADD CONSTRAINT "localities_district_districts_code_fk" FOREIGN KEY ("district") REFERENCES "public"."districts"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_items" ADD CONSTRAINT "agenda_items_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_items" ADD CONSTRAINT "agenda_items_child_id_children_id_fk" FOREIGN KEY ("child_id") REFERENCES "public"."children"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_items" ADD CONSTRAINT "agenda_items_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_items" ADD CONSTRAINT "agenda_items_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendances" ADD CONSTRAINT "attendances_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendances" ADD CONSTRAINT "attendances_officer_id_officers_id_fk" FOREIGN KEY ("officer_id") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendances" ADD CONSTRAINT "attendances_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendances" ADD CONSTRAINT "attendances_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_working_group_id_working_groups_id_fk" FOREIGN KEY ("working_group_id") REFERENCES "public"."working_groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_responsible_agency_id_agencies_id_fk" FOREIGN KEY ("responsible_agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_working_group_id_working_groups_id_fk" FOREIGN KEY ("working_group_id") REFERENCES "public"."working_groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_recorded_by_id_officers_id_fk" FOREIGN KEY ("recorded_by_id") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_working_group_id_working_groups_id_fk" FOREIGN KEY ("working_group_id") REFERENCES "public"."working_groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_officer_id_officers_id_fk" FOREIGN KEY ("officer_id") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "working_groups" ADD CONSTRAINT "working_groups_school_id_schools_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."schools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "working_groups" ADD CONSTRAINT "working_groups_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "working_groups" ADD CONSTRAINT "working_groups_lead_agency_id_agencies_id_fk" FOREIGN KEY ("lead_agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "journal_order" ON "journal" USING btree ("xid","id");--> statement-breakpoint
CREATE INDEX "journal_aggregate" ON "journal" USING btree ("aggregate_id","id");--> statement-breakpoint
CREATE INDEX "audit_entries_order" ON "audit_entries" USING btree ("xid","seq");--> statement-breakpoint
CREATE INDEX "agencies_district" ON "agencies" USING btree ("district","kind","id");--> statement-breakpoint
CREATE INDEX "agencies_region" ON "agencies" USING btree ("region","kind","id");--> statement-breakpoint
CREATE INDEX "agencies_kind" ON "agencies" USING btree ("kind","id");--> statement-breakpoint
CREATE INDEX "appointments_officer" ON "appointments" USING btree ("officer_id","from_day");--> statement-breakpoint
CREATE INDEX "appointments_school_agency" ON "appointments" USING btree ("school_agency_id");--> statement-breakpoint
CREATE INDEX "appointments_acting_for" ON "appointments" USING btree ("acting_for_id");--> statement-breakpoint
CREATE INDEX "appointments_role" ON "appointments" USING btree ("role","kato");--> statement-breakpoint
CREATE INDEX "officers_agency" ON "officers" USING btree ("agency_id","name","id");--> statement-breakpoint
CREATE INDEX "alerts_district" ON "alerts" USING btree ("district","open_rank","severity_rank","raised_at","id");--> statement-breakpoint
CREATE INDEX "alerts_region" ON "alerts" USING btree ("region","open_rank","severity_rank","raised_at","id");--> statement-breakpoint
CREATE INDEX "alerts_work" ON "alerts" USING btree ("open_rank","severity_rank","raised_at","id");--> statement-breakpoint
CREATE INDEX "alerts_school" ON "alerts" USING btree ("school_id","open_rank","severity_rank","raised_at","id");--> statement-breakpoint
CREATE INDEX "alerts_incident" ON "alerts" USING btree ("incident_id","raised_at","id");--> statement-breakpoint
CREATE INDEX "alerts_acknowledged_by" ON "alerts" USING btree ("acknowledged_by_id");--> statement-breakpoint
CREATE INDEX "alerts_assigned_to" ON "alerts" USING btree ("assigned_to_id");--> statement-breakpoint
CREATE UNIQUE INDEX "assessment_factors_assessment" ON "assessment_factors" USING btree ("assessment_id","code");--> statement-breakpoint
CREATE INDEX "assessment_factors_school" ON "assessment_factors" USING btree ("school_id");--> statement-breakpoint
CREATE INDEX "child_categories_child" ON "child_categories" USING btree ("child_id","from_day","id");--> statement-breakpoint
CREATE INDEX "child_categories_school" ON "child_categories" USING btree ("school_id");--> statement-breakpoint
CREATE INDEX "child_profiles_school" ON "child_profiles" USING btree ("school_id");--> statement-breakpoint
CREATE INDEX "children_school" ON "children" USING btree ("school_id","risk_rank","pseudonym","id");--> statement-breakpoint
CREATE INDEX "children_district" ON "children" USING btree ("district","risk_rank","pseudonym","id");--> statement-breakpoint
CREATE INDEX "children_region" ON "children" USING btree ("region","risk_rank","pseudonym","id");--> statement-breakpoint
CREATE INDEX "children_risk" ON "children" USING btree ("risk_rank","pseudonym","id");--> statement-breakpoint
CREATE INDEX "children_accountable" ON "children" USING btree ("accountable_officer_id");--> statement-breakpoint
CREATE INDEX "enrolments_child" ON "enrolments" USING btree ("child_id","from_day","id");--> statement-breakpoint
CREATE UNIQUE INDEX "enrolments_current" ON "enrolments" USING btree ("child_id") WHERE "enrolments"."to_day" is null;--> statement-breakpoint
CREATE INDEX "enrolments_school" ON "enrolments" USING btree ("school_id");--> statement-breakpoint
CREATE INDEX "risk_assessments_child" ON "risk_assessments" USING btree ("child_id","at","id");--> statement-breakpoint
CREATE INDEX "risk_assessments_school" ON "risk_assessments" USING btree ("school_id");--> statement-breakpoint
CREATE INDEX "risk_assessments_assessor" ON "risk_assessments" USING btree ("assessed_by_id");--> statement-breakpoint
CREATE INDEX "risk_registrations_child" ON "risk_registrations" USING btree ("child_id","from_day","id");--> statement-breakpoint
CREATE INDEX "risk_registrations_school" ON "risk_registrations" USING btree ("school_id");--> statement-breakpoint
CREATE INDEX "child_identities_school" ON "child_identities" USING btree ("school_id");--> statement-breakpoint
CREATE INDEX "guardians_school" ON "guardians" USING btree ("school_id");--> statement-breakpoint
CREATE INDEX "guardianships_child" ON "guardianships" USING btree ("child_id","from_day","id");--> statement-breakpoint
CREATE INDEX "guardianships_guardian" ON "guardianships" USING btree ("guardian_id");--> statement-breakpoint
CREATE INDEX "guardianships_school" ON "guardianships" USING btree ("school_id");--> statement-breakpoint
CREATE INDEX "incident_notes_incident" ON "incident_notes" USING btree ("incident_id","at","id");--> statement-breakpoint
CREATE INDEX "incident_notes_author" ON "incident_notes" USING btree ("author_id");--> statement-breakpoint
CREATE INDEX "incident_notes_school" ON "incident_notes" USING btree ("school_id");--> statement-breakpoint
CREATE INDEX "incident_participants_incident" ON "incident_participants" USING btree ("incident_id","added_at","id");--> statement-breakpoint
CREATE INDEX "incident_participants_child" ON "incident_participants" USING btree ("child_id","added_at","id");--> statement-breakpoint
CREATE INDEX "incident_participants_officer" ON "incident_participants" USING btree ("officer_id");--> statement-breakpoint
CREATE INDEX "incident_participants_school" ON "incident_participants" USING btree ("school_id");--> statement-breakpoint
CREATE INDEX "incident_reviews_incident" ON "incident_reviews" USING btree ("incident_id","signed_at","id");--> statement-breakpoint
CREATE INDEX "incident_reviews_signer" ON "incident_reviews" USING btree ("signed_by_id");--> statement-breakpoint
CREATE INDEX "incident_reviews_school" ON "incident_reviews" USING btree ("school_id");--> statement-breakpoint
CREATE INDEX "incidents_district" ON "incidents" USING btree ("district","occurred_at","id");--> statement-breakpoint
CREATE INDEX "incidents_region" ON "incidents" USING btree ("region","occurred_at","id");--> statement-breakpoint
CREATE INDEX "incidents_time" ON "incidents" USING btree ("occurred_at","id");--> statement-breakpoint
CREATE INDEX "incidents_school" ON "incidents" USING btree ("school_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "incidents_board" ON "incidents" USING btree ("district","state","severity_rank");--> statement-breakpoint
CREATE INDEX "incidents_owner" ON "incidents" USING btree ("owner_agency_id");--> statement-breakpoint
CREATE INDEX "incidents_reporter" ON "incidents" USING btree ("reported_by_id");--> statement-breakpoint
CREATE INDEX "incidents_duplicate" ON "incidents" USING btree ("duplicate_of_id");--> statement-breakpoint
CREATE INDEX "figures_measure" ON "figures" USING btree ("measure","as_of","id");--> statement-breakpoint
CREATE INDEX "schools_district" ON "schools" USING btree ("district","name_ru","id");--> statement-breakpoint
CREATE INDEX "schools_region" ON "schools" USING btree ("region","name_ru","id");--> statement-breakpoint
CREATE INDEX "schools_name" ON "schools" USING btree ("name_ru","id");--> statement-breakpoint
CREATE INDEX "schools_head" ON "schools" USING btree ("head_officer_id");--> statement-breakpoint
CREATE INDEX "districts_region" ON "districts" USING btree ("region","kato");--> statement-breakpoint
CREATE INDEX "localities_parent" ON "localities" USING btree ("parent_kato","kato");--> statement-breakpoint
CREATE INDEX "localities_district" ON "localities" USING btree ("district","level","kato");--> statement-breakpoint
CREATE INDEX "agenda_items_child" ON "agenda_items" USING btree ("child_id","added_at","id");--> statement-breakpoint
CREATE INDEX "agenda_items_incident" ON "agenda_items" USING btree ("incident_id","added_at","id");--> statement-breakpoint
CREATE INDEX "agenda_items_school" ON "agenda_items" USING btree ("school_id");--> statement-breakpoint
CREATE INDEX "attendances_officer" ON "attendances" USING btree ("officer_id");--> statement-breakpoint
CREATE INDEX "attendances_agency" ON "attendances" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "attendances_school" ON "attendances" USING btree ("school_id");--> statement-breakpoint
CREATE INDEX "decisions_group" ON "decisions" USING btree ("working_group_id","taken_at","position","id");--> statement-breakpoint
CREATE INDEX "decisions_responsible" ON "decisions" USING btree ("responsible_agency_id","due_on");--> statement-breakpoint
CREATE INDEX "decisions_school" ON "decisions" USING btree ("school_id");--> statement-breakpoint
CREATE INDEX "meetings_group" ON "meetings" USING btree ("working_group_id","at","id");--> statement-breakpoint
CREATE INDEX "meetings_overdue" ON "meetings" USING btree ("district","planned_for") WHERE held_at is null;--> statement-breakpoint
CREATE INDEX "meetings_recorded_by" ON "meetings" USING btree ("recorded_by_id");--> statement-breakpoint
CREATE INDEX "meetings_school" ON "meetings" USING btree ("school_id");--> statement-breakpoint
CREATE INDEX "memberships_group" ON "memberships" USING btree ("working_group_id","role_rank","added_at","id");--> statement-breakpoint
CREATE INDEX "memberships_presence" ON "memberships" USING btree ("working_group_id","agency_kind");--> statement-breakpoint
CREATE INDEX "memberships_officer" ON "memberships" USING btree ("officer_id","from_day","id");--> statement-breakpoint
CREATE INDEX "memberships_agency" ON "memberships" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "memberships_school" ON "memberships" USING btree ("school_id");--> statement-breakpoint
CREATE UNIQUE INDEX "memberships_once" ON "memberships" USING btree ("working_group_id","officer_id") WHERE to_day is null;--> statement-breakpoint
CREATE UNIQUE INDEX "memberships_one_chair" ON "memberships" USING btree ("working_group_id") WHERE role = 'CHAIR' and to_day is null;--> statement-breakpoint
CREATE INDEX "working_groups_district" ON "working_groups" USING btree ("district","created_at","id");--> statement-breakpoint
CREATE INDEX "working_groups_region" ON "working_groups" USING btree ("region","created_at","id");--> statement-breakpoint
CREATE INDEX "working_groups_time" ON "working_groups" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "working_groups_school" ON "working_groups" USING btree ("school_id","created_at","id");--> statement-breakpoint
CREATE INDEX "working_groups_lead" ON "working_groups" USING btree ("lead_agency_id","created_at","id");--> statement-breakpoint
CREATE INDEX "working_groups_incident" ON "working_groups" USING btree ("incident_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "working_groups_active_headquarters" ON "working_groups" USING btree ("incident_id") WHERE state = 'ACTIVATED';--> statement-breakpoint
CREATE POLICY "mutation_keys_read" ON "mutation_keys" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING ("mutation_keys"."principal" = (select nullif(current_setting('qorgan.principal', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "mutation_keys_maintain" ON "mutation_keys" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "mutation_keys_insert" ON "mutation_keys" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK ("mutation_keys"."principal" = (select nullif(current_setting('qorgan.principal', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "journal_read" ON "journal" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (false);--> statement-breakpoint
CREATE POLICY "journal_maintain" ON "journal" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "journal_insert" ON "journal" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "journal_work" ON "journal" AS PERMISSIVE FOR SELECT TO "qorgan_worker" USING (true);--> statement-breakpoint
CREATE POLICY "audit_entries_read" ON "audit_entries" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (case when "audit_entries"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) = 'DATA_OFFICER' then true else false end);--> statement-breakpoint
CREATE POLICY "audit_entries_maintain" ON "audit_entries" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "audit_entries_insert" ON "audit_entries" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK ("audit_entries"."actor" is not distinct from (select nullif(current_setting('qorgan.principal', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "audit_entries_work" ON "audit_entries" AS PERMISSIVE FOR SELECT TO "qorgan_worker" USING (true);--> statement-breakpoint
CREATE POLICY "agencies_read" ON "agencies" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING ((select nullif(current_setting('qorgan.principal', true), '')::uuid) is not null);--> statement-breakpoint
CREATE POLICY "agencies_maintain" ON "agencies" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "appointments_read" ON "appointments" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING ((select nullif(current_setting('qorgan.principal', true), '')::uuid) is not null);--> statement-breakpoint
CREATE POLICY "appointments_maintain" ON "appointments" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "officers_read" ON "officers" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING ((select nullif(current_setting('qorgan.principal', true), '')::uuid) is not null);--> statement-breakpoint
CREATE POLICY "officers_maintain" ON "officers" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "alerts_read" ON "alerts" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (case when "alerts"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "alerts"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "alerts_maintain" ON "alerts" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "alerts_insert" ON "alerts" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK (case when "alerts"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "alerts"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "alerts_update" ON "alerts" AS PERMISSIVE FOR UPDATE TO "qorgan_app" USING (case when "alerts"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "alerts"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end) WITH CHECK (case when "alerts"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "alerts"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "assessment_factors_read" ON "assessment_factors" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (case when "assessment_factors"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "assessment_factors"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "assessment_factors_maintain" ON "assessment_factors" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "assessment_factors_insert" ON "assessment_factors" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK (case when "assessment_factors"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "assessment_factors"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "child_categories_read" ON "child_categories" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (case when "child_categories"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "child_categories"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "child_categories_maintain" ON "child_categories" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "child_categories_insert" ON "child_categories" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK (case when "child_categories"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "child_categories"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "child_categories_update" ON "child_categories" AS PERMISSIVE FOR UPDATE TO "qorgan_app" USING (case when "child_categories"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "child_categories"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end) WITH CHECK (case when "child_categories"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "child_categories"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "child_profiles_read" ON "child_profiles" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (case when "child_profiles"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "child_profiles"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "child_profiles_maintain" ON "child_profiles" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "child_profiles_insert" ON "child_profiles" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK (case when "child_profiles"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "child_profiles"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "child_profiles_update" ON "child_profiles" AS PERMISSIVE FOR UPDATE TO "qorgan_app" USING (case when "child_profiles"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "child_profiles"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end) WITH CHECK (case when "child_profiles"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "child_profiles"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "children_read" ON "children" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (case when "children"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "children"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "children_maintain" ON "children" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "children_insert" ON "children" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK (case when "children"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "children"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "children_update" ON "children" AS PERMISSIVE FOR UPDATE TO "qorgan_app" USING (case when "children"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "children"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end) WITH CHECK (case when "children"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "children"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "enrolments_read" ON "enrolments" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (case when "enrolments"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "enrolments"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "enrolments_maintain" ON "enrolments" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "enrolments_insert" ON "enrolments" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK (case when "enrolments"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "enrolments"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "enrolments_update" ON "enrolments" AS PERMISSIVE FOR UPDATE TO "qorgan_app" USING (case when "enrolments"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "enrolments"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end) WITH CHECK (case when "enrolments"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "enrolments"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "risk_assessments_read" ON "risk_assessments" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (case when "risk_assessments"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "risk_assessments"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "risk_assessments_maintain" ON "risk_assessments" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "risk_assessments_insert" ON "risk_assessments" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK (case when "risk_assessments"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "risk_assessments"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "risk_registrations_read" ON "risk_registrations" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (case when "risk_registrations"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "risk_registrations"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "risk_registrations_maintain" ON "risk_registrations" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "risk_registrations_insert" ON "risk_registrations" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK (case when "risk_registrations"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "risk_registrations"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "risk_registrations_update" ON "risk_registrations" AS PERMISSIVE FOR UPDATE TO "qorgan_app" USING (case when "risk_registrations"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "risk_registrations"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end) WITH CHECK (case when "risk_registrations"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "risk_registrations"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "child_identities_read" ON "child_identities" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING ((select nullif(current_setting('qorgan.role', true), '')::text) in ('SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE') and "child_identities"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "child_identities_maintain" ON "child_identities" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "child_identities_insert" ON "child_identities" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK ((select nullif(current_setting('qorgan.role', true), '')::text) in ('SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE') and "child_identities"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "child_identities_update" ON "child_identities" AS PERMISSIVE FOR UPDATE TO "qorgan_app" USING ((select nullif(current_setting('qorgan.role', true), '')::text) in ('SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE') and "child_identities"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) WITH CHECK ((select nullif(current_setting('qorgan.role', true), '')::text) in ('SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE') and "child_identities"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "guardians_read" ON "guardians" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING ((select nullif(current_setting('qorgan.role', true), '')::text) in ('SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE') and "guardians"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "guardians_maintain" ON "guardians" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "guardians_insert" ON "guardians" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK ((select nullif(current_setting('qorgan.role', true), '')::text) in ('SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE') and "guardians"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "guardians_update" ON "guardians" AS PERMISSIVE FOR UPDATE TO "qorgan_app" USING ((select nullif(current_setting('qorgan.role', true), '')::text) in ('SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE') and "guardians"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) WITH CHECK ((select nullif(current_setting('qorgan.role', true), '')::text) in ('SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE') and "guardians"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "guardianships_read" ON "guardianships" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING ((select nullif(current_setting('qorgan.role', true), '')::text) in ('SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE') and "guardianships"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "guardianships_maintain" ON "guardianships" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "guardianships_insert" ON "guardianships" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK ((select nullif(current_setting('qorgan.role', true), '')::text) in ('SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE') and "guardianships"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "guardianships_update" ON "guardianships" AS PERMISSIVE FOR UPDATE TO "qorgan_app" USING ((select nullif(current_setting('qorgan.role', true), '')::text) in ('SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE') and "guardianships"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) WITH CHECK ((select nullif(current_setting('qorgan.role', true), '')::text) in ('SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE') and "guardianships"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "incident_notes_read" ON "incident_notes" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (case when "incident_notes"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "incident_notes"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "incident_notes_maintain" ON "incident_notes" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "incident_notes_insert" ON "incident_notes" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK (case when "incident_notes"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "incident_notes"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "incident_participants_read" ON "incident_participants" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (case when "incident_participants"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "incident_participants"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "incident_participants_maintain" ON "incident_participants" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "incident_participants_insert" ON "incident_participants" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK (case when "incident_participants"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "incident_participants"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "incident_participants_update" ON "incident_participants" AS PERMISSIVE FOR UPDATE TO "qorgan_app" USING (case when "incident_participants"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "incident_participants"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end) WITH CHECK (case when "incident_participants"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "incident_participants"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "incident_reviews_read" ON "incident_reviews" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (case when "incident_reviews"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "incident_reviews"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "incident_reviews_maintain" ON "incident_reviews" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "incident_reviews_insert" ON "incident_reviews" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK (case when "incident_reviews"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "incident_reviews"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "incidents_read" ON "incidents" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (case when "incidents"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "incidents"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "incidents_maintain" ON "incidents" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "incidents_insert" ON "incidents" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK (case when "incidents"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "incidents"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "incidents_update" ON "incidents" AS PERMISSIVE FOR UPDATE TO "qorgan_app" USING (case when "incidents"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "incidents"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end) WITH CHECK (case when "incidents"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "incidents"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "figures_read" ON "figures" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (true);--> statement-breakpoint
CREATE POLICY "figures_maintain" ON "figures" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "schools_read" ON "schools" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING ((select nullif(current_setting('qorgan.principal', true), '')::uuid) is not null);--> statement-breakpoint
CREATE POLICY "schools_maintain" ON "schools" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "districts_read" ON "districts" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (true);--> statement-breakpoint
CREATE POLICY "districts_maintain" ON "districts" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "localities_read" ON "localities" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (true);--> statement-breakpoint
CREATE POLICY "localities_maintain" ON "localities" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "regions_read" ON "regions" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (true);--> statement-breakpoint
CREATE POLICY "regions_maintain" ON "regions" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "agenda_items_read" ON "agenda_items" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (case when "agenda_items"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "agenda_items"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "agenda_items_maintain" ON "agenda_items" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "agenda_items_insert" ON "agenda_items" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK (case when "agenda_items"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "agenda_items"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "attendances_read" ON "attendances" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (case when "attendances"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "attendances"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "attendances_maintain" ON "attendances" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "attendances_insert" ON "attendances" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK (case when "attendances"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "attendances"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "decisions_read" ON "decisions" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (case when "decisions"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "decisions"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "decisions_maintain" ON "decisions" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "decisions_insert" ON "decisions" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK (case when "decisions"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "decisions"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "meetings_read" ON "meetings" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING ((select nullif(current_setting('qorgan.principal', true), '')::uuid) is not null);--> statement-breakpoint
CREATE POLICY "meetings_maintain" ON "meetings" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "meetings_insert" ON "meetings" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK (case when "meetings"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "meetings"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "meetings_update" ON "meetings" AS PERMISSIVE FOR UPDATE TO "qorgan_app" USING (case when "meetings"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "meetings"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end) WITH CHECK (case when "meetings"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "meetings"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "memberships_read" ON "memberships" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING ((select nullif(current_setting('qorgan.principal', true), '')::uuid) is not null);--> statement-breakpoint
CREATE POLICY "memberships_maintain" ON "memberships" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "memberships_insert" ON "memberships" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK (case when "memberships"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "memberships"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "memberships_update" ON "memberships" AS PERMISSIVE FOR UPDATE TO "qorgan_app" USING (case when "memberships"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "memberships"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end) WITH CHECK (case when "memberships"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "memberships"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "working_groups_read" ON "working_groups" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING ((select nullif(current_setting('qorgan.principal', true), '')::uuid) is not null);--> statement-breakpoint
CREATE POLICY "working_groups_maintain" ON "working_groups" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "working_groups_insert" ON "working_groups" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK (case when "working_groups"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "working_groups"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);--> statement-breakpoint
CREATE POLICY "working_groups_update" ON "working_groups" AS PERMISSIVE FOR UPDATE TO "qorgan_app" USING (case when "working_groups"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "working_groups"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end) WITH CHECK (case when "working_groups"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('MINISTRY_CONTROLLER', 'REGION_OFFICER', 'DISTRICT_OFFICER', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN') and ((select nullif(current_setting('qorgan.school', true), '')::uuid) is null or "working_groups"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid)) then true else false end);