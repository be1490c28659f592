/*
 * Builds `dist/`: the command line in one file (`cli.js`) with what it imports on use beside it, and the programmatic
 * API (`index.js`). `npm ci` runs it, so that a fresh clone works at once.
 */
import { execFileSync } from "node:child_process";
import { chmod, rm } from "node:fs/promises";
import { build } from "esbuild";
import { bundle } from "./bundle.mjs";
import { buildSpectralWorker } from "./spectral-worker.mjs";
import { buildStructureValidators } from "./structure-validators.mjs";

await rm("dist", { recursive: true, force: true });
await buildStructureValidators();
await buildSpectralWorker();
await build(bundle("dist"));
await chmod("dist/cli.js", 0o755);
execFileSync("node_modules/.bin/tsc", ["-p", "tsconfig.build.json"], { stdio: "inherit" });
