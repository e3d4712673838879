import type { Running } from "./start.js";

/** A figure of `/metrics`; 0 when there is none of this name. */
export async function metric({ url }: Pick<Running, "url">, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^qorgan_${name}(?:\\{[^}]*\\})? (\\d+)$`, "m").exec(text)?.[1] ?? 0);
}
