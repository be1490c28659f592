import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { main } from "../../src/cli/main.ts";
import type { Terminal } from "../../src/cli/terminal.ts";
import { temporaryFolder } from "../temporary-folder.ts";

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly cwd: string;
  readonly stdin: string;
  readonly env: Readonly<Record<string, string>>;
  readonly isTerminal: boolean;
  readonly columns: number;
  readonly program: string;
}

/** Runs the command line in this process. */
export async function run(
  args: readonly string[],
  { cwd = process.cwd(), stdin = "", env = {}, isTerminal = false, columns = 80, program }: Partial<Surroundings> = {},
): Promise<Run> {
  let stdout = "";
  let stderr = "";
  const terminal: Terminal = {
    args,
    cwd,
    env,
    stdin: async () => Buffer.from(stdin),
    stdout: { write: (text) => void (stdout += text), isTerminal, columns },
    stderr: { write: (text) => void (stderr += text), isTerminal, columns },
    now: () => new Date("2026-01-31T12:00:00Z"),
    ...(program === undefined ? {} : { program }),
  };
  const code = await main(terminal);
  return { code, stdout, stderr };
}

/** A new folder with the files given by name and text, until the test file has run. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}
