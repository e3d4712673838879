import { sql } from "drizzle-orm";

/** The day in Kazakhstan by the database's clock: appointments, memberships and teams go by days. */
export const today = sql.raw("(now() at time zone 'Asia/Almaty')::date");

// Calendar days are those of Kazakhstan, as everywhere in the database.
const inAlmaty = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Almaty" });

/** The day at a time, such as 2026-11-21. */
export const dayOf = (time: Date): string => inAlmaty.format(time);
