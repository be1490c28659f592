#!/usr/bin/env node
import { buffer } from "node:stream/consumers";
import { setFlagsFromString } from "node:v8";
import { main } from "./main.ts";

// A review is a second of work that is spread over much code. At V8's usual pace two fifths of the processor's time go
// into optimising what is hardly run again; a version that does not know the flag goes on as it is.
setFlagsFromString("--interrupt-budget=400000");

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
