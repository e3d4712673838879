import { sql } from "drizzle-orm";
import type { Role } from "../../access/roles.js";
import type { Transaction } from "../../db/database.js";
import { fromUuid } from "../../db/ids.js";
import type { Context } from "../../graphql/context.js";
import { alerts } from "./table.js";

/** An officer to whom an alert is addressed, whatever else of it the officer's role may read. */
export interface Addressee {
  officerId: string;
  role: Role;
}
type Found = { alert: string; officer: string; role: Role };

/**
 * To whom alerts of incidents are addressed: the teams of the children who took part and who answers for them, the
 * school's director and psychologist, but nobody who is excluded. Whose team it is stays unsaid. Of alerts that the
 * transaction's role doesn't see nothing is found.
 */
export async function findAddressees(tx: Transaction, alertIds: readonly string[]): Promise<Map<string, Addressee[]>> {
  const uuids = alertIds.map((id) => alerts.id.mapToDriverValue(id));
  // The function reads what the viewer may not: it is given what the viewer's own policies let through.
  const seen = sql`array(select ${alerts.id} from ${alerts} where ${alerts.id} = any(${sql.param(uuids)}::uuid[]))`;
  const rows = await tx.rows<Found>(sql`
    select alert_id as alert, officer_id as officer, role from find_addressees(${seen}) order by role, officer_id`);
  const byAlert = Map.groupBy(rows, ({ alert }) => fromUuid("alert", alert));
  const toAddressee = ({ officer, role }: Found) => ({ officerId: fromUuid("officer", officer), role });
  return new Map([...byAlert].map(([id, found]) => [id, found.map(toAddressee)]));
}

/** The same of one alert; none of one that isn't about an incident. */
export const readAddressees = async (ctx: Context, alertId: string): Promise<Addressee[]> =>
  (await ctx.loaders.batch("addressees", async (ids) => findAddressees(await ctx.open(), ids), alertId)) ?? [];
