import path from "node:path";
import { isObject, member } from "../core/json-value.ts";
import { childPointer, tokensOf, type Location, type Place } from "../core/place.ts";
import { UserError } from "../core/user-error.ts";
import { apiFormatOf, otherTextError, type ApiFormat } from "./api-format.ts";
import { decode } from "./decode.ts";
import type { Files } from "./files.ts";
import { newBudget, type Budget } from "./limits.ts";
import { structureFaults, type StructureFault } from "./structure.ts";
import { lineAt, rangeAt, readSource, type Source } from "./source.ts";

/** A value of a document, and where it stands. */
export interface Node {
  readonly source: Source;
  readonly pointer: string;
  readonly value: unknown;
}

/** Why a reference could not be followed. `remote` and `outside` are not read on purpose. */
export type ReferenceProblem =
  | "remote"
  | "outside"
  | "missing-file"
  | "unreadable-file"
  | "missing-target"
  | "circular"
  | "malformed";

export type Resolution =
  | { readonly node: Node }
  | { readonly node: undefined; readonly problem: ReferenceProblem; readonly why: string; readonly hint: string };

/** A description and all that it refers to. Files are read when a reference first leads there, each once. */
export interface Document {
  readonly format: ApiFormat;
  readonly entry: Source;
  readonly root: Node;
  readonly budget: Budget;
  /** What OpenAPI's own JSON Schema says against the entry file. */
  readonly structureFaults: readonly StructureFault[];
  /** Every file read so far, the entry first. */
  sources(): readonly Source[];
  /** What a reference (RFC 3986, with a JSON Pointer or an anchor as its fragment) in `from` leads to. */
  resolve(reference: string, from: Node): Resolution;
  /** Where the thing at a place stands: see `rangeAt`. */
  locate(place: Place, part?: "key" | "value" | "both"): Location;
  /** The line on which the thing at a place begins. */
  lineOf(place: Place): number;
  /** The source of a place; the entry for a file that was not read. */
  sourceOf(file: string): Source;
}

/** Reads the description in `file`. Throws a `UserError` where that is no API description. */
export async function loadDocument(file: string, files: Files, budget: Budget = newBudget()): Promise<Document> {
  const content = files.read(file);
  if (content.bytes === undefined)
    throw new UserError(`${file} cannot be read: ${content.why}`, { file, hint: content.hint });
  const entry = readEntry(file, content.bytes, budget);
  const format = apiFormatOf(entry.value, file);
  return documentOf(entry, format, await faultsOf(entry, format), files, budget);
}

/** Reads the entry file; of one that can be read neither as JSON nor as YAML, says what else it is, where that shows. */
function readEntry(file: string, bytes: Uint8Array, { limits }: Budget): Source {
  try {
    return readSource(file, bytes, limits);
  } catch (error) {
    throw (error instanceof UserError ? otherTextError(decode(bytes, file), file, error) : undefined) ?? error;
  }
}

/** A version that is read as its predecessor is not at fault for its number. */
async function faultsOf(entry: Source, format: ApiFormat): Promise<readonly StructureFault[]> {
  const faults = await structureFaults(format.version, entry.value);
  return format.note === undefined ? faults : faults.filter(({ pointer }) => pointer !== "#/openapi");
}

function documentOf(
  entry: Source,
  format: ApiFormat,
  faults: readonly StructureFault[],
  files: Files,
  budget: Budget,
): Document {
  const { file } = entry;
  const sources = new Map<string, Source | UserError | Exclude<ReturnType<Files["read"]>, { bytes: Uint8Array }>>([
    [file, entry],
  ]);
  const names = new Map<Source, ReadonlyMap<string, Node>>();

  const sourceAt = (name: string) => {
    let source = sources.get(name);
    if (source === undefined) {
      budget.spendFile(file);
      source = readReferenced(name, files, budget);
      sources.set(name, source);
    }
    return source;
  };
  const namesIn = (source: Source): ReadonlyMap<string, Node> => {
    let found = names.get(source);
    if (found === undefined) names.set(source, (found = new Map(namedNodes(source))));
    return found;
  };

  /** What a node that is itself a reference leads to; `undefined` for any other, and for one that leads nowhere. */
  const follow = (node: Node): Node | undefined => {
    const reference = member(node.value, "$ref");
    if (typeof reference !== "string" || following.has(node.value) || following.size >= MAX_HOPS) return undefined;
    const before = followed.get(node.value);
    if (before !== undefined) return before;
    following.add(node.value);
    const target = document.resolve(reference, node).node;
    following.delete(node.value);
    // What leads nowhere here may lead somewhere when it is not part of a circle.
    if (target !== undefined) followed.set(node.value, target);
    return target;
  };
  /** The references that are being followed, each to find the next: one that comes again leads back to itself. */
  const following = new Set<unknown>();
  const followed = new Map<unknown, Node>();

  /** What a reference that stands in a file leads to. */
  const resolved = (reference: string, from: Source): Resolution => {
    const [uri, fragment] = splitOnce(reference, "#");
    const embedded = uri === "" ? undefined : namesIn(from).get(uri);
    if (embedded !== undefined) return targetIn(embedded, fragment, reference, namesIn, follow);
    if (uri === "")
      return targetIn({ source: from, pointer: "#", value: from.value }, fragment, reference, namesIn, follow);
    if (/^(?:[a-z][a-z0-9+.-]+:)?\/\//i.test(uri) && !/^file:/i.test(uri)) {
      return unresolved(
        "remote",
        `"${short(reference)}" is on the network, where Sallyport does not read`,
        "Copy the file into the repository, and refer to it there.",
      );
    }
    if (/^[a-z][a-z0-9+.-]+:/i.test(uri) && !/^file:/i.test(uri)) {
      return unresolved("remote", `"${short(reference)}" is not a file`, "Refer to a file of the repository.");
    }
    const source = sourceAt(fileNamed(uri, from.file));
    if ("layout" in source)
      return targetIn({ source, pointer: "#", value: source.value }, fragment, reference, namesIn, follow);
    if (source instanceof UserError)
      return unresolved("unreadable-file", source.message, source.hint ?? "Correct the file.");
    if (source.reason === "outside")
      return unresolved("outside", `"${short(reference)}" is not read: ${source.why}`, source.hint);
    if (source.reason !== "missing")
      return unresolved("unreadable-file", `"${short(reference)}" cannot be read: ${source.why}`, source.hint);
    return unresolved(
      "missing-file",
      `"${short(reference)}" leads nowhere: ${source.why}`,
      shorthandHint(uri, entry) ?? source.hint,
    );
  };

  /** By the file in which a reference stands: some are written thousands of times. */
  const known = new Map<Source, Map<string, Resolution>>();
  const located = new Map<string, Location>();

  const document: Document = {
    format,
    entry,
    root: { source: entry, pointer: "#", value: entry.value },
    budget,
    structureFaults: faults,
    sources: () => [...sources.values()].filter((source): source is Source => "layout" in source),
    resolve(reference, from) {
      budget.spendReference(from.source.file);
      let resolutions = known.get(from.source);
      if (resolutions === undefined) known.set(from.source, (resolutions = new Map()));
      let resolution = resolutions.get(reference);
      if (resolution === undefined) {
        resolution = resolved(reference, from.source);
        // What leads nowhere while another reference is followed may lead somewhere when it is not part of a circle.
        if (following.size === 0) resolutions.set(reference, resolution);
      }
      return resolution;
    },
    sourceOf(name) {
      const source = sources.get(name);
      return source !== undefined && "layout" in source ? source : entry;
    },
    lineOf: (place) => lineAt(document.sourceOf(place.file), place.pointer),
    locate(place, part = "both") {
      const key = `${part} ${place.file}${place.pointer}`;
      let location = located.get(key);
      if (location === undefined) {
        const range = rangeAt(document.sourceOf(place.file), place.pointer, part);
        located.set(key, (location = { file: place.file, pointer: place.pointer, ...range }));
      }
      return location;
    },
  };
  return document;
}

/** How many references a pointer may pass through: a description that needs more refers to itself. */
const MAX_HOPS = 50;

function readReferenced(name: string, files: Files, budget: Budget) {
  const content = files.read(name);
  if (content.bytes === undefined) return content;
  try {
    return readSource(name, content.bytes, budget.limits);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

/** The thing that a fragment names in a file, or in a resource that is embedded in one. */
function targetIn(
  base: Node,
  fragment: string,
  reference: string,
  namesIn: (source: Source) => ReadonlyMap<string, Node>,
  follow: (node: Node) => Node | undefined,
): Resolution {
  const decoded = decodedOr(fragment);
  if (decoded !== "" && !decoded.startsWith("/")) {
    const node = namesIn(base.source).get(`#${decoded}`);
    return node === undefined
      ? unresolved(
          "missing-target",
          `"${short(reference)}" leads nowhere: no anchor has that name`,
          'Define the anchor, or use a pointer such as "#/components/schemas/Name".',
        )
      : { node };
  }
  return (
    nodeAt(base, tokensOf(decoded), follow) ??
    (fragment === decoded ? undefined : nodeAt(base, tokensOf(fragment), follow)) ??
    missingTarget(base, decoded, reference)
  );
}

/** Follows the tokens of a pointer, through references that stand on the way, as tools do that bundle first. */
function nodeAt(
  base: Node,
  tokens: readonly string[],
  follow: (node: Node) => Node | undefined,
): Resolution | undefined {
  let node = base;
  for (const token of tokens) {
    let holder: Node | undefined = node;
    for (let hop = 0; hop < MAX_HOPS && holder !== undefined && !hasMember(holder.value, token); hop += 1)
      holder = follow(holder);
    if (holder === undefined || !hasMember(holder.value, token)) return undefined;
    node = { source: holder.source, pointer: childPointer(holder.pointer, token), value: member(holder.value, token) };
  }
  return { node };
}

function hasMember(value: unknown, key: string): boolean {
  if (Array.isArray(value) && key === "length") return false; // its own to JavaScript, not to the document
  return typeof value === "object" && value !== null && Object.hasOwn(value, key);
}

function missingTarget(base: Node, pointer: string, reference: string): Resolution {
  return unresolved(
    "missing-target",
    reference.startsWith("#")
      ? `"${short(reference)}" leads nowhere: ${base.source.file} has nothing there`
      : `"${short(reference)}" leads nowhere: ${base.source.file} has nothing at "${short(pointer)}"`,
    "Correct the pointer, or define what it names.",
  );
}

/** The anchors (`#name`) and identifiers of a file's schemas (JSON Schema 2020-12, section 8.2), and its own (`$self`). */
function* namedNodes(source: Source): Generator<[string, Node]> {
  const seen = new Set<unknown>();
  const open: Node[] = [{ source, pointer: "#", value: source.value }];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node.value !== "object" || node.value === null || seen.has(node.value)) continue;
    seen.add(node.value);
    if (isObject(node.value)) {
      for (const key of ["$anchor", "$dynamicAnchor"]) {
        const anchor = member(node.value, key);
        if (typeof anchor === "string") yield [`#${anchor}`, node];
      }
      const id = member(node.value, "$id") ?? (node.pointer === "#" ? member(node.value, "$self") : undefined);
      if (typeof id === "string") yield [id.replace(/#$/, ""), node];
    }
    for (const [key, value] of Object.entries(node.value)) {
      if (!DATA_KEYS.has(key)) open.push({ source, pointer: childPointer(node.pointer, key), value });
    }
  }
}

/** Keys whose values are data, in which nothing is named. */
const DATA_KEYS = new Set(["example", "examples", "default", "enum", "const", "value"]);

function fileNamed(uri: string, from: string): string {
  const name = decodedOr(uri.replace(/^file:(?:\/\/)?/i, "").split("?")[0]!);
  return path.posix.normalize(
    path.posix.isAbsolute(name) ? name : path.posix.join(from === "-" ? "." : path.posix.dirname(from), name),
  );
}

/** `$ref: Pet`, as in Swagger 1, is read as a file name today; it means a definition. */
function shorthandHint(uri: string, entry: Source): string | undefined {
  for (const [pointer, holder] of [
    ["#/definitions", member(entry.value, "definitions")],
    ["#/components/schemas", member(member(entry.value, "components"), "schemas")],
  ] as const) {
    if (isObject(holder) && Object.hasOwn(holder, uri)) return `"${short(childPointer(pointer, uri))}" was meant?`;
  }
  return undefined;
}

function decodedOr(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a percent sign of its own
  }
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + separator.length)];
}

function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function unresolved(problem: ReferenceProblem, why: string, hint: string): Resolution {
  return { node: undefined, problem, why, hint };
}
