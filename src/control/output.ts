import { once } from "node:events";
import { open, rename, rm } from "node:fs/promises";

type Write = (text: string) => Promise<void>;

/** Writes to a stream, no faster than it takes. */
export const writerTo =
  (stream: NodeJS.WriteStream): Write =>
  async (text) => {
    if (!stream.write(text)) await once(stream, "drain");
  };

/** Writes a file that is there whole or not at all. */
export async function writeFileWhole<T>(file: string, work: (write: Write) => Promise<T>): Promise<T> {
  const part = `${file}.part`;
  const handle = await open(part, "w", 0o600);
  try {
    const result = await work((text) => handle.appendFile(text));
    await handle.close();
    await rename(part, file);
    return result;
  } catch (error) {
    await handle.close();
    await rm(part, { force: true });
    throw error;
  }
}
