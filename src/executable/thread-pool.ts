import type { Worker } from "node:worker_threads";
import type { Outcome, ReviewTask } from "../cli/review-one.ts";
import type { ReviewPool } from "../cli/review-pool.ts";

/**
 * At most so many threads, each of which reviews one description at a time. Tinypool, which the package has, begins its
 * threads with files of its own, and an executable has none. A thread that ends takes its description with it alone.
 */
export function threadPool(threads: number, begin: () => Worker): ReviewPool {
  const all = new Set<Worker>();
  const idle: Worker[] = [];
  const waiting: ((worker: Worker) => void)[] = [];
  const begun = (): Worker => {
    const worker = begin();
    all.add(worker);
    return worker;
  };
  const taken = async (): Promise<Worker> =>
    idle.pop() ?? (all.size < threads ? begun() : new Promise((resolve) => waiting.push(resolve)));
  const giveBack = (worker: Worker): void => {
    const next = waiting.shift();
    if (next === undefined) idle.push(worker);
    else next(worker);
  };
  return {
    review: async (task) => {
      const worker = await taken();
      try {
        const outcome = await answerOf(worker, task);
        giveBack(worker);
        return outcome;
      } catch (error) {
        all.delete(worker);
        void worker.terminate();
        waiting.shift()?.(begun());
        throw error;
      }
    },
    close: async () => void (await Promise.all([...all].map(async (worker) => worker.terminate()))),
  };
}

function answerOf(worker: Worker, task: ReviewTask): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const settled = <T>(settle: (value: T) => void) => {
      return (value: T): void => {
        // Each by itself: a worker hears of its messages through listeners of its own.
        worker.off("message", onMessage).off("error", onError).off("exit", onExit);
        settle(value);
      };
    };
    const onMessage = settled<Outcome>(resolve);
    const onError = settled<unknown>(reject);
    const onExit = settled<unknown>(() => reject(new Error("The thread that reviewed it ended")));
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
    worker.postMessage(task);
  });
}
