/** What a benchmark may be given; those that don't know an option leave it alone. */
export interface Options {
  /** Names of shapes and of contenders: all when left out. */
  shapes?: string[];
  contenders?: string[];
  /** A database that is there already, instead of one that is made. */
  data?: string;
  /** Whether the figures are written into the README. */
  readme?: boolean;
  rounds?: number;
  /** How many requests are sent. */
  requests?: number;
}
