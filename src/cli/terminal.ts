import type { Readable, Writable } from "node:stream";
import type { ReviewPool } from "./review-pool.ts";

/** The process as the command line sees it: a parameter, so that all of it is tested without one. */
export interface Terminal {
  /** What stands behind the name of the program. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The current directory, absolute. */
  readonly cwd: string;
  readonly stdin: () => Promise<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly now: () => Date;
  /** How the program was called, for the commands that it offers; by its name where nobody says. */
  readonly program?: string;
  /** Standard input and output as streams, for the language server alone. */
  readonly channel?: () => { readonly input: Readable; readonly output: Writable };
  /** Begins so many workers; absent where there are none, as in tests. */
  readonly pool?: (threads: number) => Promise<ReviewPool>;
}

export interface Output {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
}

/** Exit codes: passed, may not pass, the user can put it right, a bug of ours. */
export const EXIT = { passed: 0, blocked: 1, usage: 2, bug: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Whether to colour what goes to an output (https://no-color.org, FORCE_COLOR as chalk reads it). */
export function hasColor(output: Output, env: Terminal["env"], wanted: boolean | undefined): boolean {
  if (wanted === false || (env["NO_COLOR"] ?? "") !== "") return false;
  if ((env["FORCE_COLOR"] ?? "") !== "") return env["FORCE_COLOR"] !== "0";
  return output.isTerminal && env["TERM"] !== "dumb";
}
