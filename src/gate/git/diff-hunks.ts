import type { DiffHunk } from "../../core/diff-hunk.ts";
import type { Commit, Repository } from "./repository.ts";

/**
 * What stands in the diff of two commits of a file of the later one, by its name from the top: three lines around each
 * change, and a renamed file against what it was, as a forge shows it. Nothing that attributes or settings name is run.
 */
export function diffHunks(repository: Repository, base: Commit, head: Commit): (file: string) => readonly DiffHunk[] {
  let names: ReadonlyMap<string, readonly string[]> | undefined;
  return (file) => {
    names ??= changedNames(repository, base, head);
    const own = names.get(file);
    if (own === undefined) return [];
    const { code, stdout } = repository.git(["diff-tree", ...RENAMES, ...PATCH, base, head, "--", ...own]);
    return code === 0 ? hunksIn(stdout.toString("latin1"), file) : [];
  };
}

const RENAMES: readonly string[] = ["-r", "-M"];
const PATCH: readonly string[] = [
  "-p",
  "-U3",
  "--inter-hunk-context=0",
  "--diff-algorithm=default",
  "--no-color",
  "--no-ext-diff",
  "--no-textconv",
];

/** The files of the head that differ, each with its names in both. */
function changedNames({ git }: Repository, base: Commit, head: Commit): ReadonlyMap<string, readonly string[]> {
  const { code, stdout } = git(["diff-tree", ...RENAMES, "--name-status", "-z", base, head]);
  const names = new Map<string, readonly string[]>();
  if (code !== 0) return names;
  const words = stdout.toString("utf8").split("\0").values();
  for (const status of words) {
    const first = words.next().value;
    const second = status.startsWith("R") ? words.next().value : undefined;
    if (first === undefined || status === "D") continue;
    names.set(second ?? first, second === undefined ? [first] : [first, second]);
  }
  return names;
}

/** The hunks of a patch of one file. What is removed as a whole, the other half of a rename, has none. */
function hunksIn(patch: string, path: string): readonly DiffHunk[] {
  const lines = patch.split("\n");
  const hunks: DiffHunk[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const [, was = "1", start = "", is = "1"] =
      /^@@ -\d{1,9}(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/.exec(lines[at]!) ?? [];
    if (start === "") continue;
    const added: { line: number; endLine: number }[] = [];
    let [left, line] = [Number(was), Number(start)];
    const end = line + Number(is);
    while (left > 0 || line < end) {
      at += 1;
      const sign = lines[at]?.[0];
      if (sign === "+") {
        const last = added.at(-1);
        if (last?.endLine === line - 1) last.endLine = line;
        else added.push({ line, endLine: line });
      }
      if (sign === " " || sign === "-") left -= 1;
      if (sign === " " || sign === "+") line += 1;
      if (sign !== " " && sign !== "-" && sign !== "+" && sign !== "\\") break;
    }
    if (Number(is) > 0) hunks.push({ path, line: Number(start), endLine: end - 1, added });
  }
  return hunks;
}
