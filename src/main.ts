import { loadKeys } from "./access/keys.js";
import { createApp } from "./app.js";
import { readConfig } from "./config.js";
import { openDatabase } from "./db/open.js";

const config = readConfig();
const database = await openDatabase(config);
const app = await createApp({ config, database, keys: await loadKeys(config.home) });
console.log(app.url);
process.once("SIGTERM", async () => {
  await app.close();
  await database.close();
});
