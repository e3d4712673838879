export * from "../../../../dist/graphql/limits.js";

/** No depth and no width is refused. */
export const limitRules = [];
