import { enumeration } from "../../graphql/enums.js";

export const NoteTier = enumeration("NoteTier", "Who reads a note about a child.", {
  T3: "read by whoever reads the child's circumstances",
  T4: "read by its author and by those whom the author names",
});
