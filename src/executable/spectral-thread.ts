import { Worker } from "node:worker_threads";
import type { SpectralThread } from "../spectral/spectral-thread.ts";
import { asset } from "./embedded-program.ts";

/** Begins the thread that runs Spectral, with the text of it that stands in this executable. */
const embeddedSpectralThread: SpectralThread = (options) =>
  new Worker(asset("spectral-worker.cjs"), { ...options, eval: true });

// By the name of the package's own, in whose place the build puts it.
export { embeddedSpectralThread as spectralThread };
