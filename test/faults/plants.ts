import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A bug that is planted in a copy of the product: the checker must find it, or it proves nothing. */
export interface Plant {
  name: string;
  about: string;
  isShort?: boolean;
  /** The scenario that brings it to light. */
  scenario: string;
  /** What the checker must say. */
  finds: RegExp;
  changes: { file: string; from: string; to: string }[];
}

const serialCursor: Plant = {
  name: "serial-cursor",
  about: "entries are read by their number alone, and not below the horizon",
  isShort: true,
  scenario: "slow-transactions",
  finds: /missing/,
  changes: [
    {
      file: "journal/read.js",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of the product
      from: "(xid, id) > (${String(xid)}::xid8, ${String(id)}::bigint)",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of the product
      to: "id > ${String(id)}::bigint",
    },
    { file: "journal/read.js", from: " and xid < pg_snapshot_xmin(pg_current_snapshot())", to: "" },
    {
      file: "journal/read.js",
      from: "order by journal.epoch, journal.xid, journal.id",
      to: "order by journal.epoch, journal.id",
    },
    { file: "journal/entry.js", from: "a.xid !== b.xid ? a.xid > b.xid : a.id > b.id", to: "a.id > b.id" },
  ],
};

const earlyXid: Plant = {
  name: "early-xid",
  about: "a change takes its transaction number before it waits for its alert",
  scenario: "slow-transactions",
  finds: /out of order/,
  changes: [
    {
      file: "graphql/lock.js",
      from: "for (const name of [...new Set(names)].sort()) {",
      to: "tx.send(sql `select pg_current_xact_id()::text, pg_sleep(random() * 0.1)::text`);\n    for (const name of [...new Set(names)].sort()) {",
    },
  ],
};

const noWatermark: Plant = {
  name: "no-watermark",
  about: "what a snapshot showed isn't left out of the stream that follows it",
  scenario: "slow-transactions",
  finds: /twice or out of order/,
  changes: [
    {
      file: "journal/walk.js",
      from: "const isKnown = mark.seen !== null && isVisible(entry.xid, mark.seen.snapshot);",
      to: "const isKnown = false;",
    },
  ],
};

const noPolicy: Plant = {
  name: "no-policy",
  about: "whoever loses access goes on with those who keep it",
  isShort: true,
  scenario: "revocation",
  finds: /outside policy/,
  changes: [
    {
      file: "graphql/followed.js",
      from: "if (isSuspected || !known || !(concerns(changed, known) || untilOf(known) <= now))",
      to: "",
    },
  ],
};

const oldPolicy: Plant = {
  name: "old-policy",
  about: "events are read under the appointment that the officer had at first",
  scenario: "revocation",
  finds: /outside policy/,
  changes: [
    {
      file: "graphql/context.js",
      from: "return domain.findViewer(tx, uuidOf(person), named);",
      to: "return ((globalThis.planted ??= {})[uuidOf(person)] ??= domain.findViewer(tx, uuidOf(person), named));",
    },
  ],
};

const droppedSlice: Plant = {
  name: "dropped-slice",
  about: "of those who share what is read, the last one isn't given it",
  scenario: "slow-transactions",
  finds: /missing/,
  changes: [
    {
      file: "streams/cohort.js",
      from: "for (const [member, circle] of circles.all()) {",
      to: "for (const [member, circle] of [...circles.all()].slice(0, Math.max(1, circles.size() - 1))) {",
    },
  ],
};

const passedOver: Plant = {
  name: "passed-over",
  about: "whoever joins others isn't given what only it asked for",
  scenario: "returning",
  finds: /missing/,
  changes: [{ file: "streams/cohort.js", from: "|| recent.passOver(entry);", to: ";" }],
};

const stepTwice: Plant = {
  name: "step-twice",
  about: "a step of an escalation that was taken is taken again with the next one",
  scenario: "escalation",
  finds: /told twice/,
  changes: [
    { file: "modules/escalations/sweep.js", from: "new Set(alert.fired)", to: "new Set()" },
    {
      file: "modules/escalations/write.js",
      from: "firing.filter((_, i) => written.has(keyOf(rows[i])))",
      to: "firing",
    },
  ],
};

export const plants: readonly Plant[] = [
  serialCursor,
  earlyXid,
  noWatermark,
  noPolicy,
  oldPolicy,
  droppedSlice,
  passedOver,
  stepTwice,
];

/** A copy of the product with the bug in it; fails when the product no longer has the place where it is planted. */
export async function plant({ name, changes }: Plant, product: string, folder: string): Promise<string> {
  const copy = join(folder, "product");
  await mkdir(copy, { recursive: true });
  await cp(join(product, "dist"), join(copy, "dist"), { recursive: true });
  for (const shared of ["node_modules", "drizzle", "schema", "package.json"]) {
    await symlink(join(product, shared), join(copy, shared));
  }
  for (const { file, from, to } of changes) {
    const path = join(copy, "dist", file);
    const text = await readFile(path, "utf8");
    const count = text.split(from).length - 1;
    if (count !== 1)
      throw new Error(`${name} must be planted at one place of dist/${file}, but "${from}" is there ${count} times`);
    await writeFile(
      path,
      text.replace(from, () => to),
    );
  }
  return copy;
}
