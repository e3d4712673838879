import type { Language } from "../../graphql/catalogue.js";
import type { Context } from "../../graphql/context.js";
import { schools } from "../schools/table.js";
import { districts, regions } from "../territories/table.js";
import type { Area } from "./subject.js";

interface Place {
  schoolId?: string | null;
  district: number | null;
  region: number;
}
type Named = { nameKk: string | null; nameRu: string; nameEn: string | null };

/** The names of the school, the district and the region of a row, read in batches. */
export async function findArea({ loaders }: Context, { schoolId, district, region }: Place): Promise<Area> {
  const found = await Promise.all([
    schoolId ? loaders.oneBy(schools.id, schoolId) : null,
    district === null ? null : loaders.oneBy(districts.code, district),
    loaders.oneBy(regions.code, region),
  ]);
  const units = found.filter((unit) => unit !== null) as unknown as Named[];
  return (language) => units.map((unit) => nameIn(unit, language)).join(", ");
}

const nameIn = ({ nameKk: kk, nameRu: ru, nameEn: en }: Named, language: Language) => ({ kk, ru, en })[language] ?? ru;
