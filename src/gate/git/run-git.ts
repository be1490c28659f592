import { spawnSync } from "node:child_process";
import { devNull } from "node:os";
import { UserError } from "../../core/user-error.ts";

/** What came of a git command: its output, or why it failed, in git's own words. */
export interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs one git command in a folder. Arguments are an array and reach no shell. */
export type Git = (
  args: readonly string[],
  options?: { readonly input?: string; readonly maxBytes?: number },
) => GitResult;

/**
 * Git in `folder`, so that nothing that the repository configures runs: only plumbing is called, hooks and the file
 * system monitor are switched off, nothing is fetched, and no replacement of objects counts. Of the environment only
 * what finds the program and the user's own settings is handed on; `GIT_DIR` and its like, which hooks set, are not.
 */
export function gitIn(folder: string, env: Readonly<Record<string, string | undefined>>): Git {
  const handed = Object.fromEntries(HANDED_ON.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
  return (args, { input, maxBytes = MOST_BYTES } = {}) => {
    const { status, stdout, stderr, error } = spawnSync("git", [...SAFELY, ...args], {
      cwd: folder,
      env: { ...handed, ...QUIETLY },
      maxBuffer: maxBytes,
      windowsHide: true,
      ...(input === undefined ? { stdio: ["ignore", "pipe", "pipe"] } : { input }),
    });
    if (error !== undefined && (error as NodeJS.ErrnoException).code === "ENOENT")
      throw new UserError("git cannot be run", {
        hint: "Install git, or name the other description with --base-file.",
      });
    // More than was asked for: what it is cut off at is of no use.
    if (error !== undefined) return { code: TOO_MUCH, stdout: Buffer.alloc(0), stderr: error.message };
    return { code: status ?? 1, stdout, stderr: stderr.toString("utf8").trim() };
  };
}

/** The code of a command that printed more than was asked for. */
export const TOO_MUCH = -1;

/** The whole list of files of a large repository. */
const MOST_BYTES = 512 * 1024 * 1024;

const HANDED_ON: readonly string[] = [
  "PATH",
  "HOME",
  "USERPROFILE",
  "XDG_CONFIG_HOME",
  "SystemRoot",
  "TMPDIR",
  "TEMP",
  "TMP",
];

const SAFELY: readonly string[] = [
  "--no-pager",
  "--literal-pathspecs",
  "-c",
  "core.fsmonitor=false",
  "-c",
  `core.hooksPath=${devNull}`,
  "-c",
  "core.quotePath=false",
  "-c",
  "diff.suppressBlankEmpty=false",
  "-c",
  "log.showSignature=false",
];

const QUIETLY: Readonly<Record<string, string>> = {
  LC_ALL: "C",
  GIT_TERMINAL_PROMPT: "0",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_NO_REPLACE_OBJECTS: "1",
  GIT_NO_LAZY_FETCH: "1",
  GIT_ALLOW_PROTOCOL: "none",
};
