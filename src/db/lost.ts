// Of Node: the network, or the server's host, ended the connection or takes none.
const NETWORK = ["ECONNRESET", "ECONNREFUSED", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH"];
// Of postgres.js: CONNECTION_CLOSED; of PostgreSQL: class 57P, an operator stops or restarts it, and class 08.
const BY_NAME = /^(CONNECTION_|57P|08)/;

/** Whether an error only says that the connection to the database was lost, or that none can be made now. */
export function isConnectionLoss(error: unknown): boolean {
  const code = String((error as { code?: unknown } | null)?.code);
  return NETWORK.includes(code) || BY_NAME.test(code);
}
