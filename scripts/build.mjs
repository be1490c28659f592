/*
 * Builds `dist/`: the command line (`cli.js`, which begins `program.cjs`, all of it in one file), the programmatic API
 * (`index.js`), and what has to do with Spectral. `npm ci` runs it, so that a fresh clone works at once.
 */
import { execFileSync } from "node:child_process";
import { chmod, rm, writeFile } from "node:fs/promises";
import { buildModules, buildProgram } from "./bundle.mjs";
import { bundledPackages } from "./bundled-packages.mjs";
import { buildSpectralRuleset, buildSpectralWorker } from "./spectral-bundles.mjs";
import { buildStructureValidators } from "./structure-validators.mjs";

await rm("dist", { recursive: true, force: true });
const made = [
  await buildStructureValidators(),
  await buildSpectralWorker(),
  await buildProgram("dist"),
  await buildModules("dist"),
  await buildSpectralRuleset(),
];
await writeFile("dist/bundled.json", `${JSON.stringify(bundledPackages(made), null, 1)}\n`);
await writeFile(
  "dist/spectral-ruleset.d.cts",
  "/** Sallyport's rules as a ruleset of Spectral's. */\ndeclare const ruleset: { readonly rules: Readonly<Record<string, object>> };\nexport = ruleset;\n",
);
await chmod("dist/cli.js", 0o755);
execFileSync(process.execPath, ["scripts/code-cache.mjs"], { stdio: ["ignore", "ignore", "inherit"] });
execFileSync("node_modules/.bin/tsc", ["-p", "tsconfig.build.json"], { stdio: "inherit" });
