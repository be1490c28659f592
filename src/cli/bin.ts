#!/usr/bin/env node
import { loadProgram } from "./load-program.ts";

process.exitCode = await loadProgram().run(async (threads) => {
  const { reviewPool } = await import("./review-pool.ts"); // with tinypool, which one description does not need
  return reviewPool(threads);
});
