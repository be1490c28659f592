import { readFile } from "node:fs/promises";
import { transform } from "esbuild";

const { code } = await transform(await readFile("src/core/prose.ts", "utf8"), { loader: "ts" });
const tags = await import(`data:text/javascript,${encodeURIComponent(code)}`);

/** A text of a rule: a tagged template without anything to fill in. */
const WRITTEN = /(?<=[[(:,=]\s*)(prose|yaml)`((?:[^`\\$]|\\.|\$(?!\{))*)`/gs;

/**
 * Lets esbuild write the texts of rules as they are read, in place of the templates that they are written in: a third of
 * the program, which every start would make again.
 *
 * @type {import("esbuild").Plugin}
 */
export const writtenTexts = {
  name: "written-texts",
  setup(build) {
    build.onLoad({ filter: /\/src\/rules\/.*\.ts$/ }, async ({ path: file }) => {
      const source = await readFile(file, "utf8");
      return {
        contents: source.replace(WRITTEN, (_, tag, raw) => JSON.stringify(tags[tag]({ raw: [raw] }))),
        loader: "ts",
      };
    });
  },
};
