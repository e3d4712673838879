import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Row } from "../support/rounds.ts";
import { drawChart } from "./chart.ts";
import { cpuOf, namesOf, rowOf } from "./figures.ts";

const fileOf = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const README = fileOf("README.md");
const CHART = "docs/queries.svg";
const [BEGIN, END] = ["<!-- bench queries -->", "<!-- /bench queries -->"];

/** What was measured, and on what. */
export interface Figures {
  rows: readonly Row[];
  /** Machine, versions, data, rounds. */
  conditions: string;
}

/** Writes the figures of a run into the README, between its marks, and draws the chart beside them. */
export async function writeReadme({ rows, conditions }: Figures) {
  const readme = await readFile(README, "utf8");
  const [before, rest] = readme.split(BEGIN);
  const [, after] = rest?.split(END) ?? [];
  if (after === undefined) throw new Error(`README.md must hold ${BEGIN} and ${END}, but doesn't.`);
  await mkdir(fileOf("docs"), { recursive: true });
  await writeFile(fileOf(CHART), drawChart(rows));
  await writeFile(README, `${before}${BEGIN}\n${describe(rows, conditions)}\n${END}${after}`);
}

const describe = (rows: readonly Row[], conditions: string) => `
![Processor time per request, in that of SQL written by hand](${CHART})

${conditions}

Processor time of server and database per request; of the others in times \`limit\`:

${tableOf(rows, (row, limit) => (row === limit ? `${(cpuOf(row) / 1_000).toFixed(2)} ms` : (cpuOf(row) / cpuOf(limit)).toFixed(1)))}

Requests per second, with client, server and database on the same cores:

${tableOf(rows, ({ rps }) => rps.toLocaleString("en"))}

Milliseconds until half and 99 of 100 requests are answered, and memory of the server at the end:

${tableOf(rows, ({ p50Ms, p99Ms }) => `${Math.round(p50Ms)}, ${Math.round(p99Ms)}`, ["MB", ({ rssMb }) => String(rssMb)])}
`;

type Cell = (row: Row, limit: Row) => string;

function tableOf(rows: readonly Row[], cell: Cell, last?: [string, (row: Row) => string]): string {
  const shapes = namesOf(rows, "shape");
  const lines = namesOf(rows, "contender").map((contender) => {
    const cells = shapes.map((shape) => cell(rowOf(rows, shape, contender), rowOf(rows, shape, "limit")));
    const more = last ? [last[1](rowOf(rows, shapes[0] as string, contender))] : [];
    return [`\`${contender}\``, ...cells, ...more];
  });
  const head = ["", ...shapes, ...(last ? [last[0]] : [])];
  return [head, head.map((_, i) => (i ? "--:" : "---")), ...lines]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
