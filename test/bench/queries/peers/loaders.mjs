// Relations through DataLoader, as Yoga's and Apollo's documentations recommend: fresh loaders for each request.
import DataLoader from "dataloader";
import { relationsOf, resolversOf } from "./schema.mjs";

/** Resolvers of relations, each through the loader of its field and arguments. */
export function createResolvers(sources) {
  const resolvers = resolversOf(sources);
  for (const [type, fields] of Object.entries(relationsOf(sources))) {
    for (const [field, { keyOf, load }] of Object.entries(fields)) {
      const resolve = (row, args, { loaders }) => {
        const key = keyOf(row);
        return key === null
          ? null
          : loaderOf(loaders, `${type}.${field}:${args.first}`, (keys) => load(keys, args)).load(key);
      };
      resolvers[type] = { ...resolvers[type], [field]: resolve };
    }
  }
  return resolvers;
}

function loaderOf(loaders, name, load) {
  if (!loaders.has(name)) loaders.set(name, new DataLoader(load));
  return loaders.get(name);
}
