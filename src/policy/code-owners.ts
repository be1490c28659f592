import type { Files } from "../load/files.ts";
import { matchesGlob } from "./glob.ts";

/** Where GitHub and GitLab look for it; the first that is there holds. */
const FILES = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"] as const;

/** Whether a file is looked for owners in, by its name below the root. */
export function isCodeOwnersName(file: string): boolean {
  return FILES.some((name) => name === file);
}

/**
 * Who owns a file by the CODEOWNERS of the repository (GitHub Docs, "About code owners"): the last pattern that fits
 * holds. `undefined` where nobody does.
 */
export function codeOwnerOf(file: string, files: Files): string | undefined {
  for (const name of FILES) {
    const { bytes } = files.read(name);
    if (bytes !== undefined) return ownerIn(Buffer.from(bytes).toString("utf8"), file);
  }
  return undefined;
}

function ownerIn(text: string, file: string): string | undefined {
  let owner: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [pattern = "", ...owners] = line
      .replace(/(?:^|\s)#.*/, "")
      .trim()
      .split(/\s+/);
    if (pattern === "" || /^[[^]/.test(pattern)) continue; // a section of GitLab's
    if (fits(pattern, file)) owner = owners.length === 0 ? undefined : owners.join(", ");
  }
  return owner;
}

/** Patterns are those of .gitignore: without a slash inside they fit at any depth, and a folder stands for all below it. */
function fits(pattern: string, file: string): boolean {
  const path = pattern.replace(/^\//, "").replace(/\/$/, "");
  const isAnchored = pattern.slice(0, -1).includes("/");
  const start = isAnchored ? path : `**/${path}`;
  return (
    path === "*" ||
    matchesGlob(start, file) ||
    matchesGlob(`${start}/**`, file) ||
    (!isAnchored && matchesGlob(path, file))
  );
}
