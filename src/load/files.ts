import { lstatSync, readFileSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { amount, LIMITS } from "./limits.ts";

/** What came of an attempt to read a file: its bytes, or why not, in words that end a sentence about the file. */
export type FileContent =
  | { readonly bytes: Uint8Array }
  | {
      readonly bytes: undefined;
      readonly reason: "missing" | "broken-link" | "outside" | "not-a-file" | "too-large" | "unreadable";
      readonly why: string;
      readonly hint: string;
    };

/**
 * The files that a review may read, and no others. Names are relative to the root, with `/`.
 * Reading is synchronous: references are followed one by one while the model is built, from a tree that is at hand.
 */
export interface Files {
  read(file: string): FileContent;
}

/** The files below a folder. Symbolic links count as what they point to: what is outside of `root` is not read. */
export function filesBelow(root: string, maxBytes: number = LIMITS.fileBytes): Files {
  const realRoot = realpathSync(root);
  return {
    read(file) {
      const wanted = path.resolve(realRoot, file);
      // An absolute name says where one machine keeps the tree: nothing of a description may hang on that.
      if (path.isAbsolute(file) || !isBelow(realRoot, wanted)) return outside();
      let real: string;
      try {
        if (lstatSync(wanted, { throwIfNoEntry: false }) === undefined) return MISSING;
      } catch {
        return MISSING;
      }
      try {
        real = realpathSync(wanted);
      } catch {
        return BROKEN_LINK;
      }
      if (!isBelow(realRoot, real)) return outside();
      try {
        const stat = statSync(real);
        if (!stat.isFile()) {
          return { bytes: undefined, reason: "not-a-file", why: "it is not a file", hint: "Name a file." };
        }
        return stat.size > maxBytes ? tooLarge(maxBytes) : { bytes: readFileSync(real) };
      } catch {
        return {
          bytes: undefined,
          reason: "unreadable",
          why: "the system does not let it be read",
          hint: "Give read permission.",
        };
      }
    },
  };
}

const MISSING: FileContent = {
  bytes: undefined,
  reason: "missing",
  why: "there is no such file",
  hint: "Correct the name, or add the file.",
};

/** What there is in the place of a file that a link does not lead to. */
export const BROKEN_LINK: FileContent = {
  bytes: undefined,
  reason: "broken-link",
  why: "it is a symbolic link that leads nowhere",
  hint: "Correct the link, or remove it.",
};

/** `files`, with some held in memory before them: standard input, an editor's buffer. */
export function withBuffers(
  files: Files,
  buffers: ReadonlyMap<string, Uint8Array>,
  maxBytes: number = LIMITS.fileBytes,
): Files {
  return {
    read(file) {
      const bytes = buffers.get(file);
      if (bytes === undefined) return files.read(file);
      return bytes.length > maxBytes ? tooLarge(maxBytes) : { bytes };
    },
  };
}

/** Whether a file, or the folder itself, lies below a folder. Both are absolute. */
export function isBelow(root: string, file: string): boolean {
  const relative = path.relative(root, file);
  return relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

/**
 * A file, absolute, in its folder as that really is, by whatever links one comes to it; a link in the place of the file
 * itself is kept, as an editor keeps it. A folder that is not there yet is below one that is.
 */
export function realFile(file: string): string {
  return path.join(realPath(path.dirname(file)), path.basename(file));
}

/** What a name, absolute, really leads to. One that is too long leads nowhere: to ask for each of its folders takes long. */
export function realPath(file: string): string {
  if (file.length > LONGEST_NAME) return file;
  for (let above = file; ; above = path.dirname(above)) {
    try {
      return path.join(realpathSync(above), path.relative(above, file));
    } catch {
      if (path.dirname(above) === above) return file;
    }
  }
}

/** The longest name of a file, with its folders, that Linux takes. */
const LONGEST_NAME = 4096;

function outside(): FileContent {
  return {
    bytes: undefined,
    reason: "outside",
    why: "it is outside the root",
    hint: "Set --root to a folder that contains it.",
  };
}

function tooLarge(maxBytes: number): FileContent {
  return {
    bytes: undefined,
    reason: "too-large",
    why: `it is larger than ${amount(maxBytes / 1024 / 1024)} MiB`,
    hint: "Split the description, or review the parts one by one.",
  };
}
