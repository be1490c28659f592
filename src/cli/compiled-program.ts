import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";

/** What `program.ts` exports. */
export type Program = typeof import("./program.ts");

/** How `program.ts` is built: CommonJS in a function, since V8 caches the code of scripts and not of modules. */
type Wrapper = (module: { exports: Program }, require: NodeJS.Require, programUrl: string) => void;

/** The program as it is built, wherever it is kept. */
export interface BuiltProgram {
  readonly source: string;
  /** What V8 made of it. */
  readonly cache: Buffer | undefined;
  /** What stack traces call it. */
  readonly file: string;
  readonly url: string;
  /** By what it loads Node's own modules, and packages where there are any. */
  readonly require: NodeJS.Require;
}

export interface CompiledProgram {
  readonly program: Program;
  readonly script: Script;
}

/**
 * Compiles the program. What V8 made of it the last time is taken, so that it need not parse and compile it again, which
 * was a third of a small review. Another version of Node than the one that built it turns the cache down, and compiles.
 */
export function compiledProgram({ source, cache, file, url, require }: BuiltProgram): CompiledProgram {
  for (const flag of v8Flags()) setFlagsFromString(flag);

  const script = new Script(source, { filename: file, ...(cache === undefined ? {} : { cachedData: cache }) });
  const module = { exports: {} as Program }; // the wrapper fills it
  (script.runInThisContext() as Wrapper)(module, require, url);
  return { program: module.exports, script };
}

/**
 * What V8 is asked for, by its version. It prints an error of its own for a flag that it does not know, and cannot be
 * asked before: a version that is not here gets none. A review is a second of work that is spread over much code, of
 * which Node 20 optimizes what is hardly run again: the first flag saves a third of a large review and a tenth of a
 * small one, the next two another tenth of a small one. The last two spare it what costs more than it gains here: to put much
 * code into the functions that it optimizes, and to rework the code of expressions that are asked a few times (a tenth of a
 * small review and two in a hundred of a large one, together). Node 24 has no such budget, and none of the others was worth
 * more there than the measurement's own noise. (The code cache holds for the flags that it was made with.)
 */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  // Node 20
  "11.3": [
    "--interrupt-budget=600000",
    "--regexp-tier-up-ticks=200",
    "--semi-space-growth-factor=16",
    "--max-inlined-bytecode-size-cumulative=300",
    "--no-regexp-peephole-optimization",
  ],
};

/**
 * Lets the heap grow by a third before it is collected, in place of by several times: what makes one large review after
 * another, and drops each, needs half the memory then, and a tenth more time. Only where V8 is known to have the flag.
 */
export function keepHeapSmall(): void {
  if (v8Flags().length > 0) setFlagsFromString("--heap-growing-percent=30");
}

/** The flags for the V8 that runs: tests run the program with them too. */
export function v8Flags(): readonly string[] {
  const version = process.versions.v8.split(".").slice(0, 2).join("."); // as "11.3"
  return FLAGS[version] ?? [];
}
