import { Tinypool } from "tinypool";
import type { Outcome, ReviewTask } from "./review-one.ts";

/** Workers that review descriptions, each one at a time. */
export interface ReviewPool {
  readonly review: (task: ReviewTask) => Promise<Outcome>;
  readonly close: () => Promise<void>;
}

/** Begins so many workers. A module of its own beside the program: tinypool cannot be loaded by a script. */
export function reviewPool(threads: number): ReviewPool {
  const pool = new Tinypool({
    filename: new URL("./review-worker.js", import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
  });
  return {
    review: (task) => pool.run(task, { name: "reviewOne" }) as Promise<Outcome>, // what `reviewOne` gives
    close: async () => pool.destroy(),
  };
}
