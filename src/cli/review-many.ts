import { availableParallelism } from "node:os";
import { count } from "../core/prose.ts";
import { stackOf } from "./bug.ts";
import { entryOfInput } from "./root.ts";
import { reviewOne, type Outcome, type ReviewTask } from "./review-one.ts";
import type { ReviewPool } from "./review-pool.ts";
import type { Terminal } from "./terminal.ts";

/** From this many descriptions on, starting workers pays. */
const WORTH_WORKERS = 4;

/** Reviews descriptions on all cores; the outcomes are in the order of the tasks. Progress shows on a terminal. */
export async function reviewMany(tasks: readonly ReviewTask[], terminal: Terminal): Promise<readonly Outcome[]> {
  const progress = progressOn(terminal, tasks.length);
  const run = await runner(tasks, terminal);
  try {
    return await Promise.all(
      tasks.map(async (task) => {
        const outcome = await run
          .review(task)
          .catch((error: unknown) => ({ bug: { file: task.spec, stack: stackOf(error) } })); // a worker that ended
        progress.step();
        return outcome;
      }),
    );
  } finally {
    progress.end();
    await run.close();
  }
}

async function runner(tasks: readonly ReviewTask[], terminal: Terminal): Promise<ReviewPool> {
  const files = tasks.filter(({ spec }) => spec !== "-").length;
  const threads = Math.min(availableParallelism(), files);
  if (terminal.pool === undefined || files < WORTH_WORKERS || threads < 2) return inTurn(terminal);
  const pool = await terminal.pool(threads);
  return { ...pool, review: (task) => (task.spec === "-" ? reviewInput(task, terminal) : pool.review(task)) };
}

/** One after the other, in this thread. */
function inTurn(terminal: Terminal): ReviewPool {
  let last: Promise<unknown> = Promise.resolve();
  return {
    review: async (task) => {
      const next = last.then(async () => (task.spec === "-" ? reviewInput(task, terminal) : reviewOne(task)));
      last = next.catch(() => undefined);
      return next;
    },
    close: async () => {},
  };
}

function reviewInput(task: ReviewTask, terminal: Terminal): Promise<Outcome> {
  return reviewOne(task, async () => entryOfInput(await terminal.stdin(), task.cwd, task.root));
}

/** How far it is, in one line that goes away at the end; nothing where nobody looks. */
function progressOn({ stderr, env }: Terminal, all: number): { step: () => void; end: () => void } {
  if (!stderr.isTerminal || all < WORTH_WORKERS || env["TERM"] === "dumb") return { step: () => {}, end: () => {} };
  let done = 0;
  const show = (): void => stderr.write(`\r\u001b[K${done} of ${count(all, "description")} reviewed`);
  show();
  return {
    step: () => {
      done += 1;
      show();
    },
    end: () => stderr.write("\r\u001b[K"),
  };
}
