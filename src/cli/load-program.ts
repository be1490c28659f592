import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";

/** What `program.ts` exports. */
type Program = typeof import("./program.ts");

/** How `program.ts` is built: CommonJS in a function, since V8 caches the code of scripts and not of modules. */
type Wrapper = (module: { exports: Program }, require: NodeJS.Require, programUrl: string) => void;

/** Runs the built program, `program.cjs` beside this file. */
export const loadProgram = (): Program => compiledProgram().program;

/**
 * The built program, and the script that it is, whose code `scripts/code-cache.mjs` keeps: what V8 made of the program
 * the last time, so that it need not parse and compile it again, which was a third of a small review. Another version
 * of Node than the one that built it turns the cache down, and compiles.
 */
export function compiledProgram(): { readonly program: Program; readonly script: Script } {
  // A review is a second of work that is spread over much code. At V8's usual pace two fifths of the processor's time
  // go into optimising what is hardly run again, regular expressions included, and what it collects is nearly all in
  // use, so that rarer is cheaper. A version that does not know a flag goes on as it is. (The cache holds for the flags
  // that it was made with.)
  setFlagsFromString("--interrupt-budget=600000");
  setFlagsFromString("--regexp-tier-up-ticks=200");
  setFlagsFromString("--semi-space-growth-factor=8");
  setFlagsFromString("--no-flush-bytecode");

  const url = new URL("./program.cjs", import.meta.url);
  const file = fileURLToPath(url);
  const cachedData = readIfThere(`${file}.cache`);
  const script = new Script(readFileSync(file, "latin1"), {
    filename: file,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  const module = { exports: {} as Program }; // the wrapper fills it
  (script.runInThisContext() as Wrapper)(module, createRequire(file), url.href);
  return { program: module.exports, script };
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
