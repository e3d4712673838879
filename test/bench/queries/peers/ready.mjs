/** Says where a server listens, in the words that the benchmark waits for. */
export function ready(name, port) {
  console.log(`${name} is ready: http://127.0.0.1:${port}/ `);
  process.on("SIGTERM", () => process.exit(0));
}
