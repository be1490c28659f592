/*
 * Builds `dist/`: the command line in one file (`cli.js`) with what it imports on use beside it, and the programmatic
 * API (`index.js`). `npm ci` runs it, so that a fresh clone works at once.
 */
import { execFileSync } from "node:child_process";
import { chmod, rm } from "node:fs/promises";
import { build } from "esbuild";
import { buildStructureValidators } from "./structure-validators.mjs";
import { textModules } from "./text-modules.mjs";
import { yamlModules } from "./yaml-modules.mjs";

await rm("dist", { recursive: true, force: true });
await buildStructureValidators();
await build({
  entryPoints: { cli: "src/cli/bin.ts", index: "src/index.ts" },
  outdir: "dist",
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
  // Loaded only to rescue a text that js-yaml refuses.
  external: ["yaml"],
  plugins: [yamlModules, textModules],
  logLevel: "warning",
});
await chmod("dist/cli.js", 0o755);
execFileSync("node_modules/.bin/tsc", ["-p", "tsconfig.build.json"], { stdio: "inherit" });
