CREATE TABLE "journal_epochs" (
	"epoch" integer PRIMARY KEY NOT NULL,
	"tag" uuid DEFAULT gen_random_uuid() NOT NULL,
	"cluster" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "journal_epochs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX "journal_order";--> statement-breakpoint
CREATE INDEX "mutation_keys_used_at" ON "mutation_keys" USING btree ("used_at");--> statement-breakpoint
CREATE INDEX "journal_order" ON "journal" USING btree ("epoch","xid","id");--> statement-breakpoint
CREATE POLICY "journal_epochs_read" ON "journal_epochs" AS PERMISSIVE FOR SELECT TO "qorgan_app", "qorgan_reader" USING (true);--> statement-breakpoint
CREATE POLICY "journal_epochs_maintain" ON "journal_epochs" AS PERMISSIVE FOR ALL TO "qorgan_owner" USING ((select current_setting('qorgan.maintenance', true)) = 'on') WITH CHECK ((select current_setting('qorgan.maintenance', true)) = 'on');--> statement-breakpoint
CREATE POLICY "journal_epochs_work" ON "journal_epochs" AS PERMISSIVE FOR SELECT TO "qorgan_worker" USING (true);--> statement-breakpoint
ALTER POLICY "journal_read" ON "journal" TO qorgan_app,qorgan_reader USING (true);