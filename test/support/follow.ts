import { onTestFinished } from "vitest";
import { type FollowOptions, followStream, type Trouble } from "../../src/client/index.js";
import { type Cable, openCable } from "../faults/cable.js";
import { textOf } from "./client.js";
import { ControlRoomDocument, type ControlRoomSubscription, ReportIncidentDocument } from "./operations.js";
import type { Client, Running } from "./start.js";

type Item = ControlRoomSubscription["alerts"];

/** A cable to a server, cut with the test. */
export async function cableTo({ url }: Running): Promise<Cable> {
  const cable = await openCable(Number(new URL(url).port));
  onTestFinished(cable.close);
  return cable;
}

export const portOf = ({ url }: Running) => Number(new URL(url).port);

/** Follows the alerts by the client that the package publishes; each item is checked for the chain, also across cuts. */
export function follow(port: number, token: Client["token"], options: Partial<FollowOptions> = {}) {
  const troubles: Trouble[] = [];
  const following = followStream<Item>({
    url: `http://127.0.0.1:${port}/graphql`,
    query: textOf(ControlRoomDocument),
    token,
    retryMs: [20, 200],
    onTrouble: (trouble) => troubles.push(trouble),
    ...options,
  });
  onTestFinished(following.close);
  let last: string | null = options.after ?? null;
  async function item(): Promise<Item> {
    const { value } = await following.next();
    if (!value) throw new Error("The stream must go on, but ended");
    if (value.previous !== last) throw new Error(`The chain is broken: ${value.previous} after ${last}`);
    last = value.cursor;
    return value;
  }
  async function expectItem<T extends Item["__typename"]>(name: T) {
    let found = await item();
    // On a busy machine a test takes longer than the silence after which one comes.
    while (found.__typename === "Heartbeat") found = await item();
    if (found.__typename === name) return found as Extract<Item, { __typename: T }>;
    throw new Error(`A ${name} must come, but got ${JSON.stringify(found)}`);
  }
  return {
    following,
    troubles,
    item,
    snapshot: () => expectItem("AlertSnapshot"),
    event: () => expectItem("AlertEvent"),
    resync: () => expectItem("Resync"),
  };
}

/** Reports an incident; gives its alert's id. */
export async function report(client: Client, territory: string): Promise<string> {
  const input = { territory, kind: "FIGHT", severity: "SEVERE", place: "Двор" } as never;
  const { data } = await client.run(ReportIncidentDocument, { input });
  return data.incidentReport.incident?.alerts.nodes[0]?.id as string;
}
