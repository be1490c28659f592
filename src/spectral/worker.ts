import { parentPort, workerData } from "node:worker_threads";
import { UserError } from "../core/user-error.ts";
import type { SpectralAnswer, SpectralJob } from "./job.ts";
import { spectralAnswer } from "./spectral-answer.ts";

/*
 * The thread in which Spectral runs: whoever started it ends it when it takes too long, so that no JSONPath and no
 * regular expression of a ruleset or a description can hold a review up.
 */

const job = workerData as SpectralJob; // what `runSpectral` gave it
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of a thread has none
void answer().then((found) => parentPort?.postMessage(found));

async function answer(): Promise<SpectralAnswer> {
  try {
    return await spectralAnswer(job);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { refused: error.message, file: error.file, hint: error.hint ?? "" };
  }
}
