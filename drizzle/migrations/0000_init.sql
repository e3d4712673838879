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
ALTER TABLE "agencies" ADD CONSTRAINT "agencies_region_regions_code_fk" FOREIGN KEY ("region") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agencies" ADD CONSTRAINT "agencies_district_districts_code_fk" FOREIGN KEY ("district") REFERENCES "public"."districts"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_officer_id_officers_id_fk" FOREIGN KEY ("officer_id") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_school_agency_id_agencies_id_fk" FOREIGN KEY ("school_agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_acting_for_id_officers_id_fk" FOREIGN KEY ("acting_for_id") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "officers" ADD CONSTRAINT "officers_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schools" ADD CONSTRAINT "schools_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schools" ADD CONSTRAINT "schools_head_officer_id_officers_id_fk" FOREIGN KEY ("head_officer_id") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "districts" ADD CONSTRAINT "districts_region_regions_code_fk" FOREIGN KEY ("region") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "localities" ADD CONSTRAINT "localities_district_districts_code_fk" FOREIGN KEY ("district") REFERENCES "public"."districts"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "journal_order" ON "journal" USING btree ("xid","id");--> statement-breakpoint
CREATE INDEX "journal_aggregate" ON "journal" USING btree ("aggregate_id","id");--> statement-breakpoint
CREATE INDEX "agencies_district" ON "agencies" USING btree ("district","kind","id");--> statement-breakpoint
CREATE INDEX "agencies_region" ON "agencies" USING btree ("region","kind","id");--> statement-breakpoint
CREATE INDEX "agencies_kind" ON "agencies" USING btree ("kind","id");--> statement-breakpoint
CREATE INDEX "appointments_officer" ON "appointments" USING btree ("officer_id","from_day");--> statement-breakpoint
CREATE INDEX "appointments_school_agency" ON "appointments" USING btree ("school_agency_id");--> statement-breakpoint
CREATE INDEX "appointments_acting_for" ON "appointments" USING btree ("acting_for_id");--> statement-breakpoint
CREATE INDEX "appointments_role" ON "appointments" USING btree ("role","kato");--> statement-breakpoint
CREATE INDEX "officers_agency" ON "officers" USING btree ("agency_id","name","id");--> statement-breakpoint
CREATE INDEX "figures_measure" ON "figures" USING btree ("measure","as_of","id");--> statement-breakpoint
CREATE INDEX "schools_district" ON "schools" USING btree ("district","name_ru","id");--> statement-breakpoint
CREATE INDEX "schools_region" ON "schools" USING btree ("region","name_ru","id");--> statement-breakpoint
CREATE INDEX "schools_name" ON "schools" USING btree ("name_ru","id");--> statement-breakpoint
CREATE INDEX "schools_head" ON "schools" USING btree ("head_officer_id");--> statement-breakpoint
CREATE INDEX "districts_region" ON "districts" USING btree ("region","kato");--> statement-breakpoint
CREATE INDEX "localities_parent" ON "localities" USING btree ("parent_kato","kato");--> statement-breakpoint
CREATE INDEX "localities_district" ON "localities" USING btree ("district","level","kato");--> statement-breakpoint
CREATE POLICY "mutation_keys_read" ON "mutation_keys" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING ("mutation_keys"."principal" = (select nullif(current_setting('qorgan.principal', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "mutation_keys_maintain" ON "mutation_keys" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "mutation_keys_insert" ON "mutation_keys" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK ("mutation_keys"."principal" = (select nullif(current_setting('qorgan.principal', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "journal_read" ON "journal" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (false);--> statement-breakpoint
CREATE POLICY "journal_maintain" ON "journal" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "journal_insert" ON "journal" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "journal_work" ON "journal" AS PERMISSIVE FOR SELECT TO "qorgan_worker" USING (true);--> statement-breakpoint
CREATE POLICY "agencies_read" ON "agencies" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING ((select nullif(current_setting('qorgan.principal', true), '')::uuid) is not null);--> statement-breakpoint
CREATE POLICY "agencies_maintain" ON "agencies" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "appointments_read" ON "appointments" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING ((select nullif(current_setting('qorgan.principal', true), '')::uuid) is not null);--> statement-breakpoint
CREATE POLICY "appointments_maintain" ON "appointments" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "officers_read" ON "officers" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING ((select nullif(current_setting('qorgan.principal', true), '')::uuid) is not null);--> statement-breakpoint
CREATE POLICY "officers_maintain" ON "officers" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "figures_read" ON "figures" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (true);--> statement-breakpoint
CREATE POLICY "figures_maintain" ON "figures" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "schools_read" ON "schools" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING ((select nullif(current_setting('qorgan.principal', true), '')::uuid) is not null);--> statement-breakpoint
CREATE POLICY "schools_maintain" ON "schools" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "districts_read" ON "districts" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (true);--> statement-breakpoint
CREATE POLICY "districts_maintain" ON "districts" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "localities_read" ON "localities" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (true);--> statement-breakpoint
CREATE POLICY "localities_maintain" ON "localities" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "regions_read" ON "regions" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (true);--> statement-breakpoint
CREATE POLICY "regions_maintain" ON "regions" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');