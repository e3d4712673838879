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
  officers: Officer[];
  /** Codes of all districts. */
  districts: string[];
  copy(folder: string): Promise<Cluster>;
}

const run = promisify(execFile);
const ROLES = ["DISPATCHER", "DISTRICT_OFFICER", "PROSECUTOR", "OMBUDSMAN", "MINISTRY_CONTROLLER", "REGION_OFFICER"];

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
  const officers = await cluster.sql<Officer>(`
    select distinct on (role, kato) 'officer_' || officer_id as id, role, kato::text from appointments
    where role in (${ROLES.map((role) => `'${role}'`)}) and from_day <= now() and coalesce(to_day, now()) >= now()
    order by role, kato, officer_id`);
  const districts = await cluster.sql<{ kato: string }>("select kato::text from districts order by kato");
  await cluster.stop("fast");
  return {
    officers: [...officers],
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
