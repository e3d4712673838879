/** The text of an insert of one row, in the parts of which one of several rows is made. */
export interface Shape {
  table: string;
  /** `insert into … values `. */
  head: string;
  /** `($1, default, $2)`. */
  row: string;
  /** What becomes of a row that is there already, or nothing. */
  tail: string;
}

/** One row to be inserted. */
export interface Insert {
  shape: Shape;
  params: unknown[];
}

interface Group {
  shape: Shape;
  rows: unknown[][];
}

type Send = (text: string, params: unknown[]) => Promise<unknown>;

// Each mixture of rows is a text of its own, which connections prepare: a loop of inserts must not make more of them.
const MOST = 10;

/**
 * Gathers inserts and sends them as one statement: each statement costs its message, its plan's start and its answer,
 * on both sides. Whatever else is sent flushes it first.
 */
export function createBatch(send: Send) {
  let groups: Group[] = [];
  let sent = Promise.withResolvers<void>();

  function take() {
    const taken = { groups, sent };
    groups = [];
    sent = Promise.withResolvers();
    return taken;
  }
  function flush() {
    if (groups.length === 0) return;
    const { groups: gathered, sent } = take();
    const params = gathered.flatMap(({ rows }) => rows.flat());
    send(textOf(gathered), params).then(() => sent.resolve(), sent.reject);
  }
  return {
    flush,
    /** Resolves when the row was inserted. */
    add({ shape, params }: Insert): Promise<void> {
      const isMixed = groups.some((group) => group.shape !== shape && group.shape.table === shape.table);
      // PostgreSQL runs the parts of a statement in no promised order, and rows of one table are numbered in theirs.
      if (isMixed || countOf(groups) >= MOST) flush();
      const group = groups.find((group) => group.shape === shape);
      // Whoever opens a transaction and writes must have written, also when nothing else follows for a while.
      if (groups.length === 0) setImmediate(flush);
      if (group) group.rows.push(params);
      else groups.push({ shape, rows: [params] });
      return sent.promise;
    },
    /** Forgets what would be rolled back. */
    drop: () => take().sent.resolve(),
  };
}

const countOf = (groups: readonly Group[]) => groups.reduce((sum, { rows }) => sum + rows.length, 0);

const numbers = new WeakMap<Shape, number>();
let last = 0;
const texts = new Map<string, string>();

// Making the text takes as long as PostgreSQL for a small insert: it is made once for each mixture.
function textOf(groups: readonly Group[]): string {
  const key = groups.map(({ shape, rows }) => `${numberOf(shape)}x${rows.length}`).join();
  const known = texts.get(key) ?? build(groups);
  texts.set(key, known);
  return known;
}

function numberOf(shape: Shape): number {
  const number = numbers.get(shape) ?? ++last;
  numbers.set(shape, number);
  return number;
}

function build(groups: readonly Group[]): string {
  let before = 0;
  const inserts = groups.map(({ shape: { head, row, tail }, rows }) => {
    const placed = rows.map(({ length }) => {
      const numbered = row.replaceAll(/\$(\d+)/g, (_, n) => `$${Number(n) + before}`);
      before += length;
      return numbered;
    });
    return `${head}${placed.join(", ")}${tail}`;
  });
  const final = inserts.pop() as string;
  return inserts.length ? `with ${inserts.map((text, i) => `insert${i} as (${text})`).join(", ")} ${final}` : final;
}
