import { createHash } from "node:crypto";
import path from "node:path";
import type { FileName } from "../../load/file-name.ts";
import type { Files } from "../../load/files.ts";
import { LIMITS } from "../../load/limits.ts";
import { decode, lfsObject } from "../../load/decode.ts";
import { loadDocument } from "../../load/document.ts";
import { mayBeDescription } from "../../load/may-be-description.ts";
import { UserError } from "../../core/user-error.ts";
import { readApi } from "../../model/read-api.ts";
import type { Api } from "../../model/api.ts";
import type { GitTree } from "./git-tree.ts";
import { blobNameOf } from "./repository.ts";
import { sharedOperations } from "../matched-operations.ts";

/** A description of the head with the one of the base that it was; `undefined` where there was none. */
export interface Touched {
  readonly head: string | undefined;
  readonly base: string | undefined;
}

/** Whether the name of a file says that it is YAML or JSON. */
export const IS_DATA = /\.(?:ya?ml|json)$/i;

/** The names of the API descriptions among files. */
export function descriptionsAmong(names: readonly string[], files: Files): readonly string[] {
  return names.filter((name) => {
    if (!IS_DATA.test(name) || /(?:^|\/)node_modules\//.test(name)) return false;
    const { bytes } = files.read(name);
    return bytes !== undefined && mayBeDescription(bytes);
  });
}

/** Descriptions that differ between the base and the head, in themselves or in a file that they refer to; and those that are gone. */
export async function touchedDescriptions(
  headNames: readonly string[],
  head: Files,
  tree: GitTree,
): Promise<readonly Touched[]> {
  const now = descriptionsAmong(headNames, head);
  const isNow = new Set(now);
  // What did not change is in the base what it is in the head: only the others are read there, each by a call of git.
  const isChanged = new Set(
    [...new Set([...tree.names, ...now])].filter((name) => IS_DATA.test(name) && isTouchedFile(name, head, tree)),
  );
  const before = descriptionsAmong(
    tree.names.filter((name) => isChanged.has(name)),
    tree,
  );
  const wasOne = new Set([...before, ...now.filter((name) => !isChanged.has(name))]);
  const gone = before.filter((name) => !isNow.has(name));
  const touched: Touched[] = [];
  for (const name of now) {
    if (!wasOne.has(name)) touched.push({ head: name, base: await movedFrom(name, head, gone, tree) });
    else if (isChanged.has(name) || (await hasTouchedPart(name, head, tree))) touched.push({ head: name, base: name });
  }
  const moved = new Set(touched.map(({ base }) => base));
  return [...touched, ...gone.filter((name) => !moved.has(name)).map((base) => ({ head: undefined, base }))];
}

/**
 * Descriptions whose name is no text, among files with what is in them: none can be reviewed under such a name, and
 * those that are as in the base need not be.
 */
export function unnamedDescriptions(
  files: readonly { readonly name: FileName; readonly bytes: Uint8Array | undefined }[],
  tree: GitTree,
): readonly FileName[] {
  return files.flatMap(({ name, bytes }) => {
    if (name.text !== undefined || !IS_DATA.test(name.shown)) return [];
    const blob = tree.blobOfUnnamed(name.bytes);
    const isSame = bytes !== undefined && blob !== undefined && blobNameOf(bytes, blob.length) === blob;
    const isOne = bytes === undefined || mayBeDescription(bytes);
    return isSame || !isOne ? [] : [name];
  });
}

/** The description of the base that `name` was: of the same name, else one that is gone and has most of its operations. */
export async function baseOf(
  name: string,
  headNames: readonly string[],
  head: Files,
  tree: GitTree,
): Promise<string | undefined> {
  const same = tree.read(name);
  if (same.bytes !== undefined && mayBeDescription(same.bytes)) return name;
  const isNow = new Set(headNames);
  const gone = descriptionsAmong(
    tree.names.filter((file) => !isNow.has(file)),
    tree,
  );
  return movedFrom(name, head, gone, tree);
}

/** As much of two descriptions must be shared for one to be the other under a new name. */
const MOVED = 0.5;

/** Of descriptions of a tree that are gone the one that has most of the operations of `name`; `undefined` where none has half of them. */
export async function movedFrom(
  name: string,
  head: Files,
  gone: readonly string[],
  tree: GitTree,
): Promise<string | undefined> {
  const now = gone.length === 0 ? undefined : await apiIn(name, head);
  if (now === undefined) return undefined;
  let best: { readonly name: string; readonly shared: number } | undefined;
  for (const candidate of gone) {
    const was = await apiIn(candidate, tree);
    const shared = was === undefined ? 0 : sharedOperations(was, now);
    if (shared >= MOVED && shared > (best?.shared ?? 0)) best = { name: candidate, shared };
  }
  return best?.name;
}

async function apiIn(name: string, files: Files): Promise<Api | undefined> {
  try {
    return readApi(await loadDocument(name, files));
  } catch (error) {
    if (error instanceof UserError) return undefined; // it is refused where it is reviewed
    throw error;
  }
}

/** Whether a file is not in the head what it is in the base. */
export function isTouchedFile(name: string, head: Files, tree: GitTree): boolean {
  const blob = tree.blobOf(name);
  const { bytes } = head.read(name);
  if (bytes === undefined || blob === undefined) return bytes !== undefined || blob !== undefined;
  if (blobNameOf(bytes, blob.length) === blob) return false;
  // Git has a pointer where the working tree has the file that Git LFS fetched for it.
  const before = tree.read(name).bytes;
  const fetched = before === undefined ? undefined : lfsObject(before);
  return fetched === undefined || fetched !== createHash("sha256").update(bytes).digest("hex");
}

/** Whether a description that is the same refers to a file that is not. Where none differs, the base has the same files. */
async function hasTouchedPart(name: string, head: Files, tree: GitTree): Promise<boolean> {
  return (await partsOf(name, head)).some((file) => isTouchedFile(file, head, tree));
}

/** The files that a description is made of, and perhaps others: by what looks like a reference, where that can be told by its text. */
async function partsOf(name: string, files: Files): Promise<readonly string[]> {
  const found = new Set([name]);
  for (const file of found) {
    const { bytes } = files.read(file);
    if (bytes === undefined || found.size > LIMITS.files) continue;
    const text = textOf(bytes, file);
    if (WRITTEN_OTHERWISE.test(text)) return readParts(name, files);
    for (const reference of referencesIn(text))
      found.add(path.posix.normalize(path.posix.join(path.posix.dirname(file), reference)));
  }
  return [...found];
}

/** What can hide a reference from a look at the text: its letters escaped, block scalars, aliases, tags, merges. */
const WRITTEN_OTHERWISE =
  /\\(?:u00|x|U000000)(?:24|72|65|66)|\$ref["']?\s*:\s*(?:[>|&!*]|"[^"\n]*\\[^/])|\?\s*["']?\$ref|<<\s*:/i;

/** The names of other files that a text refers to, without their fragments. */
function* referencesIn(text: string): Generator<string> {
  for (const [, double, single, plain] of text.matchAll(/\$ref["']?\s*:\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"',}]+))/g))
    yield* fileIn(double ?? single ?? plain ?? "");
  // A discriminator's mapping refers without the word.
  if (text.includes("mapping"))
    for (const [name] of text.matchAll(/[^\s"'#,{}[\]]{1,300}\.(?:ya?ml|json)(?=[#"'\s,}]|$)/gm)) yield* fileIn(name);
}

function* fileIn(reference: string): Generator<string> {
  const [file = ""] = reference.replaceAll("\\/", "/").split("#");
  if (file === "" || /^[a-z][a-z\d+.-]+:/i.test(file)) return;
  try {
    yield decodeURIComponent(file);
  } catch {
    yield file; // a percent sign of its own
  }
}

/** The files that are asked for when a description is read. */
async function readParts(name: string, files: Files): Promise<readonly string[]> {
  const asked = new Set<string>();
  const watched: Files = {
    read(file) {
      asked.add(file);
      return files.read(file);
    },
  };
  await apiIn(name, watched);
  return [...asked];
}

function textOf(bytes: Uint8Array, name: string): string {
  try {
    return decode(bytes, name);
  } catch (error) {
    if (error instanceof UserError) return "";
    throw error;
  }
}
