import type { Domain } from "../graphql/context.js";
import type { Module } from "../graphql/schema.js";
import { agencies } from "./agencies/index.js";
import { findSubject, findViewer } from "./agencies/service.js";
import { alerts } from "./alerts/index.js";
import { boards } from "./boards/index.js";
import { children } from "./children/index.js";
import { incidents } from "./incidents/index.js";
import { schools } from "./schools/index.js";
import { statistics } from "./statistics/index.js";
import { territories } from "./territories/index.js";
import { findTerritory } from "./territories/service.js";
import { workgroups } from "./workgroups/index.js";

/** Every module of the graph. A new one is a folder and a line here. */
export const modules: readonly Module[] = [
  territories,
  agencies,
  schools,
  children,
  incidents,
  alerts,
  workgroups,
  boards,
  statistics,
];

/** What the kernel needs to know of the domain. */
export const domain: Domain = { findTerritory, findViewer, findSubject };
