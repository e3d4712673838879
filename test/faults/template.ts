import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Cluster, copyCluster, openCluster } from "./cluster.ts";
import type { Range } from "./history.ts";
import { findPort } from "./programs.ts";

/** An officer of the demo data. */
export interface Officer {
  id: string;
  role: string;
  /** Null is the whole country. */
  kato: string | null;
}

/** A stopped cluster with the demo data, copied for each scenario. */
export interface Template {
  /** One of each role and jurisdiction. */
  officers: Officer[];
  /** Four more of each, who all may see the same. */
  colleagues: Officer[];
  /** Codes of all districts. */
  districts: string[];
  copy(folder: string): Promise<Cluster>;
}

const run = promisify(execFile);
const ROLES = ["DISPATCHER", "DISTRICT_OFFICER", "PROSECUTOR", "OMBUDSMAN", "MINISTRY_CONTROLLER", "REGION_OFFICER"];

const COLLEAGUES = 4;
// Whoever has relationships by the demo data may see more than others of the same role.
const HIRE = `
  with found as (
    select distinct on (role, kato) o.id, o.agency_id, a.role, a.kato, a.from_day
    from appointments a join officers o on o.id = a.officer_id
    where role in (${ROLES.map((role) => `'${role}'`)}) and from_day <= now() and coalesce(to_day, now()) >= now()
    order by role, kato, o.id),
  copies as (
    select gen_random_uuid() as id, agency_id, role, kato, from_day from found, generate_series(1, ${COLLEAGUES})),
  hired as (
    insert into officers (id, agency_id, name, synthetic) select id, agency_id, 'Colleague', true from copies returning id),
  appointed as (
    insert into appointments (id, officer_id, role, kato, from_day)
    select gen_random_uuid(), id, role, kato, from_day from copies
    where id in (select id from hired) returning id)
  select 'officer_' || id as id, role, kato::text, false as "isColleague" from found
  union all select 'officer_' || id, role, kato::text, true from copies where (select count(*) from appointed) > 0`;

export async function makeTemplate(programs: string, product: string, home: string): Promise<Template> {
  const folder = join(home, "template");
  const cluster = await openCluster(programs, folder, await findPort());
  try {
    await cluster.start();
    return await fillTemplate(cluster, { programs, product, home });
  } catch (error) {
    await cluster.remove();
    throw error;
  }
}

type Places = Record<"programs" | "product" | "home", string>;

async function fillTemplate(cluster: Cluster, { programs, product, home }: Places): Promise<Template> {
  const env = { PATH: process.env.PATH, QORGAN_HOME: home, DATABASE_URL: urlOf(cluster.port) };
  await run(process.execPath, [join(product, "dist/cli.js"), "seed"], { cwd: product, env });
  const hired = await cluster.sql<Officer & { isColleague: boolean }>(HIRE);
  const [officers = [], colleagues = []] = [false, true].map((is) =>
    hired.filter(({ isColleague }) => isColleague === is),
  );
  const districts = await cluster.sql<{ kato: string }>("select kato::text from districts order by kato");
  await cluster.stop("fast");
  return {
    ...{ officers, colleagues },
    districts: districts.map(({ kato }) => kato),
    async copy(to) {
      await copyCluster(cluster.folder, to);
      return openCluster(programs, to, await findPort());
    },
  };
}

export const urlOf = (port: number) => `postgres://postgres@127.0.0.1:${port}/postgres`;

/** Everything below a region's or district's code; without one the whole country. */
export function rangeOf(kato: string | null): Range {
  const digits = (kato ?? "").replace(/0+$/, "").length > 2 ? 4 : 2;
  const prefix = kato?.slice(0, digits) ?? "";
  return { from: prefix.padEnd(9, "0"), to: prefix.padEnd(9, "9") };
}
