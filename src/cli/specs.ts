import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { UserError } from "../core/user-error.ts";
import { looksLikeDescription } from "../load/api-format.ts";
import { LIMITS } from "../load/limits.ts";

/** What the words on the command line stand for. */
export interface Specs {
  /** Names as a user would write them, in the order of the words, each once; `-` is standard input. */
  readonly specs: readonly string[];
  /** YAML and JSON files below the folders and in the globs that are no API descriptions. */
  readonly passedOver: number;
}

/** Every description that the words name: a file, a folder (all descriptions below it), a glob, or `-`. */
export async function specsOf(words: readonly string[], cwd: string): Promise<Specs> {
  const specs = new Set<string>();
  let passedOver = 0;
  for (const word of words) {
    const named = path.resolve(cwd, word);
    const isFolder = existsSync(named) && statSync(named).isDirectory();
    if (word === "-" || (existsSync(named) && !isFolder) || (!isFolder && !/[*?[\]{}!()]/.test(word))) {
      specs.add(word);
      continue;
    }
    const { glob, escapePath } = await import("tinyglobby"); // not needed for a file that is named
    const pattern = isFolder
      ? `${escapePath(word.replaceAll(path.sep, "/").replace(/\/+$/, ""))}/**/*.{yaml,yml,json}`
      : word;
    const files = (
      await glob(pattern, { cwd, ignore: ["**/node_modules/**", "**/.git/**"], dot: false, followSymbolicLinks: false })
    ).toSorted();
    const found = files.filter((file) => isDescription(path.resolve(cwd, file)));
    if (found.length === 0) {
      throw new UserError(`${word} holds no API description`, {
        hint: `${files.length === 0 ? "No file matches" : `${files.length} files match, and none has "openapi" or "swagger" at its root`}.`,
      });
    }
    passedOver += files.length - found.length;
    for (const file of found) specs.add(file);
  }
  return { specs: [...specs], passedOver };
}

function isDescription(file: string): boolean {
  return statSync(file).size <= LIMITS.fileBytes && looksLikeDescription(readFileSync(file, "utf8"));
}
