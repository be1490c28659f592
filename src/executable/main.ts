import { asset, embeddedProgram } from "./embedded-program.ts";
import { threadPool } from "./thread-pool.ts";
import { Worker } from "node:worker_threads";

/*
 * What begins the standalone executable (https://nodejs.org/api/single-executable-applications.html). All that it needs
 * is inside, and threads begin with a text: nothing is ever written to a folder for it, which others could tamper with.
 */

void embeddedProgram()
  .run(async (threads) => threadPool(threads, () => new Worker(asset("review-thread.cjs"), { eval: true })))
  .then((code) => (process.exitCode = code));
