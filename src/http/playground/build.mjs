// Bundles the playground into dist/playground, with everything that it needs: it never asks another host.
import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "esbuild";

const source = import.meta.dirname;
const root = join(source, "../../..");
const operations = join(root, "schema/operations");
const output = join(root, "dist/playground");
const page = join(output, "index.html");

const common = {
  bundle: true,
  minify: true,
  platform: "browser",
  target: "es2022",
  define: { "process.env.NODE_ENV": '"production"' },
  legalComments: "external",
  logLevel: "warning",
};

async function main() {
  if (await isFresh()) return;
  await rm(output, { recursive: true, force: true });
  await Promise.all([bundlePage(), bundleWorkers()]);
  await Promise.all((await filesIn(output, { recursive: true })).filter(isText).map(compress));
  // Last, because its time says that the build is complete.
  await copyFile(join(source, "index.html"), page);
}

async function isFresh() {
  const built = await timeOf(page);
  const inputs = [join(root, "package-lock.json"), ...(await filesIn(source)), ...(await filesIn(operations))];
  // The folders' own times tell of deleted files.
  const times = await Promise.all([source, operations, ...inputs].map(timeOf));
  return built > Math.max(...times);
}

async function timeOf(path) {
  const found = await stat(path).catch(() => null);
  return found?.mtimeMs ?? 0;
}

async function filesIn(folder, options = {}) {
  const entries = await readdir(folder, { ...options, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function bundlePage() {
  const documents = JSON.stringify(await readDocuments());
  await build({
    ...common,
    entryPoints: [join(source, "main.tsx")],
    outdir: output,
    format: "esm",
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    define: { ...common.define, DOCUMENTS: documents },
    jsx: "automatic",
    alias: prettierModules,
    plugins: [withoutMonacoStyles],
  });
}

// GraphiQL names their CommonJS builds, whose split chunks lose `parsers`: Prettify would do nothing.
const prettierModules = {
  "prettier/parser-graphql": "prettier/plugins/graphql",
  "prettier/parser-babel": "prettier/plugins/babel",
};

// graphiql/style.css has these styles already; Monaco's modules would write them once more.
const withoutMonacoStyles = {
  name: "without-monaco-styles",
  setup({ onLoad }) {
    onLoad({ filter: /monaco-editor.*\.css$/ }, () => ({ contents: "", loader: "empty" }));
  },
};

// Classic scripts, one file each: not every browser in use starts module workers.
async function bundleWorkers() {
  const entryPoints = {
    "editor.worker": "monaco-editor/esm/vs/editor/editor.worker.js",
    "json.worker": "monaco-editor/esm/vs/language/json/json.worker.js",
    "graphql.worker": "monaco-graphql/esm/graphql.worker.js",
  };
  await build({ ...common, entryPoints, outdir: join(output, "workers"), format: "iife", absWorkingDir: root });
}

async function readDocuments() {
  const files = (await filesIn(operations)).filter((file) => file.endsWith(".graphql")).sort();
  const documents = await Promise.all(files.map(readDocument));
  return documents.sort((a, b) => a.tab - b.tab).map(({ query, variables }) => ({ query, variables }));
}

// A first line `# tab: 1` gives the place; files without it follow in order of their names.
async function readDocument(file) {
  const text = await readFile(file, "utf8");
  const [line, tab] = /^# tab: (\d+)\r?\n/.exec(text) ?? ["", Number.MAX_SAFE_INTEGER];
  const variables = await readFile(file.replace(/graphql$/, "json"), "utf8").catch(() => null);
  return { tab: Number(tab), query: text.slice(line.length), variables };
}

function isText(file) {
  return /\.(js|css)$/.test(file);
}

async function compress(file) {
  const text = await readFile(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 6 };
  await writeFile(`${file}.br`, await promisify(brotliCompress)(text, { params }));
  await writeFile(`${file}.gz`, await promisify(gzip)(text));
}

await mkdir(output, { recursive: true });
await main();
