/*
 * Keeps what V8 made of the built program beside it: reviews the examples, so that what a review runs is compiled,
 * and writes `dist/program.cjs.cache`. See `src/cli/load-program.ts`.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { compiledProgram } from "../dist/load-program.js";

const EXAMPLES = ["fitness", "patient-monitoring", "telematics"].map((name) => `examples/${name}/openapi.yaml`);

const scratch = mkdtempSync(path.join(tmpdir(), "sallyport-"));
const { program, script } = compiledProgram();
for (const example of EXAMPLES) {
  const output = `text=${path.join(scratch, "review.txt")}`;
  process.argv = ["node", "sallyport", "review", example, "--format", output, "--quiet"];
  await program.run(); // one description needs no workers
}
rmSync(scratch, { recursive: true });
process.exitCode = 0; // whatever the reviews say
writeFileSync("dist/program.cjs.cache", script.createCachedData());
