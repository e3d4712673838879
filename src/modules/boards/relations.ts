import { and, eq, not, sql } from "drizzle-orm";
import { Int } from "type-graphql";
import { countOf, measured, part, tally } from "../../graphql/computed.js";
import { relations } from "../../graphql/relations.js";
import { alerts } from "../alerts/table.js";
import { children } from "../children/table.js";
import { incidents } from "../incidents/table.js";
import { seatDeficit } from "../schools/board.js";
import { districts } from "../territories/table.js";
import { District } from "../territories/type.js";
import { groupsIncomplete, meetingsOverdue } from "../workgroups/board.js";
import { Board, OpenIncidents, RiskCount, SeverityCount } from "./type.js";

type Districts = typeof districts;

export const districtRelations = relations(() => District, districts, {
  board: part(() => Board, "What it has to deal with now."),
});

const isOpenAlert = and(eq(alerts.openRank, 0), not(alerts.exercise));
const isOpenIncident = sql`${incidents.active} and not ${incidents.exercise}`;

export const boardRelations = relations(() => Board, districts, {
  openAlerts: measured(
    () => Int,
    ({ code }: Districts) => countOf(alerts, eq(alerts.district, code), isOpenAlert),
    "Alerts that the viewer sees and nobody has resolved or cancelled.",
  ),
  openIncidents: part(() => OpenIncidents, "Incidents that the viewer sees and that aren't closed or dismissed."),
  childrenByRisk: tally(() => RiskCount, children.district, {
    from: districts.code,
    by: children.riskLevel,
    rank: children.riskRank,
    description:
      "Children at risk whom the viewer sees, by risk level, the gravest first; levels without one are left out.",
  }),
  seatDeficit,
  groupsIncomplete,
  meetingsOverdue,
});

export const openIncidentsRelations = relations(() => OpenIncidents, districts, {
  total: measured(
    () => Int,
    ({ code }: Districts) => countOf(incidents, eq(incidents.district, code), isOpenIncident),
    "How many.",
  ),
  bySeverity: tally(() => SeverityCount, incidents.district, {
    from: districts.code,
    by: incidents.severity,
    rank: incidents.severityRank,
    where: isOpenIncident,
    description: "How many of each severity that occurs, the gravest first.",
  }),
});
