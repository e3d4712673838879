import type { Scenario } from "../scenario.ts";
import { access } from "./access.ts";
import { database } from "./database.ts";
import { escalations } from "./escalation.ts";
import { load } from "./load.ts";
import { network } from "./network.ts";
import { processes } from "./processes.ts";

export const scenarios: readonly Scenario[] = [
  ...processes,
  ...database,
  ...network,
  ...load,
  ...access,
  ...escalations,
];
