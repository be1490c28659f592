import type { Files } from "../../load/files.ts";
import { decode } from "../../load/decode.ts";
import { looksLikeDescription } from "../../load/api-format.ts";
import { loadDocument } from "../../load/document.ts";
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

/** The names of the API descriptions among files. */
export function descriptionsAmong(names: readonly string[], files: Files): readonly string[] {
  return names.filter((name) => {
    if (!/\.(?:ya?ml|json)$/i.test(name) || /(?:^|\/)node_modules\//.test(name)) return false;
    const { bytes } = files.read(name);
    return bytes !== undefined && looksLikeDescription(textOf(bytes, name));
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
  // What did not change is a description where it is one in the head; only what differs has to be read.
  const before = descriptionsAmong(
    tree.names.filter((name) => !isNow.has(name) || differs(name, head, tree)),
    tree,
  );
  const wasOne = new Set([...before, ...now.filter((name) => !differs(name, head, tree))]);
  const gone = before.filter((name) => !isNow.has(name));
  const touched: Touched[] = [];
  for (const name of now) {
    if (!wasOne.has(name)) touched.push({ head: name, base: await movedFrom(name, head, gone, tree) });
    else if (differs(name, head, tree) || (await hasTouchedPart(name, head, tree)))
      touched.push({ head: name, base: name });
  }
  const moved = new Set(touched.map(({ base }) => base));
  return [...touched, ...gone.filter((name) => !moved.has(name)).map((base) => ({ head: undefined, base }))];
}

/** The description of the base that `name` was: of the same name, else one that is gone and has most of its operations. */
export async function baseOf(
  name: string,
  headNames: readonly string[],
  head: Files,
  tree: GitTree,
): Promise<string | undefined> {
  const same = tree.read(name);
  if (same.bytes !== undefined && looksLikeDescription(textOf(same.bytes, name))) return name;
  const isNow = new Set(headNames);
  const gone = descriptionsAmong(
    tree.names.filter((file) => !isNow.has(file)),
    tree,
  );
  return movedFrom(name, head, gone, tree);
}

/** As much of two descriptions must be shared for one to be the other under a new name. */
const MOVED = 0.5;

async function movedFrom(
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

function differs(name: string, head: Files, tree: GitTree): boolean {
  const blob = tree.blobOf(name);
  const { bytes } = head.read(name);
  if (bytes === undefined || blob === undefined) return bytes !== undefined || blob !== undefined;
  return blobNameOf(bytes, blob.length) !== blob;
}

/** Whether a description that is the same refers to a file that is not: in the head or in the base. */
async function hasTouchedPart(name: string, head: Files, tree: GitTree): Promise<boolean> {
  const { bytes } = head.read(name);
  if (bytes === undefined || !REFERS_ELSEWHERE.test(textOf(bytes, name))) return false;
  const files = new Set([...(await partsOf(name, head)), ...(await partsOf(name, tree))]);
  return [...files].some((file) => differs(file, head, tree));
}

/** A reference to another file, as JSON or as YAML writes it; also one in a discriminator's mapping. */
const REFERS_ELSEWHERE = /\$ref["']?\s*:\s*["']?[^#"'\s]|\$ref["']?\s*:\s*[>|&!*]|mapping["']?\s*:/;

/** The files that a description is made of. */
async function partsOf(name: string, files: Files): Promise<readonly string[]> {
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
