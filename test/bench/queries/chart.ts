import type { Row } from "../support/rounds.ts";
import { cpuOf, namesOf, rowOf } from "./figures.ts";

// Greys and colours that can be read on white and on black, since the page that shows it may be either.
const TEXT = "#76808b";
const COLOURS: Record<string, string> = {
  qorgan: "#2f81f7",
  postgraphile: "#c77c11",
  mercurius: "#2da44e",
  yoga: "#a475f9",
  apollo: "#d1488f",
};
const [WIDTH, LEFT, RIGHT, TOP, BAR, GAP] = [760, 150, 60, 44, 14, 20];

/** Bars of what each contender needs for a shape, in times SQL written by hand, as an SVG. */
export function drawChart(rows: readonly Row[]): string {
  const shapes = namesOf(rows, "shape");
  const contenders = namesOf(rows, "contender").filter((name) => name !== "limit");
  const timesOf = (shape: string, contender: string) =>
    cpuOf(rowOf(rows, shape, contender)) / cpuOf(rowOf(rows, shape, "limit"));
  const most = Math.max(...shapes.flatMap((shape) => contenders.map((contender) => timesOf(shape, contender))));
  const scale = (times: number) => (times / most) * (WIDTH - LEFT - RIGHT);
  const group = contenders.length * BAR + GAP;
  const height = TOP + shapes.length * group;
  const bars = shapes.flatMap((shape, i) =>
    contenders.map((contender, j) => {
      const y = TOP + i * group + j * BAR;
      const times = timesOf(shape, contender);
      const name = j === 0 ? `<text x="0" y="${y + 11}" font-weight="600">${shape}</text>` : "";
      return `${name}<text x="${LEFT - 6}" y="${y + 11}" text-anchor="end">${contender}</text>
<rect x="${LEFT}" y="${y + 1}" width="${scale(times).toFixed(1)}" height="${BAR - 3}" rx="2" fill="${COLOURS[contender] ?? TEXT}"/>
<text x="${(LEFT + scale(times) + 5).toFixed(1)}" y="${y + 11}">${times.toFixed(1)}</text>`;
    }),
  );
  const one = (LEFT + scale(1)).toFixed(1);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="system-ui, sans-serif" font-size="11" fill="${TEXT}">
<title>Processor time per request, in times SQL written by hand</title>
<text x="0" y="14" font-size="13" font-weight="600">Processor time of server and database per request, in times SQL written by hand (less is better)</text>
<line x1="${one}" x2="${one}" y1="${TOP - 8}" y2="${height - GAP}" stroke="${TEXT}" stroke-dasharray="3 3"/>
<text x="${one}" y="${TOP - 12}" text-anchor="middle">by hand</text>
${bars.join("\n")}
</svg>
`;
}
