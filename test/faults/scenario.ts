import type { Stage } from "./stage.ts";

/** A fault, and what happens around it. The checker judges what came of it. */
export interface Scenario {
  name: string;
  about: string;
  /** Part of the short form. */
  isShort?: boolean;
  /** Why it can't run here, if it can't. */
  refusal?(): string | null;
  run(stage: Stage): Promise<void>;
}
