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
}

interface Entry {
  readonly mode: string;
  readonly blob: string;
}

/** The files of `commit`; `prefix` is the folder, relative to the top, empty or ending in a slash. Links lead to files of the same commit. */
export function gitTree(repository: Repository, commit: Commit, prefix = ""): GitTree {
  const { code, stdout, stderr } = repository.git(["ls-tree", "-r", "-z", "--full-tree", commit]);
  if (code !== 0)
    throw new UserError(`the files of commit ${commit.slice(0, 12)} cannot be listed: ${stderr.slice(0, 200)}`);
  const entries = new Map<string, Entry>();
  /** Those whose name is no text, by its bytes. */
  const unnamed = new Map<string, string>();
  for (const line of stdout.toString("latin1").split("\0")) {
    const [, mode = "", type, blob = "", bytes = ""] = /^(\d{6}) (\w+) ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    if (type !== "blob") continue;
    const { text } = fileNameOf(Buffer.from(bytes, "latin1"));
    if (text === undefined) unnamed.set(bytes, blob);
    else entries.set(text, { mode, blob });
  }
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
    names: [...entries.keys()]
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length))
      .toSorted(),
    blobOfUnnamed: (bytes) => unnamed.get(prefixBytes + Buffer.from(bytes).toString("latin1")),
    blobOf(file) {
      const entry = entryOf(file);
      return "blob" in entry ? entry.blob : undefined;
    },
    read(file) {
      const entry = entryOf(file);
      return "blob" in entry ? read(entry.blob) : entry;
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
const OUTSIDE: FileContent = {
  bytes: undefined,
  reason: "outside",
  why: "it lies outside of the root",
  hint: "Name a folder that holds it with --root.",
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
