CREATE TABLE "audit_blocks" (
	"number" integer PRIMARY KEY NOT NULL,
	"last_xid" "xid8" NOT NULL,
	"last_seq" bigint NOT NULL,
	"count" integer NOT NULL,
	"root" text NOT NULL,
	"previous" text NOT NULL,
	"leaves" text[] NOT NULL,
	"entries" text[] NOT NULL,
	"signature" text NOT NULL,
	"sealer" uuid NOT NULL,
	"sealed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_blocks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "audit_entries_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"actor_id" uuid,
	"role" text,
	"jurisdiction" integer,
	"kato" integer NOT NULL,
	"region" integer GENERATED ALWAYS AS (kato / 10000000) STORED NOT NULL,
	"district" integer GENERATED ALWAYS AS (case when kato % 10000000 = 0 then null else kato / 100000 end) STORED,
	"school_id" uuid,
	"action" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text,
	"child_id" uuid,
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
CREATE TABLE "audit_published" (
	"number" integer PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_published" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_published" ADD CONSTRAINT "audit_published_number_audit_blocks_number_fk" FOREIGN KEY ("number") REFERENCES "public"."audit_blocks"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_entries_order" ON "audit_entries" USING btree ("xid","seq");--> statement-breakpoint
CREATE INDEX "audit_entries_child" ON "audit_entries" USING btree ("child_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_entries_subject" ON "audit_entries" USING btree ("subject_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_entries_actor" ON "audit_entries" USING btree ("actor_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_entries_district" ON "audit_entries" USING btree ("district","at","id");--> statement-breakpoint
CREATE INDEX "audit_entries_region" ON "audit_entries" USING btree ("region","at","id");--> statement-breakpoint
CREATE INDEX "audit_entries_at" ON "audit_entries" USING btree ("at","id");--> statement-breakpoint
CREATE POLICY "audit_blocks_read" ON "audit_blocks" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (case when false then true else false end);--> statement-breakpoint
CREATE POLICY "audit_blocks_maintain" ON "audit_blocks" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "audit_blocks_work" ON "audit_blocks" AS PERMISSIVE FOR SELECT TO "qorgan_worker" USING (true);--> statement-breakpoint
CREATE POLICY "audit_blocks_append" ON "audit_blocks" AS PERMISSIVE FOR INSERT TO "qorgan_worker" WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "audit_entries_read" ON "audit_entries" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (case when (("audit_entries"."kato" between (select nullif(current_setting('qorgan.kato_from', true), '')::int) and (select nullif(current_setting('qorgan.kato_to', true), '')::int) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('DATA_OFFICER') and (select nullif(current_setting('qorgan.school', true), '')::uuid) is null) or ("audit_entries"."child_id" is not null and (("audit_entries"."school_id" = (select nullif(current_setting('qorgan.school', true), '')::uuid) and (select nullif(current_setting('qorgan.role', true), '')::text) in ('SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE')) or "audit_entries"."child_id" = any(array(select subject_id from access_grants where principal = (select nullif(current_setting('qorgan.principal', true), '')::uuid)
    and subject_type = 'child' and tier in ('T3C', 'T2', 'T4') and from_at <= now()
    and (to_at is null or to_at > now())))) and ("audit_entries"."child_id" is null or not ("audit_entries"."child_id" = any(array(select subject_id from access_exclusions
    where principal = (select nullif(current_setting('qorgan.principal', true), '')::uuid) and subject_type = 'child')))))) then true else false end);--> statement-breakpoint
CREATE POLICY "audit_entries_maintain" ON "audit_entries" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "audit_entries_insert" ON "audit_entries" AS PERMISSIVE FOR INSERT TO "qorgan_app" WITH CHECK (case when ((not "audit_entries"."actor_id" is distinct from (select nullif(current_setting('qorgan.principal', true), '')::uuid) and not "audit_entries"."role" is distinct from (select nullif(current_setting('qorgan.role', true), '')::text)) and "audit_entries"."xid" = pg_current_xact_id()) then true else false end);--> statement-breakpoint
CREATE POLICY "audit_entries_work" ON "audit_entries" AS PERMISSIVE FOR SELECT TO "qorgan_worker" USING (true);--> statement-breakpoint
CREATE POLICY "audit_published_read" ON "audit_published" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (case when false then true else false end);--> statement-breakpoint
CREATE POLICY "audit_published_maintain" ON "audit_published" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "audit_published_work" ON "audit_published" AS PERMISSIVE FOR SELECT TO "qorgan_worker" USING (true);--> statement-breakpoint
CREATE POLICY "audit_published_append" ON "audit_published" AS PERMISSIVE FOR INSERT TO "qorgan_worker" WITH CHECK (true);