import { personOf } from "../access/tokens.js";
import type { Domain } from "../graphql/context.js";
import type { Module } from "../graphql/schema.js";
import { agencies } from "./agencies/index.js";
import { findOfficerOf, findViewer, guardOf } from "./agencies/service.js";
import { alerts } from "./alerts/index.js";
import { audit } from "./audit/index.js";
import { boards } from "./boards/index.js";
import { cap } from "./cap/index.js";
import { children } from "./children/index.js";
import { deliveries } from "./deliveries/index.js";
import { duty } from "./duty/index.js";
import { emergencies } from "./emergencies/index.js";
import { escalations } from "./escalations/index.js";
import { identities } from "./identities/index.js";
import { findGuardian, findGuardianOf } from "./identities/service.js";
import { incidents } from "./incidents/index.js";
import { notes } from "./notes/index.js";
import { responses } from "./responses/index.js";
import { schools } from "./schools/index.js";
import { statistics } from "./statistics/index.js";
import { territories } from "./territories/index.js";
import { findTerritory } from "./territories/service.js";
import { webhooks } from "./webhooks/index.js";
import { workgroups } from "./workgroups/index.js";

/** Every module of the graph. A new one is a folder and a line here. */
export const modules: readonly Module[] = [
  territories,
  agencies,
  schools,
  children,
  notes,
  identities,
  duty,
  incidents,
  emergencies,
  alerts,
  deliveries,
  cap,
  escalations,
  workgroups,
  boards,
  responses,
  audit,
  statistics,
  webhooks,
];

/** What the kernel needs to know of the domain. */
export const domain: Domain = {
  findTerritory,
  findViewer,
  guardOf,
  findGuardian,
  // Whoever is both acts as the officer.
  async findSubject(tx, subject) {
    const id = (await findOfficerOf(tx, subject)) ?? (await findGuardianOf(tx, subject));
    return id === null ? null : personOf(id);
  },
};
