/** What every item of a stream has: its place, and that of the item before it. */
export interface StreamItem {
  readonly __typename?: string;
  readonly cursor: string;
  readonly previous: string | null;
}

/** What to follow, and how. */
export interface FollowOptions {
  /** Where the API is: `https://qorgan.example.kz/graphql`. */
  url: string;
  /** A subscription with the variable `$after: Cursor`, that asks `... on StreamItem { cursor previous }`. */
  query: string;
  variables?: Readonly<Record<string, unknown>> | undefined;
  /** The cursor to go on from: that of the last item that was handled. Without it the stream begins with a snapshot. */
  after?: string | null | undefined;
  /**
   * Asked for a token at each connection, also after the server refused the one before. On a websocket it is asked
   * ahead of the end of a JWT too: a token that lasts longer is given to the server, and the connection goes on.
   */
  token?: (() => string | null | Promise<string | null>) | undefined;
  /** Server-Sent Events pass where websockets are blocked. */
  transport?: "websocket" | "sse" | undefined;
  /** The id of the appointment under which to act, where the officer has several. */
  appointment?: string | undefined;
  /** The language of names, `kk`, `ru` or `en`, where the query says none. */
  language?: string | undefined;
  /** After how long a silence the server sends a heartbeat (`apiInfo`), in milliseconds: 15,000. */
  heartbeatMs?: number | undefined;
  /** The most that a first and any later attempt to connect again waits, in milliseconds: 1,000 and 30,000. */
  retryMs?: readonly [first: number, most: number] | undefined;
  /** How many items wait for the program that takes them; more wait on the server, where they lie safe: 1,000. */
  buffer?: number | undefined;
  /** Ends the stream. */
  signal?: AbortSignal | undefined;
  /** Hears why a connection ended, before the next one is made; the stream itself goes on. */
  onTrouble?: ((trouble: Trouble) => void) | undefined;
  /** A WebSocket of a library, where the platform has none. */
  webSocketImpl?: unknown;
}

/**
 * Why a connection ended: it was lost, its token was refused, or what was asked for can't be had. Only of an item that
 * came with errors in it the connection goes on.
 */
export interface Trouble {
  kind: "cut" | "token" | "fatal" | "item";
  message: string;
  /** When to come back at the earliest, where the server said so. */
  waitMs?: number;
  /** What the server answered. */
  errors?: readonly StreamError[];
}

/** An error as GraphQL gives it. */
export interface StreamError {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** The stream: every item once and in order, across all connections. */
export interface Following<Item> extends AsyncIterableIterator<Item, undefined> {
  /** The cursor of the item that was taken last. */
  readonly cursor: string | null;
  /** Ends the stream and its connection. */
  close(): void;
}

/** The result of one execution, as both transports give it. */
export interface Result {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly StreamError[];
}

/** What one connection asks for. */
export interface Ask {
  query: string;
  variables: Record<string, unknown>;
  token: string | null;
}

/** Who hears of what a connection brings. Its end is told once. */
export interface Sink {
  result(result: Result): void;
  end(trouble: Trouble): void;
}

/** Opens a connection; gives what cuts it, without a word to the sink. */
export type Connect = (ask: Ask, sink: Sink) => () => void;
