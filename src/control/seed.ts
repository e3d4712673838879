import { checkHost } from "../db/seed/host.js";
import { isEmpty, seedDemo } from "../db/seed/index.js";
import { SCALES, type ScaleName, seedScale, type Target } from "../db/seed/scale.js";
import { fail } from "../graphql/errors.js";
import { refreshStatistics } from "../modules/statistics/refresh.js";
import type { Report } from "./commands.js";
import type { Environment } from "./environment.js";

export interface SeedArgs {
  /** A whole country instead of the demo. */
  scale?: ScaleName | undefined;
}

const EMBEDDED =
  "DATABASE_URL must be set for a whole country, but without it data goes into the embedded database: one thread inside " +
  "this process, which would take hours";

/** Fills an empty database with invented data, in a demo only. */
export async function seedCommand(
  { database, databaseUrl: url, demo, ring }: Environment,
  { scale }: SeedArgs,
  { progress, output }: Report,
): Promise<Record<string, number>> {
  if (!demo) throw fail("NOT_ALLOWED", ["seed"], "QORGAN_DEMO must be 1 for the demo data, but this isn't a demo");
  if (scale && !url) throw fail("INVALID_INPUT", ["scale"], EMBEDDED);
  if (!(await isEmpty(database)))
    throw fail("INVALID_INPUT", ["seed"], "The database must be empty for the demo data, but it holds data already");
  const made =
    scale && url
      ? await seedCountry({ database, url }, scale, { progress, output })
      : await seedDemo(database, progress, { ring: await ring() });
  // A server that runs has counted the empty database, and wouldn't count again today.
  await refreshStatistics(database, { isDue: false });
  return made;
}

async function seedCountry({ database, url }: Target, name: ScaleName, { progress, output }: Report) {
  const scale = SCALES[name];
  await output(`${name} needs about ${scale.gigabytes} GB of disk, and the PostgreSQL server for itself.\n`);
  await checkHost(url, scale);
  return seedScale({ database, url }, scale, progress);
}
