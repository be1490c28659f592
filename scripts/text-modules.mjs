import { readFile } from "node:fs/promises";
import path from "node:path";

/** Lets esbuild import a file as its text (`./page.css?text`): what pages are made of is compiled in. */
export const textModules = {
  name: "text-modules",
  setup(build) {
    build.onResolve({ filter: /\?text$/ }, ({ path: name, resolveDir }) => ({
      // Bundles hold it: the same wherever they are built.
      path: path.relative(process.cwd(), path.join(resolveDir, name.replace(/\?text$/, ""))),
      namespace: "text",
    }));
    build.onLoad({ filter: /.*/, namespace: "text" }, async ({ path: file }) => ({
      contents: await readFile(file, "utf8"),
      loader: "text",
    }));
  },
};
