import { cpus, totalmem } from "node:os";
import { connect } from "./scene.ts";

/** Processor, memory, kernel and versions, and how busy the machine is besides. */
export async function describeMachine(server: string): Promise<string> {
  const sql = connect(server);
  try {
    const [row] = await sql<{ version: string }[]>`select current_setting('server_version') as version`;
    const [first, ...others] = cpus();
    const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
    return `${others.length + 1} × ${first?.model.trim()}, ${memory}, Node ${process.versions.node}, PostgreSQL ${row?.version}`;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
