import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A bug that is planted in a copy of the product: the checker must find it, or it proves nothing. */
export interface Plant {
  name: string;
  about: string;
  isShort?: boolean;
  /** The scenario that brings it to light. */
  scenario: string;
  /** What the checker must say. */
  finds: RegExp;
  changes: { file: string; from: string; to: string }[];
}

export const plants: readonly Plant[] = [];

/** A copy of the product with the bug in it; fails when the product no longer has the place where it is planted. */
export async function plant({ name, changes }: Plant, product: string, folder: string): Promise<string> {
  const copy = join(folder, "product");
  await mkdir(copy, { recursive: true });
  await cp(join(product, "dist"), join(copy, "dist"), { recursive: true });
  for (const shared of ["node_modules", "drizzle", "schema", "package.json"]) {
    await symlink(join(product, shared), join(copy, shared));
  }
  for (const { file, from, to } of changes) {
    const path = join(copy, "dist", file);
    const text = await readFile(path, "utf8");
    const count = text.split(from).length - 1;
    if (count !== 1)
      throw new Error(`${name} must be planted at one place of dist/${file}, but "${from}" is there ${count} times`);
    await writeFile(
      path,
      text.replace(from, () => to),
    );
  }
  return copy;
}
