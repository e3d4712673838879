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
CREATE TABLE "audit_published" (
	"number" integer PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_published" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_published" ADD CONSTRAINT "audit_published_number_audit_blocks_number_fk" FOREIGN KEY ("number") REFERENCES "public"."audit_blocks"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "audit_blocks_read" ON "audit_blocks" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (case when false then true else false end);--> statement-breakpoint
CREATE POLICY "audit_blocks_maintain" ON "audit_blocks" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "audit_blocks_work" ON "audit_blocks" AS PERMISSIVE FOR SELECT TO "qorgan_worker" USING (true);--> statement-breakpoint
CREATE POLICY "audit_blocks_append" ON "audit_blocks" AS PERMISSIVE FOR INSERT TO "qorgan_worker" WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "audit_published_read" ON "audit_published" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (case when false then true else false end);--> statement-breakpoint
CREATE POLICY "audit_published_maintain" ON "audit_published" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "audit_published_work" ON "audit_published" AS PERMISSIVE FOR SELECT TO "qorgan_worker" USING (true);--> statement-breakpoint
CREATE POLICY "audit_published_append" ON "audit_published" AS PERMISSIVE FOR INSERT TO "qorgan_worker" WITH CHECK (true);