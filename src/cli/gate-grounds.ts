import { existsSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import type { DiffHunk } from "../core/diff-hunk.ts";
import { memoOfText } from "../core/memo.ts";
import { count } from "../core/prose.ts";
import { UserError } from "../core/user-error.ts";
import type { Comparison } from "../gate/compare.ts";
import { diffHunks } from "../gate/git/diff-hunks.ts";
import { gitTree, type GitTree } from "../gate/git/git-tree.ts";
import { repositoryAt, type Repository } from "../gate/git/repository.ts";
import {
  baseOf,
  descriptionsAmong,
  touchedDescriptions,
  unnamedDescriptions,
  type Touched,
} from "../gate/git/touched.ts";
import { fileNameOf, type FileName } from "../load/file-name.ts";
import { filesBelow, type Files } from "../load/files.ts";
import { matchesGlob, withoutBraces } from "../policy/glob.ts";
import { judgedOtherwise } from "./judged-otherwise.ts";
import { entryOf, nameBelow, prefixBelow } from "./root.ts";
import { specsOf } from "./specs.ts";
import type { Terminal } from "./terminal.ts";
import { unnamedFiles } from "./unnamed-files.ts";

/** What `sallyport gate` was called with. */
export interface GateArguments {
  readonly specs: readonly string[];
  readonly base: string | undefined;
  readonly baseFile: string | undefined;
  readonly trustHeadPolicy: boolean;
  readonly format: readonly string[];
  readonly root: string | undefined;
  readonly config: string | undefined;
  readonly asOf: string | undefined;
  readonly timeout: string | undefined;
  readonly quiet: boolean;
  readonly color: boolean | undefined;
}

/** What the head is held against: its files, and those by which both are judged. */
export interface Grounds {
  readonly root: string;
  readonly head: Files;
  readonly base: Files;
  /** Where policy and register are read. */
  readonly policy: Files;
  readonly names: Comparison["names"];
  readonly commit: string | null;
  /** The arguments by which the same is compared again, whatever a branch is by then. */
  readonly against: readonly string[];
  /** The descriptions to look at, and those that cannot be read. */
  readonly touched: readonly Touched[];
  /** How many more a change of settings affects: each can be looked at by its name. */
  readonly notShown: number;
  /** Descriptions that the change touches and nothing can name. */
  readonly unnamed: readonly FileName[];
  /** What git alone tells; `undefined` where the base is another file. */
  readonly git: GitGrounds | undefined;
}

/** A change in a repository. */
export interface GitGrounds {
  /** The commits of the base, and of where policy and register are read. */
  readonly base: GitTree;
  readonly policy: GitTree;
  /** The files of the head. */
  readonly working: readonly string[];
  /** Submodules that the change moves and that are not checked out. */
  readonly unreadSubmodules: readonly string[];
  /** What stands in the diff of a file of the head: nothing, where it is not committed as it is, or its lines end as on Windows. */
  readonly hunksOf: (file: string) => readonly DiffHunk[];
  /** What policy and register were at the begin of a day, and since when a file there is as it is. */
  readonly policyBefore: (day: string) => Files | undefined;
  readonly policySince: (file: string) => string | undefined;
  /** What policy and register were before each of the latest changes of some files, and the day of the change. */
  readonly policiesReplaced: (files: readonly string[]) => readonly { readonly files: Files; readonly on: string }[];
}

/** Finds what the head is held against: a revision of git, or another file. Throws a UserError where neither is named. */
export async function groundsOf(args: GateArguments, terminal: Terminal): Promise<Grounds> {
  return args.baseFile === undefined ? await gitGrounds(args, terminal) : await fileGrounds(args, terminal);
}

async function gitGrounds(args: GateArguments, terminal: Terminal): Promise<Grounds> {
  if (args.base === undefined)
    throw new UserError("the gate needs a base to compare the change with", {
      hint: "Give --base main, or --base-file old.yaml.",
    });
  const repository = repositoryAt(
    args.root === undefined ? terminal.cwd : path.resolve(terminal.cwd, args.root),
    terminal.env,
  );
  const top = realpathSync(repository.top);
  const root = args.root === undefined ? top : realpathSync(path.resolve(terminal.cwd, args.root));
  const prefix = prefixBelow(top, root);
  const tip = repository.commitOf(args.base);
  const { commit, name } = comparedCommit(repository, args.base, tip);
  const head = filesBelow(root);
  const base = gitTree(repository, commit, prefix);
  const files = filesIn(repository, prefix);
  const current = repository.head();
  const policy = commit === tip ? base : gitTree(repository, tip, prefix);
  const trees = new Map<string, GitTree>();
  const treeOf = (of: string): GitTree => {
    if (!trees.has(of)) trees.set(of, gitTree(repository, of, prefix));
    return trees.get(of)!;
  };
  const working = files.flatMap(({ text }) => (text !== undefined && existsSync(path.join(root, text)) ? [text] : []));
  return {
    root,
    head,
    base,
    policy,
    git: {
      base,
      policy,
      working,
      unreadSubmodules: unreadSubmodules(repository, base, prefix),
      hunksOf: headHunks(repository, { commit, current, prefix }, head),
      policyBefore(day) {
        const before = repository.commitBefore(tip, day);
        return before === undefined || before === tip ? undefined : treeOf(before);
      },
      policySince(file) {
        const last = repository.lastChange(tip, `${prefix}${file}`);
        return last === undefined ? undefined : repository.dateOf(last);
      },
      policiesReplaced: (names) =>
        repository
          .replacedBy(
            tip,
            names.map((file) => `${prefix}${file}`),
          )
          .map((one) => ({ files: treeOf(one.commit), on: one.on })),
    },
    names: { base: name, head: `working tree${current === undefined ? "" : ` (${current.slice(0, 12)})`}` },
    commit: current ?? null,
    against: ["--base", tip.slice(0, 12)],
    ...(await touchedIn(args, terminal, { working, head, base, root })),
    unnamed: args.specs.length > 0 ? [] : unnamedDescriptions(unnamedFiles(root, files), base),
  };
}

/** What stands in the diff from a commit to what is checked out, as far as the files of the head are as they are there. */
function headHunks(
  repository: Repository,
  {
    commit,
    current,
    prefix,
  }: { readonly commit: string; readonly current: string | undefined; readonly prefix: string },
  head: Files,
): GitGrounds["hunksOf"] {
  if (current === undefined) return () => [];
  const hunksOf = diffHunks(repository, commit, current);
  // A description has many fixes, and each asks.
  return memoOfText((file) => {
    const hunks = hunksOf(`${prefix}${file}`);
    if (hunks.length === 0) return [];
    const { bytes } = head.read(file);
    const { code, stdout } = repository.git(["cat-file", "blob", `${current}:${prefix}${file}`]);
    const isSame = code === 0 && bytes !== undefined && stdout.equals(bytes);
    return isSame && !stdout.includes("\r") ? hunks : [];
  });
}

/** The merge base of a revision and what is checked out; the tip of the revision where nobody can tell. */
function comparedCommit(
  repository: Repository,
  revision: string,
  tip: string,
): { readonly commit: string; readonly name: string } {
  const current = repository.head();
  const common = current === undefined ? undefined : repository.mergeBase(tip, current);
  if (common !== undefined) return { commit: common, name: `${revision} (merge base ${common.slice(0, 12)})` };
  const why = repository.isShallow() ? "the clone is shallow, and the merge base unknown" : "there is no merge base";
  return { commit: tip, name: `${revision} (its tip ${tip.slice(0, 12)}: ${why})` };
}

/** The files of the working tree below a folder, by their names there. */
function filesIn(repository: Repository, prefix: string): readonly FileName[] {
  const start = Buffer.from(prefix);
  return repository
    .workingFiles()
    .filter(({ bytes }) => start.equals(bytes.subarray(0, start.length)))
    .map(({ bytes }) => fileNameOf(bytes.subarray(start.length)));
}

/** Submodules of another commit than in the base, of which there is nothing to read. */
function unreadSubmodules(repository: Repository, base: GitTree, prefix: string): readonly string[] {
  const now = repository.submodules();
  return [...new Set([...now.keys(), ...[...base.submodules.keys()].map((folder) => `${prefix}${folder}`)])]
    .filter((folder) => folder.startsWith(prefix))
    .filter(
      (folder) =>
        now.get(folder) !== base.submodules.get(folder.slice(prefix.length)) &&
        repository.submoduleAt(folder) === undefined,
    )
    .map((folder) => folder.slice(prefix.length))
    .toSorted();
}

interface Trees {
  /** The files of the working tree that there are. */
  readonly working: readonly string[];
  readonly head: Files;
  readonly base: GitTree;
  readonly root: string;
}

/** The descriptions that were named, else those that the change touches. */
async function touchedIn(
  args: GateArguments,
  terminal: Terminal,
  { working, head, base, root }: Trees,
): Promise<Pick<Grounds, "touched" | "notShown">> {
  if (args.specs.length === 0) {
    const touched = await touchedDescriptions(working, head, base);
    if (args.config !== undefined) return { touched, notShown: 0 };
    const otherwise = await judgedOtherwise(working, touched, head, base);
    if (otherwise.more > 0)
      terminal.stderr.write(
        `note: the change of sallyport.yaml affects ${count(otherwise.more, "more description")}, not shown here; sallyport gate <spec> shows each\n`,
      );
    return { touched: [...touched, ...otherwise.touched], notShown: otherwise.more };
  }

  const { gone, there } = goneAmong(args.specs, terminal.cwd, { working, head, base, root });
  const { specs } = await specsOf(there, terminal.cwd);
  const touched: Touched[] = [];
  for (const spec of specs) {
    const entry = entryOf(spec, terminal.cwd, root);
    touched.push({ head: entry.file, base: await baseOf(entry.file, working, head, base) });
  }
  const moved = new Set(touched.map((one) => one.base));
  return {
    touched: [...touched, ...gone.filter((name) => !moved.has(name)).map((name) => ({ head: undefined, base: name }))],
    notShown: 0,
  };
}

/** Descriptions of the base that words name and that are gone, and the words that still name one or that nothing fits. */
function goneAmong(
  words: readonly string[],
  cwd: string,
  { working, head, base, root }: Trees,
): { readonly gone: readonly string[]; readonly there: readonly string[] } {
  const gone = new Set<string>();
  const there = words.filter((word) => {
    const named = nameBelow(root, word, cwd);
    // A file that is there is refused where it is no description.
    if (existsSync(path.resolve(cwd, word)) && !statSync(path.resolve(cwd, word)).isDirectory()) return true;
    const patterns = withoutBraces(named);
    const isMeant = (name: string): boolean =>
      /^(?:\.\.(?:\/|$))*$/.test(named) ||
      name.startsWith(`${named}/`) ||
      patterns.some((pattern) => matchesGlob(pattern, name));
    const now = new Set(descriptionsAmong(working.filter(isMeant), head));
    const lost = descriptionsAmong(
      base.names.filter((name) => isMeant(name) && !now.has(name)),
      base,
    );
    for (const name of lost) gone.add(name);
    return now.size > 0 || lost.length === 0;
  });
  return { gone: [...gone], there };
}

/** One description against another file: both are judged by the policy of the first, since no commit has another. */
async function fileGrounds(args: GateArguments, terminal: Terminal): Promise<Grounds> {
  const [spec, ...more] = args.specs;
  if (spec === undefined || more.length > 0 || args.baseFile === undefined || args.base !== undefined)
    throw new UserError("--base-file compares one description with another", {
      hint: "sallyport gate new.yaml --base-file old.yaml",
    });
  const head = entryOf(spec, terminal.cwd, args.root);
  const base = entryOf(args.baseFile, terminal.cwd, args.root);
  return {
    root: head.root,
    head: head.files,
    base: base.files,
    policy: head.files,
    names: { base: base.file, head: head.file },
    commit: null,
    against: ["--base-file", args.baseFile],
    touched: [{ head: head.file, base: base.file }],
    notShown: 0,
    unnamed: [],
    git: undefined,
  };
}
