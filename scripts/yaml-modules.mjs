import { readFile } from "node:fs/promises";
import { build } from "esbuild";
import { load } from "js-yaml";

/** A YAML text as an ES module that exports its value. */
export function yamlModule(text) {
  return `export default ${JSON.stringify(load(text))};`;
}

/** The text of `data-categories.yaml` as an ES module that exports its tables (`src/data/taxonomy/category-tables.ts`). */
export async function tablesModule(text) {
  const { categoryTablesOf } = await tablesCode();
  // JSON is read faster than an object is evaluated.
  return `export default JSON.parse(${JSON.stringify(JSON.stringify(categoryTablesOf(load(text))))});`;
}

let code;
function tablesCode() {
  return (code ??= build({
    entryPoints: ["src/data/taxonomy/category-tables.ts"],
    absWorkingDir: new URL("..", import.meta.url).pathname,
    bundle: true,
    format: "esm",
    write: false,
  }).then(
    ({ outputFiles }) => import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`),
  ));
}

/** Lets esbuild import YAML files: the rulesets are compiled in, and with `?tables` their tables. */
export const yamlModules = {
  name: "yaml-modules",
  setup({ onLoad }) {
    onLoad({ filter: /\.ya?ml$/ }, async ({ path, suffix }) => {
      const text = await readFile(path, "utf8");
      return { contents: suffix === "?tables" ? await tablesModule(text) : yamlModule(text), loader: "js" };
    });
  },
};
