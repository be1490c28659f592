/*
 * code-cache.mjs [FOLDER]: keeps what V8 made of the built program beside it: reviews the examples, so that what a review
 * runs is compiled, and writes `program.cjs.cache` into `dist` or that folder. See `src/cli/compiled-program.ts`.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const EXAMPLES = ["fitness", "patient-monitoring", "telematics"].map((name) => `examples/${name}/openapi.yaml`);

const scratch = mkdtempSync(path.join(tmpdir(), "sallyport-"));
const folder = path.resolve(process.argv[2] ?? "dist");
const { builtProgram } = await import(pathToFileURL(path.join(folder, "load-program.js")).href);
const { program, script } = builtProgram();
for (const example of EXAMPLES) {
  const output = `text=${path.join(scratch, "review.txt")}`;
  process.argv = ["node", "sallyport", "review", example, "--format", output, "--quiet"];
  await program.run(); // one description needs no workers
}
rmSync(scratch, { recursive: true });
process.exitCode = 0; // whatever the reviews say
writeFileSync(path.join(folder, "program.cjs.cache"), script.createCachedData());
