import path from "node:path";
import { UserError } from "../../core/user-error.ts";
import { BROKEN_LINK, type FileContent, type Files } from "../../load/files.ts";
import { fileNameOf } from "../../load/file-name.ts";
import { LIMITS } from "../../load/limits.ts";
import type { Commit, Repository } from "./repository.ts";
import { TOO_MUCH } from "./run-git.ts";

/** The files of a commit below a folder of the repository. */
export interface GitTree extends Files {
  /** Names of the files, relative to the folder, in order. */
  readonly names: readonly string[];
  /** The name that git gives to the content of a file; `undefined` where there is no such file. */
  readonly blobOf: (file: string) => string | undefined;
  /** The same of a file whose name, relative to the folder, is no text. */
  readonly blobOfUnnamed: (name: Uint8Array) => string | undefined;
  /** The folder of the submodule that a file is in, relative to the folder. */
  readonly submoduleOf: (file: string) => string | undefined;
  /** Every submodule with its commit, by its folder. */
  readonly submodules: ReadonlyMap<string, Commit>;
}

interface Entry {
  readonly mode: string;
  readonly blob: string;
  /** What is in it, where another repository has it. */
  readonly content?: () => FileContent;
}

/** The files of a submodule at a commit; `undefined` where its repository, or the commit in it, is not in this clone. */
function submoduleTree(repository: Repository, folder: string, commit: Commit): GitTree | undefined {
  const submodule = repository.submoduleAt(folder);
  const isThere = submodule?.git(["cat-file", "-e", `${commit}^{commit}`]).code === 0;
  return submodule === undefined || !isThere ? undefined : gitTree(submodule, commit);
}

function inSubmodule(tree: GitTree | undefined, name: string): Entry | FileContent {
  if (tree === undefined) return NOT_CLONED;
  const blob = tree.blobOf(name);
  return blob === undefined ? tree.read(name) : { mode: "100644", blob, content: () => tree.read(name) };
}

/** The files of `commit`; `prefix` is the folder, relative to the top, empty or ending in a slash. Links lead to files of the same commit. */
export function gitTree(repository: Repository, commit: Commit, prefix = ""): GitTree {
  const { code, stdout, stderr } = repository.git(["ls-tree", "-r", "-z", "--full-tree", commit]);
  if (code !== 0)
    throw new UserError(`the files of commit ${commit.slice(0, 12)} cannot be listed: ${stderr.slice(0, 200)}`);
  const entries = new Map<string, Entry>();
  const links = new Map<string, Commit>();
  /** Those whose name is no text, by its bytes. */
  const unnamed = new Map<string, string>();
  for (const line of stdout.toString("latin1").split("\0")) {
    const [, mode = "", type, blob = "", bytes = ""] = /^(\d{6}) (\w+) ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    const { text } = fileNameOf(Buffer.from(bytes, "latin1"));
    if (type === "commit" && text !== undefined) links.set(text, blob);
    if (type !== "blob") continue;
    if (text === undefined) unnamed.set(bytes, blob);
    else entries.set(text, { mode, blob });
  }
  const trees = new Map<string, GitTree | undefined>();
  /** The files of a submodule as the commit has it; none where it is not in this clone. */
  const treeAt = (folder: string): GitTree | undefined => {
    if (!trees.has(folder)) trees.set(folder, submoduleTree(repository, folder, links.get(folder)!));
    return trees.get(folder);
  };
  const linkOver = (name: string): string | undefined => {
    if (links.size === 0) return undefined;
    for (let at = path.posix.dirname(name); at !== "." && at !== "/"; at = path.posix.dirname(at))
      if (links.has(at)) return at;
    return undefined;
  };
  const prefixBytes = Buffer.from(prefix).toString("latin1");
  const contents = new Map<string, FileContent>();
  const read = (blob: string): FileContent => {
    let content = contents.get(blob);
    if (content === undefined) contents.set(blob, (content = contentOf(repository, blob)));
    return content;
  };
  /** A file by its name from the top, links followed, as far as they stay within the folder. */
  const find = (name: string, hops = 0): Entry | FileContent => {
    if (hops > MOST_LINKS) return MISSING;
    const folder = linkOver(name);
    if (folder !== undefined) return inSubmodule(treeAt(folder), name.slice(folder.length + 1));
    const found = entries.get(name);
    if (found !== undefined && found.mode !== LINK) return found;
    // The link may be the file, or a folder on the way to it.
    const link = found === undefined ? linkAbove(name) : { at: name, rest: "" };
    if (link === undefined) return MISSING;
    const target = read(entries.get(link.at)!.blob);
    if (target.bytes === undefined) return target;
    const to = Buffer.from(target.bytes).toString("utf8");
    if (path.posix.isAbsolute(to)) return OUTSIDE;
    const next = path.posix.normalize(path.posix.join(path.posix.dirname(link.at), to, link.rest));
    if (!isBelow(next, prefix)) return OUTSIDE;
    const there = find(next, hops + 1);
    return there === MISSING && found !== undefined ? BROKEN_LINK : there;
  };
  const linkAbove = (name: string): { readonly at: string; readonly rest: string } | undefined => {
    for (let at = path.posix.dirname(name); at !== "." && at !== "/"; at = path.posix.dirname(at))
      if (entries.get(at)?.mode === LINK) return { at, rest: name.slice(at.length + 1) };
    return undefined;
  };
  const entryOf = (file: string): Entry | FileContent => {
    const name = path.posix.normalize(`${prefix}${file}`);
    return path.posix.isAbsolute(file) || !isBelow(name, prefix) ? OUTSIDE : find(name);
  };
  return {
    names: [
      ...entries.keys(),
      ...[...links.keys()].flatMap((folder) => (treeAt(folder)?.names ?? []).map((name) => `${folder}/${name}`)),
    ]
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length))
      .toSorted(),
    blobOfUnnamed: (bytes) => unnamed.get(prefixBytes + Buffer.from(bytes).toString("latin1")),
    submodules: new Map(
      [...links]
        .filter(([folder]) => folder.startsWith(prefix))
        .map(([folder, at]) => [folder.slice(prefix.length), at] as const),
    ),
    submoduleOf: (file) => linkOver(path.posix.normalize(`${prefix}${file}`))?.slice(prefix.length),
    blobOf(file) {
      const entry = entryOf(file);
      return "blob" in entry ? entry.blob : undefined;
    },
    read(file) {
      const entry = entryOf(file);
      if (!("blob" in entry)) return entry;
      return entry.content?.() ?? read(entry.blob);
    },
  };
}

/** The mode of a symbolic link (git-fast-import, section filemodify). */
const LINK = "120000";
const MOST_LINKS = 40;

const MISSING: FileContent = {
  bytes: undefined,
  reason: "missing",
  why: "there is no such file in the base",
  hint: "Correct the name, or add the file.",
};
const NOT_CLONED: FileContent = {
  bytes: undefined,
  reason: "missing", // nobody can tell
  why: "it is in a submodule whose commit is not in this clone",
  hint: "Check out submodules with their history: git submodule update --init.",
};
const OUTSIDE: FileContent = {
  bytes: undefined,
  reason: "outside",
  why: "it is outside the root",
  hint: "Set --root to a folder that contains it.",
};

function contentOf({ git }: Repository, blob: string): FileContent {
  const { code, stdout } = git(["cat-file", "blob", blob], { maxBytes: LIMITS.fileBytes });
  if (code === 0) return { bytes: new Uint8Array(stdout) };
  return code === TOO_MUCH
    ? {
        bytes: undefined,
        reason: "too-large",
        why: "it is too large",
        hint: "Split the description, or review the parts one by one.",
      }
    : {
        bytes: undefined,
        reason: "unreadable",
        why: "its content is not in this clone",
        hint: "Fetch it first: nothing is fetched here.",
      };
}

function isBelow(name: string, prefix: string): boolean {
  return name !== ".." && !name.startsWith("../") && `${name}/`.startsWith(prefix);
}
