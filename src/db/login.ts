import postgres from "postgres";

interface Login {
  login: string;
  passes: string | null;
  inherits: boolean;
  owns: boolean;
}

/**
 * Refuses a login that policies don't bind. Each pool runs under a role, but `set role none` brings the login itself
 * back, and it stays on the pooled connection: so it must be able to read nothing of its own accord.
 */
export async function requireBoundLogin(url: string): Promise<void> {
  const { login, passes, inherits, owns } = await readLogin(url);
  const refuse = (rule: string, found: string) => {
    throw new Error(
      `The login of DATABASE_URL must ${rule}, but ${login} ${found}: ` +
        "make one with CREATE ROLE … LOGIN NOINHERIT, which owns the database and no table.",
    );
  };
  if (passes) refuse("not be, or be able to become, a superuser or a role with BYPASSRLS", `can act as ${passes}`);
  if (inherits) refuse("be NOINHERIT", "has the rights of the server's roles without taking one of them");
  if (owns) refuse("own no table", "owns some");
}

async function readLogin(url: string): Promise<Login> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connection: { application_name: "qorgan login" } });
  try {
    const [found] = await sql<[Login]>`
      select session_user as login,
        (select rolname from pg_roles
         where (rolsuper or rolbypassrls) and pg_has_role(session_user, oid, 'member')
         order by rolname <> session_user, rolname limit 1) as passes,
        (select rolinherit from pg_roles where rolname = session_user)
          or exists (select from pg_roles where pg_has_role(session_user, oid, 'usage')
                     and rolname in ('qorgan_owner', 'qorgan_app', 'qorgan_reader', 'qorgan_worker')) as inherits,
        exists (select from pg_class c join pg_roles r on r.oid = c.relowner
                where r.rolname = session_user and c.relnamespace = to_regnamespace('public')
                  and c.relkind in ('r', 'p')) as owns`;
    return found;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
