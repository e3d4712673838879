// Before every decorator: imports run in their order.
import "reflect-metadata";
import { readConfig } from "./config.js";
import { explain } from "./control/protocol.js";
import { serve } from "./serve.js";

try {
  await serve(readConfig(), console.log);
  process.exit(0);
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
