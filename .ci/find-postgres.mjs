// Exits with 0 when a PostgreSQL that is new enough answers at the URL.
import postgres from "postgres";

const sql = postgres(process.argv[2], { max: 1, connect_timeout: 5, onnotice: () => {} });
try {
  const [{ version }] = await sql`select current_setting('server_version_num')::int as version`;
  console.log(`PostgreSQL ${Math.floor(version / 10_000)}`);
  process.exitCode = version >= 150_000 ? 0 : 1;
} catch (error) {
  console.error(error.message || error.code);
  process.exitCode = 1;
} finally {
  await sql.end({ timeout: 1 });
}
