// Loaded into the product before anything else: where it imports one of a door's modules, it gets a stand-in that lets
// everybody and everything pass. The product has no switch for it, and isn't to have one.
import { existsSync } from "node:fs";
import { registerHooks } from "node:module";

const DOORS = {
  token: ["access/tokens"],
  limits: ["graphql/limits", "graphql/admission", "graphql/meter"],
  audit: ["audit/traces", "audit/oversight"],
};

const dist = new URL("../../../dist/", import.meta.url);
const standIns = new Map(
  DOORS[process.env.BENCH_WITHOUT].map((module) => [
    new URL(`${module}.js`, dist).href,
    new URL(`./stand-ins/${module.split("/").at(-1)}.mjs`, import.meta.url).href,
  ]),
);

for (const module of standIns.keys())
  if (!existsSync(new URL(module))) throw new Error(`A door must be replaced in ${module}, but the product has none.`);

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    const standIn = standIns.get(resolved.url);
    // A stand-in itself gets the module: it takes over what it doesn't replace.
    return standIn && context.parentURL !== standIn ? { ...resolved, url: standIn } : resolved;
  },
});
