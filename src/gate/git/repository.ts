import { createHash } from "node:crypto";
import path from "node:path";
import { byCodeUnit } from "../../core/compare.ts";
import { once } from "../../core/memo.ts";
import { UserError } from "../../core/user-error.ts";
import { fileNameOf, type FileName } from "../../load/file-name.ts";
import { gitIn, type Git, type GitResult } from "./run-git.ts";

/** A commit, by its full name. */
export type Commit = string;

/** What was there before a change, and the day of the change. */
export interface Replaced {
  readonly commit: Commit;
  readonly on: string;
}

/** A repository, as far as the gate reads it. */
export interface Repository {
  readonly git: Git;
  /** The folder of its working tree, absolute, as git writes it. */
  readonly top: string;
  /** The commit that a branch, tag or other revision names. Throws a `UserError` where there is none. */
  readonly commitOf: (revision: string) => Commit;
  /** The commit that is checked out; `undefined` before the first. */
  readonly head: () => Commit | undefined;
  readonly mergeBase: (a: Commit, b: Commit) => Commit | undefined;
  readonly isShallow: () => boolean;
  /** The last commit that changed a file, by its name relative to the top; `undefined` for one that no commit has. */
  readonly lastChangeOf: (file: string) => Commit | undefined;
  /** What a commit was at the begin of a day, on the way of first parents; `undefined` where nobody can tell. */
  readonly commitBefore: (commit: Commit, day: string) => Commit | undefined;
  /**
   * What a commit was before each of the latest changes of some files, relative to the top, on the way of first parents:
   * the commit before the change, and the day of the change, YYYY-MM-DD in UTC.
   */
  readonly replacedBy: (commit: Commit, files: readonly string[]) => readonly Replaced[];
  /** The last commit up to one that changed a file, relative to the top. */
  readonly lastChange: (commit: Commit, file: string) => Commit | undefined;
  /** When a commit was made, YYYY-MM-DD in UTC. */
  readonly dateOf: (commit: Commit) => string;
  /** Names, relative to the top, of every file of the working tree that git knows or would add, those of submodules included. */
  readonly workingFiles: () => readonly FileName[];
  /** The submodules that the index has, by their folders relative to the top. */
  readonly submodules: () => ReadonlyMap<string, Commit>;
  /** The repository of a submodule that is checked out at `folder`, relative to the top; `undefined` where none is. */
  readonly submoduleAt: (folder: string) => Repository | undefined;
}

/** The repository that `folder` is in. Throws a `UserError` where it is in none. */
export function repositoryAt(folder: string, env: Readonly<Record<string, string | undefined>>): Repository {
  const found = gitIn(folder, env)(["rev-parse", "--show-toplevel"]);
  const top = lineOf(found.stdout);
  if (found.code !== 0 || top === "")
    throw new UserError(
      `${folder} is in no git working tree${found.stderr === "" ? "" : `: ${firstLine(found.stderr)}`}`,
      {
        hint: "Run it in a checkout, or name the other description with --base-file.",
      },
    );
  const git = gitIn(top, env);
  const resolved = (revision: string): Commit | undefined => {
    const { code, stdout } = git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]);
    const commit = lineOf(stdout);
    return code === 0 && COMMIT.test(commit) ? commit : undefined;
  };
  const branchOf = (name: string): Commit | undefined =>
    COMMIT.test(name) ? undefined : (resolved(`refs/remotes/${name}`) ?? resolved(`refs/heads/${name}`));
  const opened = new Map<string, Repository | undefined>();
  const submoduleAt = (name: string): Repository | undefined => {
    if (!opened.has(name)) opened.set(name, openedSubmodule({ git, top }, name, env));
    return opened.get(name);
  };
  // Asked for several times, and each takes a process: a command reads a repository as it is at one moment.
  const submodules = once(() => submodulesIn(git));
  return {
    git,
    top,
    submoduleAt,
    submodules,
    commitOf(revision) {
      // A name cannot begin with a dash (git check-ref-format), and an option must not pass for one.
      const isName = !revision.startsWith("-") && !revision.includes("\0");
      // Whoever may push a tag must not have it taken for the branch of that name, which git would do.
      const commit = isName ? (branchOf(revision) ?? resolved(revision)) : undefined;
      if (commit === undefined)
        throw new UserError(`--base ${JSON.stringify(revision)} names no commit`, {
          hint: "Name a branch, a tag or a commit that is in this clone; in CI, fetch the target branch first.",
        });
      return commit;
    },
    head: once(() => resolved("HEAD")),
    mergeBase: (a, b) => commitIn(git(["merge-base", a, b])),
    commitBefore(commit, day) {
      const before = Date.parse(`${day}T00:00:00Z`) / 1000;
      return firstParents(git, commit).findLast(({ seconds }) => seconds < before)?.commit;
    },
    replacedBy(commit, files) {
      const { code, stdout } = git(["rev-list", "--first-parent", MOST_CHANGES, commit, "--", ...files]);
      const changes = new Set(code === 0 ? stdout.toString("latin1").split("\n") : []);
      changes.delete("");
      const all = changes.size === 0 ? [] : firstParents(git, commit);
      return all.flatMap((one, at) =>
        at > 0 && changes.has(one.commit) ? [{ commit: all[at - 1]!.commit, on: dayOf(one.seconds) }] : [],
      );
    },
    lastChange: (commit, file) => commitIn(git(["rev-list", "-1", "--first-parent", commit, "--", file])),
    isShallow: () => lineOf(git(["rev-parse", "--is-shallow-repository"]).stdout) === "true",
    lastChangeOf: (file) => commitIn(git(["rev-list", "-1", "HEAD", "--", file])),
    dateOf(commit) {
      const text = git(["cat-file", "commit", commit]).stdout.toString("utf8");
      const seconds = /^committer .* (\d{1,12}) [+-]\d{4}$/m.exec(text)?.[1];
      return dayOf(Number(seconds ?? 0));
    },
    workingFiles() {
      const { code, stdout, stderr } = git(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
      if (code !== 0) throw new UserError(`the files of the working tree cannot be listed: ${firstLine(stderr)}`);
      const within = [...submodules().keys()].flatMap((name) =>
        (submoduleAt(name)?.workingFiles() ?? []).map(({ bytes }) =>
          fileNameOf(Buffer.concat([Buffer.from(`${name}/`), bytes])),
        ),
      );
      return [...namesIn(stdout), ...within].toSorted((a, b) => byCodeUnit(a.shown, b.shown));
    },
  };
}

/** As far back as is looked for what was. */
const MOST_COMMITS = "--max-count=20000";

/** As many changes of settings as are looked at: what was before them all is known by its day. */
const MOST_CHANGES = "--max-count=20";

/**
 * A commit and those before it on the way of first parents, the oldest first, with when each was made. One that says that it
 * is older than those before it is as young as they are: anybody can write any date into a commit.
 */
function firstParents(git: Git, commit: Commit): readonly { readonly commit: Commit; readonly seconds: number }[] {
  const { code, stdout } = git(["rev-list", "--first-parent", "--timestamp", MOST_COMMITS, commit, "--"]);
  const commits: { readonly commit: Commit; readonly seconds: number }[] = [];
  let youngest = 0;
  const lines = code === 0 ? stdout.toString("latin1").trimEnd().split("\n").toReversed() : [];
  for (const line of lines) {
    const [, seconds = "", name = ""] = /^(\d{1,12}) ([0-9a-f]+)$/.exec(line) ?? [];
    if (!COMMIT.test(name)) return [];
    youngest = Math.max(youngest, Number(seconds));
    commits.push({ commit: name, seconds: youngest });
  }
  return commits;
}

function dayOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

function commitIn({ code, stdout }: GitResult): Commit | undefined {
  const commit = lineOf(stdout);
  return code === 0 && COMMIT.test(commit) ? commit : undefined;
}

/** The submodules that the index has; without those whose name is no text. */
function submodulesIn(git: Git): ReadonlyMap<string, Commit> {
  const { code, stdout } = git(["ls-files", "-s", "-z"]);
  const found = new Map<string, Commit>();
  for (const line of code === 0 ? stdout.toString("latin1").split("\0") : []) {
    const [, commit, name] = /^160000 ([0-9a-f]+) \d\t(.+)$/s.exec(line) ?? [];
    const text = name === undefined ? undefined : fileNameOf(Buffer.from(name, "latin1")).text;
    if (commit !== undefined && text !== undefined) found.set(text, commit);
  }
  return found;
}

/** The repository whose top is the folder of that name itself, and no other above it. */
function openedSubmodule(
  { git, top }: Pick<Repository, "git" | "top">,
  name: string,
  env: Parameters<typeof gitIn>[1],
): Repository | undefined {
  const { code, stdout } = git(["-C", name, "rev-parse", "--show-prefix"]);
  return code === 0 && lineOf(stdout) === "" ? repositoryAt(path.join(top, name), env) : undefined;
}

/** Names that each end in a zero byte, each once. */
function namesIn(output: Buffer): readonly FileName[] {
  const names = new Map<string, FileName>();
  for (let from = 0, end = output.indexOf(0); end >= 0; from = end + 1, end = output.indexOf(0, from)) {
    const bytes = output.subarray(from, end);
    const key = bytes.toString("latin1");
    if (key !== "" && !names.has(key)) names.set(key, fileNameOf(bytes));
  }
  return [...names.values()];
}

const COMMIT = /^[0-9a-f]{40,64}$/;

/** The name that git gives a file of these bytes, to tell whether a file of the working tree is that of a commit. */
export function blobNameOf(bytes: Uint8Array, length: number): string {
  return createHash(length === 64 ? "sha256" : "sha1")
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest("hex");
}

function lineOf(output: Buffer): string {
  return output.toString("utf8").replace(/\r?\n$/, "");
}

function firstLine(text: string): string {
  return text
    .split("\n")[0]!
    .replace(/\p{Cc}/gu, " ")
    .slice(0, 200);
}
