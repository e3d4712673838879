import { Histogram } from "prom-client";

/** How late steps of escalations fired, in seconds; it counts from the start, before anybody asks for the metrics. */
export const createLateness = () =>
  new Histogram({
    name: "qorgan_escalation_lateness_seconds",
    help: "From the time at which a step of an escalation was due to its firing.",
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300],
    registers: [],
  });
