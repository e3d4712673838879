import { sql } from "drizzle-orm";
import { index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { kato, oneOf, oneOfText } from "../../db/columns.js";
import { TerritoryKind } from "./enums.js";
import { territoryPolicies } from "./policy.js";

const names = () => ({
  nameKk: text("name_kk"),
  nameRu: text("name_ru").notNull(),
  nameEn: text("name_en"),
});

/** Units of the first level. `code` is the first two digits of KATO, checked over the whole classifier. */
export const regions = pgTable(
  "regions",
  {
    code: integer("code").primaryKey().generatedAlwaysAs(sql`kato / 10000000`),
    kato: kato("kato").notNull().unique(),
    kind: oneOfText("kind", TerritoryKind).notNull(),
    ...names(),
  },
  (t) => [oneOf(t.kind, TerritoryKind.values, "regions"), ...territoryPolicies("regions")],
);

/** Units of the second level. `code` is the first four digits of KATO. */
export const districts = pgTable(
  "districts",
  {
    code: integer("code").primaryKey().generatedAlwaysAs(sql`kato / 100000`),
    kato: kato("kato").notNull().unique(),
    region: integer("region")
      .notNull()
      .generatedAlwaysAs(sql`kato / 10000000`)
      .references(() => regions.code),
    kind: oneOfText("kind", TerritoryKind).notNull(),
    ...names(),
  },
  (t) => [
    index("districts_region").on(t.region, t.kato), // region { districts }
    oneOf(t.kind, TerritoryKind.values, "districts"),
    ...territoryPolicies("districts"),
  ],
);

/** Units below the second level. All units below one have codes from its own to `lastKato`, without a gap. */
export const localities = pgTable(
  "localities",
  {
    kato: kato("kato").primaryKey(),
    district: integer("district")
      .notNull()
      .generatedAlwaysAs(sql`kato / 100000`)
      .references(() => districts.code),
    parentKato: kato("parent_kato"),
    lastKato: kato("last_kato").notNull(),
    level: integer("level").notNull(),
    kind: oneOfText("kind", TerritoryKind).notNull(),
    ...names(),
  },
  (t) => [
    index("localities_parent").on(t.parentKato, t.kato), // locality { localities }
    index("localities_district").on(t.district, t.level, t.kato), // district { localities }
    oneOf(t.kind, TerritoryKind.values, "localities"),
    ...territoryPolicies("localities"),
  ],
);
