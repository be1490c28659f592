import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import type { ReviewTask } from "../../src/cli/review-one.ts";
import { threadPool } from "../../src/executable/thread-pool.ts";

/** Answers with the name that it is given and its own number; ends for "end" and fails for "fail". */
const THREAD = `
  const { parentPort, threadId } = require("node:worker_threads");
  parentPort.on("message", ({ spec }) => {
    if (spec === "end") process.exit(0);
    if (spec === "fail") throw new Error("it fails");
    parentPort.postMessage({ spec, threadId });
  });
`;

/** Only its name matters to the thread above. */
function taskOf(spec: string): ReviewTask {
  return {
    spec,
    cwd: "/",
    root: undefined,
    config: undefined,
    audience: undefined,
    only: [],
    skip: [],
    trustCode: false,
    asOf: "2026-01-31",
    seconds: undefined,
  };
}

test("so many threads share the descriptions, and each outcome is that of its own", async () => {
  let begun = 0;
  const pool = threadPool(2, () => {
    begun += 1;
    return new Worker(THREAD, { eval: true });
  });
  const names = ["a", "b", "c", "d", "e", "f", "g"];
  const outcomes = await Promise.all(names.map(async (name) => pool.review(taskOf(name))));
  expect(outcomes).toMatchObject(names.map((spec) => ({ spec })));
  expect(begun).toBe(2);
  await pool.close();
});

test("a thread that ends or fails takes its own description with it, and the others are reviewed", async () => {
  const pool = threadPool(2, () => new Worker(THREAD, { eval: true }));
  const names = ["a", "end", "b", "fail", "c", "end", "fail", "d"];
  const outcomes = await Promise.all(
    names.map(async (name) =>
      pool.review(taskOf(name)).then(
        () => name,
        (error: unknown) => (error instanceof Error ? error.message : "something else"),
      ),
    ),
  );
  const ended = "The thread that reviewed it ended";
  expect(outcomes).toEqual(["a", ended, "b", "it fails", "c", ended, "it fails", "d"]);
  await pool.close();
});
