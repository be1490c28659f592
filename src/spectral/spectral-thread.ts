import { createRequire } from "node:module";
import { Worker, type WorkerOptions } from "node:worker_threads";

/** Begins the thread that runs Spectral. */
export type SpectralThread = (options: WorkerOptions) => Worker;

/** With its own file, which the package names: a thread cannot start in the middle of a bundle. */
export const spectralThread: SpectralThread = (options) =>
  new Worker(createRequire(import.meta.url).resolve("#spectral-worker"), options);
