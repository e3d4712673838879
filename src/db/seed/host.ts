import { statfs } from "node:fs/promises";
import postgres from "postgres";
import type { Scale } from "./country.js";

const GIGABYTE = 1e9;

/** Throws unless a country may be loaded into the PostgreSQL server: it serves nobody, and its disk has room. */
export async function checkHost(url: string, { gigabytes }: Pick<Scale, "gigabytes">): Promise<void> {
  const sql = postgres(url, { max: 1, connection: { application_name: "qorgan seed" } });
  try {
    await requireUnserved(sql);
    await requireRoom(sql, gigabytes);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

// A server listens for as long as it runs, in whichever database.
async function requireUnserved(sql: postgres.Sql) {
  const served = await sql<{ name: string }[]>`
    select distinct datname as name from pg_stat_activity where application_name = 'qorgan listen'`;
  if (!served.length) return;
  const names = served.map(({ name }) => name).join(", ");
  throw new Error(
    "The PostgreSQL server must serve nobody while a country is loaded, since one long transaction would hold back " +
      `every alert, but a Qorgan server is connected to: ${names}`,
  );
}

async function requireRoom(sql: postgres.Sql, gigabytes: number): Promise<void> {
  const free = await findFree(sql);
  if (free === null || free >= gigabytes * GIGABYTE) return;
  const left = Math.floor(free / GIGABYTE);
  throw new Error(`The disk of the PostgreSQL server must have ${gigabytes} GB of room, but it has ${left} GB.`);
}

// The disk isn't seen from another machine, nor without the right to ask where the data lies.
async function findFree(sql: postgres.Sql): Promise<number | null> {
  try {
    const [server] = await sql<{ folder: string; isHere: boolean }[]>`
      select current_setting('data_directory') as folder,
        inet_server_addr() is not distinct from inet_client_addr() as "isHere"`;
    if (!server?.isHere) return null;
    const { bavail, bsize } = await statfs(server.folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
