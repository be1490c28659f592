import { readFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { load } from "js-yaml";

/** A YAML text as an ES module that exports its value. */
export function yamlModule(text) {
  return `export default ${JSON.stringify(load(text))};`;
}

/** What makes tables of a YAML file below `rulesets/`: a module, and the function of it that takes the parsed text. */
const TABLES = {
  "data-categories.yaml": ["src/data/taxonomy/category-tables.ts", "categoryTablesOf"],
  "lexicon.yaml": ["src/lexicon/lexicon-tables.ts", "lexiconTablesOf"],
};
const STATEMENT_TABLES = ["src/lexicon/statement-tables.ts", "statementTablesOf"];

/** The text of one of these files as an ES module that exports its tables. */
export async function tablesModule(file, text) {
  const isStatement = path.basename(path.dirname(file)) === "statements";
  const [code, name] = isStatement ? STATEMENT_TABLES : TABLES[path.basename(file)];
  const tablesOf = (await codeOf(code))[name];
  // JSON is read faster than an object is evaluated.
  return `export default JSON.parse(${JSON.stringify(JSON.stringify(tablesOf(load(text))))});`;
}

/** The code that makes tables: what else their text depends on. */
export async function tablesCode() {
  const entries = [...Object.values(TABLES), STATEMENT_TABLES].map(([entry]) => entry);
  return (await Promise.all(entries.map(bundled))).join("\n");
}

const codes = new Map();
function codeOf(entry) {
  if (!codes.has(entry)) codes.set(entry, loaded(entry));
  return codes.get(entry);
}

async function loaded(entry) {
  return import(`data:text/javascript;base64,${Buffer.from(await bundled(entry)).toString("base64")}`);
}

async function bundled(entry) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    absWorkingDir: new URL("..", import.meta.url).pathname,
    bundle: true,
    format: "esm",
    write: false,
  });
  return outputFiles[0].text;
}

/** Lets esbuild import YAML files: the rulesets are compiled in, and with `?tables` their tables. */
export const yamlModules = {
  name: "yaml-modules",
  setup({ onLoad }) {
    onLoad({ filter: /\.ya?ml$/ }, async ({ path: file, suffix }) => {
      const text = await readFile(file, "utf8");
      return { contents: suffix === "?tables" ? await tablesModule(file, text) : yamlModule(text), loader: "js" };
    });
  },
};
