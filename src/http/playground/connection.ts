import { createGraphiQLFetcher, type Fetcher } from "@graphiql/toolkit";
import { createClient } from "graphql-ws";

export interface Connection {
  /** Makes the token the one in effect. A new fetcher makes GraphiQL ask for the schema again. */
  withToken(token: string): Fetcher;
}

/** One websocket for the life of the page, opened by the first subscription, and a fetcher for each token. */
export function createConnection(): Connection {
  const url = new URL("graphql", document.baseURI).href;
  let headers: { authorization?: string } = {};
  let current = "";
  const wsClient = createClient({
    url: url.replace(/^http/, "ws"),
    connectionParams: () => (current ? { token: current, ...headers } : {}),
    // 0.1 to 25 seconds: at once after a change of token, and patient with a server that restarts.
    retryWait: (retries) => new Promise((resolve) => setTimeout(resolve, 100 * 4 ** retries)),
  });
  function withToken(token: string): Fetcher {
    const changed = token !== current;
    current = token;
    headers = token ? { authorization: `Bearer ${token}` } : {};
    // Not dispose: a terminated socket reconnects, and running subscriptions go on as the new viewer.
    if (changed) wsClient.terminate();
    return createGraphiQLFetcher({ url, headers, wsClient, enableIncrementalDelivery: false });
  }
  return { withToken };
}
