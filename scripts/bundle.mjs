import { textModules } from "./text-modules.mjs";
import { yamlModules } from "./yaml-modules.mjs";

/**
 * How esbuild makes the program: the command line, its workers and the programmatic API, each with what it imports on use.
 *
 * @type {(outdir: string) => import("esbuild").BuildOptions}
 */
export const bundle = (outdir) => ({
  entryPoints: { cli: "src/cli/bin.ts", "review-worker": "src/cli/review-worker.ts", index: "src/index.ts" },
  outdir,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  // Names stay, for stack traces; start-up is a promise.
  minifyWhitespace: true,
  minifySyntax: true,
  // Some of what is bundled is CommonJS, which asks for Node's own modules in its own way.
  banner: {
    js: 'import { createRequire as _createRequire } from "node:module"; const require = _createRequire(import.meta.url);',
  },
  // One is loaded only to rescue a text that js-yaml refuses; the other begins workers with files of its own.
  external: ["yaml", "tinypool"],
  plugins: [yamlModules, textModules],
  logLevel: "warning",
});
