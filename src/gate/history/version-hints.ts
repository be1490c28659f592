import { createHash } from "node:crypto";
import { LIMITS } from "../../load/limits.ts";
import type { Repository } from "../git/repository.ts";
import type { Track } from "./exposure-at.ts";
import type { Version } from "./versions.ts";

/**
 * Of each version a hash of the lines of its text that may decide who can read what is followed: two that are alike are
 * likely, and not surely, alike in what they expose. By them it is chosen what is reviewed first, and nothing else.
 */
export function versionHints(
  { git }: Repository,
  versions: readonly Version[],
  parts: readonly string[],
  tracks: readonly Track[],
): readonly (string | undefined)[] {
  const words = wordsOf(tracks);
  const known = new Map<string, string | undefined>();
  return versions.map(({ commit, file, key }) => {
    if (key === undefined) return undefined;
    if (!known.has(key)) {
      const hash = createHash("sha256");
      for (const name of [file, ...parts]) {
        const { code, stdout } = git(["cat-file", "blob", `${commit}:${name}`], { maxBytes: LIMITS.fileBytes });
        if (code === 0) for (const line of linesWith(stdout, words)) hash.update(line).update("\n");
      }
      known.set(key, hash.digest("hex"));
    }
    return known.get(key);
  });
}

/** What decides who gets in, wherever it stands; and the paths and the names of fields that are followed. */
function wordsOf(tracks: readonly Track[]): readonly Buffer[] {
  const names = tracks.flatMap((track) => track.names);
  const paths = names.flatMap(({ operation }) => longestPart(operation?.slice(operation.indexOf(" ") + 1) ?? ""));
  const fields = names.flatMap(({ witness }) => longestPart((witness ?? "").replaceAll(/[.[\]{}\s]+/g, "/"), true));
  return [...new Set(["security", "scopes", "servers", "url:", ...paths, ...fields])]
    .slice(0, MOST_WORDS)
    .map((word) => Buffer.from(word));
}

/** Each is looked for in each version. */
const MOST_WORDS = 24;

/** The longest fixed part of a path, or the last part of a way. */
function longestPart(path: string, isLast = false): readonly string[] {
  const parts = path.split("/").filter((part) => part.length > 2 && !part.includes("{"));
  const part = isLast ? parts.at(-1) : parts.toSorted((a, b) => b.length - a.length)[0];
  return part === undefined ? [] : [part];
}

/** The lines of a text in which a word stands, word by word. */
function* linesWith(text: Buffer, words: readonly Buffer[]): Generator<Buffer> {
  for (const word of words)
    for (let at = text.indexOf(word); at >= 0;) {
      const from = text.lastIndexOf(10, at) + 1;
      const end = text.indexOf(10, at);
      const to = Math.min(end < 0 ? text.length : end, from + MOST_OF_LINE);
      yield text.subarray(from, to);
      at = end < 0 ? -1 : text.indexOf(word, end);
    }
}

/** A description may be one line. */
const MOST_OF_LINE = 100_000;
