import { readFile } from "node:fs/promises";
import { load } from "js-yaml";

/** A YAML text as an ES module that exports its value. */
export function yamlModule(text) {
  return `export default ${JSON.stringify(load(text))};`;
}

/** Lets esbuild import YAML files: the rulesets are compiled in. */
export const yamlModules = {
  name: "yaml-modules",
  setup(build) {
    build.onLoad({ filter: /\.ya?ml$/ }, async ({ path }) => ({
      contents: yamlModule(await readFile(path, "utf8")),
      loader: "js",
    }));
  },
};
