/** What a server shows, and to whom. */
export interface Exposure {
  introspection: "on" | "off" | "signed-in";
  playground: boolean;
  /** Whether clients may send documents of their own, or only name those of `schema/documents.json`. */
  documents: "any" | "trusted";
  /** Whether errors guess what a client meant: the guesses tell names of the schema. */
  hints: boolean;
  /** Web origins besides the server's own whose pages may ask. */
  origins: readonly string[];
  /** How many proxies stand in front, each adding an address to X-Forwarded-For. */
  proxies: number;
  /** Whether clients reach the server by TLS, which ends at a proxy. */
  tls: boolean;
  /** What opens `/metrics`; without it they are for programs on the same machine. */
  metricsToken: string | undefined;
}

/** Whether a page of the origin may ask; what isn't a browser sends no origin. */
export function isAllowedOrigin({ origins }: Exposure, origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined || origins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
