/*
 * Keeps what V8 made of the built program beside it: reviews the examples, so that all that a review runs is compiled,
 * and writes `dist/program.cjs.cache`. See `src/cli/load-program.ts`.
 */
import { writeFileSync } from "node:fs";
import { devNull } from "node:os";
import { compiledProgram } from "../dist/load-program.js";

const EXAMPLES = ["fitness", "patient-monitoring", "telematics"].map((name) => `examples/${name}/openapi.yaml`);

const { program, script } = compiledProgram();
for (const example of EXAMPLES) {
  process.argv = ["node", "sallyport", "review", example, "--format", `text=${devNull}`];
  await program.run(); // one description needs no workers
}
process.exitCode = 0; // whatever the reviews say
writeFileSync("dist/program.cjs.cache", script.createCachedData());
