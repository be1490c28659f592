import { spawnSync } from "node:child_process";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "..");

/** Runs a command in a folder, and tells what it changed elsewhere, where there is Linux to tell it. */
export function changedOutside(
  folder: string,
  command: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { readonly code: number | null; readonly changed: readonly string[]; readonly output: string } {
  const options = { encoding: "utf8", cwd: folder, env: { ...process.env, ...env } } as const;
  if (process.platform !== "linux") {
    const [program = "", ...args] = command;
    const { status, stderr } = spawnSync(program, args, options);
    return { code: status, changed: [], output: stderr };
  }
  const { status, stdout, stderr } = spawnSync(`${ROOT}/scripts/changed-outside.sh`, [folder, ...command], options);
  return { code: status, changed: stdout.split("\n").filter((line) => line !== ""), output: stderr };
}
