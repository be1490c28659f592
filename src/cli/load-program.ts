import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { compiledProgram, type CompiledProgram, type Program } from "./compiled-program.ts";

/** Runs the built program, `program.cjs` beside this file. */
export const loadProgram = (): Program => builtProgram().program;

/** The built program, and the script that it is, whose code `scripts/code-cache.mjs` keeps. */
export function builtProgram(): CompiledProgram {
  const url = new URL("./program.cjs", import.meta.url);
  const file = fileURLToPath(url);
  return compiledProgram({
    source: readFileSync(file, "latin1"),
    cache: readIfThere(`${file}.cache`),
    file,
    url: url.href,
    require: createRequire(file),
  });
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
