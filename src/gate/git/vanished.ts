import { isObject } from "../../core/json-value.ts";
import { nearest } from "../../core/nearest.ts";
import { UserError } from "../../core/user-error.ts";
import { isLfsPointer, roughlyDecoded } from "../../load/decode.ts";
import type { Files } from "../../load/files.ts";
import { LIMITS } from "../../load/limits.ts";
import { looksLikeDescription } from "../../load/api-format.ts";
import { mayBeDescription } from "../../load/may-be-description.ts";
import { readSource } from "../../load/source.ts";
import type { GitTree } from "./git-tree.ts";
import { blobNameOf } from "./repository.ts";

/** What became of a description that was there and can no longer be read as one. */
export interface Vanished {
  readonly file: string;
  /** Taken away, or still there in a form that no review reads. */
  readonly state: "removed" | "unreadable";
  /** A sentence without its end. */
  readonly why: string;
}

/**
 * What a description of the base is in the head; `undefined` where it is still one. `headNames`: the files of the head, to
 * find the one that it was renamed to.
 */
export function vanished(file: string, head: Files, tree: GitTree, headNames: readonly string[]): Vanished | undefined {
  const content = head.read(file);
  if (content.bytes !== undefined)
    return mayBeDescription(content.bytes)
      ? undefined
      : {
          file,
          state: "unreadable",
          why: `${file} is there, and is no API description any more${slipIn(file, content.bytes)}`,
        };
  if (content.reason !== "missing")
    return { file, state: "unreadable", why: `${file} cannot be read any more: ${content.why}` };
  const renamed = renamedTo(file, head, tree, headNames);
  if (renamed !== undefined)
    return {
      file,
      state: "unreadable",
      why: `${file} was renamed to ${renamed}, which is not read as a description by its name`,
    };
  const submodule = tree.submoduleOf(file);
  return submodule === undefined
    ? { file, state: "removed", why: `${file} was removed` }
    : { file, state: "unreadable", why: `${file} is no longer in the submodule ${submodule}` };
}

/** The new file that holds a description, first the same one, under a name by which none is looked for. */
function renamedTo(file: string, head: Files, tree: GitTree, headNames: readonly string[]): string | undefined {
  const blob = tree.blobOf(file);
  const candidates = headNames.filter((name) => !/\.(?:ya?ml|json)$/i.test(name) && tree.blobOf(name) === undefined);
  let similar: string | undefined;
  for (const name of candidates.slice(0, MOST_CANDIDATES)) {
    const { bytes } = head.read(name);
    if (bytes === undefined) continue;
    if (blob !== undefined && blobNameOf(bytes, blob.length) === blob) return name;
    if (similar === undefined && !isLfsPointer(bytes) && looksLikeDescription(roughlyDecoded(bytes))) similar = name;
  }
  return similar;
}

/** Each is read. */
const MOST_CANDIDATES = 500;

/** What is written in the place of the key that makes a file a description. */
function slipIn(file: string, bytes: Uint8Array): string {
  if (bytes.length === 0) return ": it is empty";
  try {
    const { value } = readSource(file, bytes, LIMITS);
    if (!isObject(value)) return "";
    if (Object.hasOwn(value, "openapi") || Object.hasOwn(value, "swagger")) return ": it names no version of OpenAPI";
    const slip = Object.keys(value).find((key) => nearest(key, ["openapi", "swagger"]) !== undefined);
    return slip === undefined
      ? ': it has neither "openapi" nor "swagger" at its root'
      : `: it has "${slip.slice(0, 40)}" at its root instead of "${nearest(slip, ["openapi", "swagger"])!}"`;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `: ${error.message}`;
  }
}
