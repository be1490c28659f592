import { parentPort } from "node:worker_threads";
import type { ReviewTask } from "../cli/review-one.ts";
import { embeddedProgram } from "./embedded-program.ts";

/** What a thread of the executable runs: it reviews what it is sent, one description after the other. */
const { reviewOne } = embeddedProgram();
parentPort?.on("message", (task: ReviewTask) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of a thread has none
  void reviewOne(task).then((outcome) => parentPort?.postMessage(outcome)); // it never throws
});
