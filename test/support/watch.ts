import {
  ControlRoomDocument,
  type ControlRoomSubscription,
  type ControlRoomSubscriptionVariables,
} from "./operations.js";
import type { Client } from "./start.js";

type Item = ControlRoomSubscription["alerts"];
type Named<T extends Item["__typename"]> = Extract<Item, { __typename: T }>;

/** Subscribes as a control room does; each item is checked for its kind and for the chain of cursors. */
export async function watchAlerts(client: Pick<Client, "subscribe">, variables: ControlRoomSubscriptionVariables = {}) {
  const stream = await client.subscribe(ControlRoomDocument, variables);
  const chain: Item[] = [];
  // Below the horizon, which PostgreSQL has for the whole server: other test files hold it back there.
  const item = async (timeoutMs = 15_000): Promise<Item> => {
    const { alerts } = await stream.next(timeoutMs);
    const previous = chain.at(-1)?.cursor ?? variables.after ?? null;
    if (alerts.previous !== previous) throw new Error(`The chain is broken: ${alerts.previous} after ${previous}`);
    chain.push(alerts);
    return alerts;
  };
  async function expectItem<T extends Item["__typename"]>(name: T, timeoutMs?: number): Promise<Named<T>> {
    const found = await item(timeoutMs);
    if (found.__typename === name) return found as Named<T>;
    throw new Error(`A ${name} must come, but got ${JSON.stringify(found)}`);
  }
  return {
    ...stream,
    item,
    event: (timeoutMs?: number) => expectItem("AlertEvent", timeoutMs),
    snapshot: (timeoutMs?: number) => expectItem("AlertSnapshot", timeoutMs),
    resync: (timeoutMs?: number) => expectItem("Resync", timeoutMs),
    heartbeat: (timeoutMs?: number) => expectItem("Heartbeat", timeoutMs),
    /** The cursor of the last item. */
    cursor: () => chain.at(-1)?.cursor as string,
  };
}

/** The same, past its snapshot. */
export async function watchEvents(client: Pick<Client, "subscribe">, variables: ControlRoomSubscriptionVariables = {}) {
  const watching = await watchAlerts(client, variables);
  await watching.snapshot();
  return watching;
}
