import path from "node:path";
import type { FileSystemAdapter } from "tinyglobby";
import { UserError } from "../core/user-error.ts";

export interface FileSearch {
  readonly cwd: string;
  readonly ignore?: readonly string[];
  readonly fs?: FileSystemAdapter;
}

/** The files that a glob names, relative to the current directory and in order. */
export async function matchedFiles(word: string, search: FileSearch): Promise<readonly string[]> {
  const parts = word.replaceAll(path.sep, "/").split("/");
  const wild = parts.findIndex((part) => /[*?[\]{}!()]/.test(part.replaceAll(/\\./g, "")));
  const before = parts.slice(0, wild === -1 ? parts.length - 1 : wild);
  const pattern = parts.slice(before.length).join("/");
  if (/(?:^|[/{,(|])\.\.(?:$|[/},)|])/.test(pattern))
    throw new UserError(`${word} leads to a folder above after a wildcard, which is not followed`, {
      hint: "Begin with the folder that holds them all, such as '../**/*.yaml'.",
    });
  const folder = before.join("/").replaceAll(/\\(?=[^\w\s])/g, "");
  return filesIn(folder === "" && before.length > 0 ? "/" : folder, pattern, search);
}

/**
 * The files in a folder, or below it, that fit a pattern, relative to the current directory and in order. They are looked
 * for from that folder: a search from the current directory leaves that one out where the folder holds it.
 */
export async function filesIn(
  folder: string,
  pattern: string,
  { cwd, ignore = [], fs }: FileSearch,
): Promise<readonly string[]> {
  const { glob } = await import("tinyglobby"); // not needed for a file that is named
  const base = path.resolve(cwd, folder);
  const files = await glob(pattern, {
    cwd: base,
    ignore: [...ignore],
    dot: false,
    followSymbolicLinks: false,
    ...(fs !== undefined && { fs }),
  });
  return files.map((file) => path.relative(cwd, path.join(base, file)).replaceAll(path.sep, "/")).toSorted();
}
