import { parentPort, workerData } from "node:worker_threads";
import { fuzz } from "./fuzz.ts";

/** What `scripts/fuzz.mjs` asks for. */
interface Job {
  readonly seed: number;
  /** Milliseconds. */
  readonly lasting: number;
  readonly only: string | undefined;
}

const { seed, lasting, only } = workerData as Job; // as the script gives it
const until = performance.now() + lasting;
/** To the thread that began this one, where there are no origins. */
const tell = (message: object): void => parentPort?.postMessage(message); // oxlint-disable-line unicorn/require-post-message-target-origin
await fuzz(seed, () => performance.now() > until, {
  only,
  onCase: (kind, one) => tell({ kind, one }),
  onFailure: (failure) => tell({ failure }),
});
tell({ isDone: true });
