CREATE TABLE "statistic_cells" (
	"kato" integer NOT NULL,
	"parent" integer,
	"subject" text NOT NULL,
	"period" text NOT NULL,
	"dimension" text NOT NULL,
	"value" text NOT NULL,
	"count" integer,
	"as_of" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "statistic_cells_kato_period_subject_dimension_value_pk" PRIMARY KEY("kato","period","subject","dimension","value"),
	CONSTRAINT "statistic_cells_subject" CHECK ("statistic_cells"."subject" in ('CHILDREN', 'INCIDENTS')),
	CONSTRAINT "statistic_cells_count" CHECK ("statistic_cells"."count" >= 10)
);
--> statement-breakpoint
ALTER TABLE "statistic_cells" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointments" DROP CONSTRAINT "appointments_period";--> statement-breakpoint
ALTER TABLE "officers" ADD COLUMN "kind" text DEFAULT 'PERSON' NOT NULL;--> statement-breakpoint
CREATE INDEX "statistic_cells_parent" ON "statistic_cells" USING btree ("parent","period");--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_period" CHECK ("appointments"."to_day" is null or "appointments"."to_day" >= "appointments"."from_day" - 1);--> statement-breakpoint
ALTER TABLE "officers" ADD CONSTRAINT "officers_kind" CHECK ("officers"."kind" in ('PERSON', 'SERVICE'));--> statement-breakpoint
ALTER TABLE "officers" ADD CONSTRAINT "officers_service" CHECK ("officers"."kind" = 'PERSON' or "officers"."duty_phone" is null);--> statement-breakpoint
CREATE POLICY "statistic_cells_read" ON "statistic_cells" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (case when (select nullif(current_setting('qorgan.role', true), '')::text) in ('REGION_OFFICER', 'DISTRICT_OFFICER', 'JUVENILE_INSPECTOR', 'GUARDIANSHIP_SPECIALIST', 'DISPATCHER', 'PROSECUTOR', 'OMBUDSMAN', 'SCHOOL_DIRECTOR', 'PSYCHOLOGIST', 'SOCIAL_PEDAGOGUE', 'MINISTRY_CONTROLLER', 'INSPECTOR', 'PARENT_REPRESENTATIVE') then true else false end);--> statement-breakpoint
CREATE POLICY "statistic_cells_maintain" ON "statistic_cells" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "statistic_cells_work" ON "statistic_cells" AS PERMISSIVE FOR ALL TO "qorgan_worker" USING (true) WITH CHECK (true);