#!/usr/bin/env node
import "./engine.ts";
import { buffer } from "node:stream/consumers";
import { main } from "./main.ts";

// A reader that closes the pipe early (`| head`) has what it wanted.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});

process.exitCode = await main({
  args: process.argv.slice(2),
  env: process.env,
  cwd: process.cwd(),
  stdin: () => buffer(process.stdin),
  stdout: {
    write: (text) => void process.stdout.write(text),
    isTerminal: process.stdout.isTTY,
    columns: process.stdout.columns,
  },
  stderr: {
    write: (text) => void process.stderr.write(text),
    isTerminal: process.stderr.isTTY,
    columns: process.stderr.columns,
  },
  now: () => new Date(),
});
