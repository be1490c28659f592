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
  for (const flag of FLAGS[v8Version()] ?? []) setFlagsFromString(flag);

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

/**
 * What V8 is asked for, by its version. It prints an error of its own for a flag that it does not know, and cannot be
 * asked before: a version that is not here gets none. A review is a second of work that is spread over much code, of
 * which Node 20 optimises what is hardly run again: the first flag saves a third of a large review and a tenth of a
 * small one, the other two another tenth of a small one. Node 24 has no such budget, and none of the others was worth
 * more there than the measurement's own noise. (The code cache holds for the flags that it was made with.)
 */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  // Node 20
  "11.3": ["--interrupt-budget=600000", "--regexp-tier-up-ticks=200", "--semi-space-growth-factor=16"],
};

/** As "11.3". */
function v8Version(): string {
  return process.versions.v8.split(".").slice(0, 2).join(".");
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
