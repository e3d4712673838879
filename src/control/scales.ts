import { type Command, Option } from "commander";
import type { Scale } from "../db/seed/country.js";
import { SCALES, type ScaleName } from "../db/seed/scale.js";
import { examples } from "./arguments.js";
import type { Terminal } from "./staff.js";

const number = (value: number) => value.toLocaleString("en");

/** The command that fills an empty database with invented data. */
export function addSeedCommand(program: Command, { call, print }: Terminal) {
  program
    .command("seed")
    .description("fill an empty database with the demo data, or with a whole invented country; in a demo only")
    .addOption(new Option("--scale <scale>", "a whole country instead of the demo").choices(Object.keys(SCALES)))
    .addHelpText("after", `${describeScales()}${examples("seed", "seed --scale national")}`)
    .action(async ({ scale }: { scale?: ScaleName }) => {
      const made = Object.entries(await call("seed", { scale }));
      print(made.map(([what, count]) => `${number(count)} ${what}`).join(", "));
    });
}

const describeScales = () => {
  const lines = Object.entries(SCALES).map(([name, scale]) => `  ${name.padEnd(8)}  ${describe(scale)}\n`);
  return `\nScales, for a PostgreSQL server that serves nobody meanwhile; Ctrl-C takes all of it back:\n${lines.join("")}`;
};

const describe = ({ schools, children, incidents, gigabytes, minutes }: Scale) =>
  `${number(schools)} schools, ${number(children)} children at risk, ${number(incidents)} incidents; ` +
  `about ${gigabytes} GB of disk and ${minutes} minutes on two cores`;
