/*
 * Builds `dist/`: the command line in one file (`cli.js`) with what it imports on use beside it, and the programmatic
 * API (`index.js`). `npm ci` runs it, so that a fresh clone works at once.
 */
import { execFileSync } from "node:child_process";
import { chmod, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { bundle } from "./bundle.mjs";
import { buildSpectralWorker } from "./spectral-worker.mjs";
import { buildStructureValidators } from "./structure-validators.mjs";
import { yamlModules } from "./yaml-modules.mjs";

await rm("dist", { recursive: true, force: true });
await buildStructureValidators();
await buildSpectralWorker();
await build(bundle("dist"));
// Spectral's command line puts rulesets together with its own bundler, which wants one file of CommonJS.
await build({
  entryPoints: { "spectral-ruleset": "src/spectral-ruleset.ts" },
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  bundle: true,
  format: "cjs",
  platform: "node",
  target: "node20.19",
  minifyWhitespace: true,
  minifySyntax: true,
  // Only users' rulesets need to know where a file stands, and here they are Spectral's own matter.
  define: { "import.meta.url": '"file:///"' },
  footer: { js: "module.exports = module.exports.default;" },
  external: ["yaml"],
  plugins: [yamlModules],
  logLevel: "warning",
});
await writeFile(
  "dist/spectral-ruleset.d.cts",
  "/** Sallyport's rules as a ruleset of Spectral's. */\ndeclare const ruleset: { readonly rules: Readonly<Record<string, object>> };\nexport = ruleset;\n",
);
await chmod("dist/cli.js", 0o755);
execFileSync("node_modules/.bin/tsc", ["-p", "tsconfig.build.json"], { stdio: "inherit" });
