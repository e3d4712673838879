import { sql } from "drizzle-orm";

/** The day in Kazakhstan by the database's clock: appointments, memberships and teams go by days. */
export const today = sql.raw("(now() at time zone 'Asia/Almaty')::date");
