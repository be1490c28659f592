import path from "node:path";
import { isObject, member } from "../core/json-value.ts";
import { childPointer, decodedOr, tokensOf } from "../core/place.ts";
import { UserError } from "../core/user-error.ts";
import type { Document, Node, ReferenceProblem, Resolution } from "./document.ts";
import type { Budget } from "./limits.ts";
import type { SourceFiles } from "./source-files.ts";
import type { Source } from "./source.ts";

/** What references lead to, each worked out once for a file: some are written thousands of times. */
export function referenceResolver(sources: SourceFiles, budget: Budget): Document["resolve"] {
  const known = new Map<Source, Map<string, Resolution>>();
  const namesIn = namesReader();
  /** The references that are being followed, each to find the next: one that comes again leads back to itself. */
  const following = new Set<unknown>();
  const followed = new Map<unknown, Node>();

  const resolve: Document["resolve"] = (reference, from) => {
    budget.spendReference(from.source.file);
    let resolutions = known.get(from.source);
    if (resolutions === undefined) known.set(from.source, (resolutions = new Map()));
    let resolution = resolutions.get(reference);
    if (resolution === undefined) {
      const [uri, fragment] = splitOnce(reference, "#");
      const base = baseOf(uri, reference, from.source, sources, namesIn);
      resolution = "problem" in base ? base : targetIn(base, fragment, reference, namesIn, follow);
      // What leads nowhere while another reference is followed may lead somewhere when it is not part of a circle.
      if (following.size === 0) resolutions.set(reference, resolution);
    }
    return resolution;
  };

  /** What a node that is itself a reference leads to; `undefined` for any other, and for one that leads nowhere. */
  const follow = (node: Node): Node | undefined => {
    const reference = member(node.value, "$ref");
    if (typeof reference !== "string" || following.has(node.value) || following.size >= MAX_HOPS) return undefined;
    const before = followed.get(node.value);
    if (before !== undefined) return before;
    following.add(node.value);
    const target = resolve(reference, node).node;
    following.delete(node.value);
    // What leads nowhere here may lead somewhere when it is not part of a circle.
    if (target !== undefined) followed.set(node.value, target);
    return target;
  };

  return resolve;
}

type NamesIn = (source: Source) => ReadonlyMap<string, Node>;
type Unresolved = Extract<Resolution, { node: undefined }>;

function namesReader(): NamesIn {
  const names = new Map<Source, ReadonlyMap<string, Node>>();
  return (source) => {
    let found = names.get(source);
    if (found === undefined) names.set(source, (found = new Map(namedNodes(source))));
    return found;
  };
}

/** What a fragment is looked for in: the file of the reference, something that is embedded there, or another file. */
function baseOf(
  uri: string,
  reference: string,
  from: Source,
  sources: SourceFiles,
  namesIn: NamesIn,
): Node | Unresolved {
  if (uri === "") return wholeOf(from);
  return namesIn(from).get(uri) ?? fileNode(uri, reference, from, sources);
}

function wholeOf(source: Source): Node {
  return { source, pointer: "#", value: source.value };
}

/** Another file, where it may be read. */
function fileNode(uri: string, reference: string, from: Source, sources: SourceFiles): Node | Unresolved {
  if (/^(?:[a-z][a-z0-9+.-]+:)?\/\//i.test(uri) && !/^file:/i.test(uri)) {
    return unresolved(
      "remote",
      `"${short(reference)}" is remote, and Sallyport does not follow remote references`,
      "Copy the file into the repository, and reference the copy.",
    );
  }
  if (/^[a-z][a-z0-9+.-]+:/i.test(uri) && !/^file:/i.test(uri)) {
    return unresolved("remote", `"${short(reference)}" is not a file`, "Reference a file in the repository.");
  }
  const source = sources.at(fileNamed(uri, from.file));
  if ("layout" in source) return wholeOf(source);
  if (source instanceof UserError)
    return unresolved("unreadable-file", source.message, source.hint ?? "Correct the file.");
  if (source.reason === "outside")
    return unresolved("outside", `"${short(reference)}" is not read: ${source.why}`, source.hint);
  if (source.reason !== "missing")
    return unresolved("unreadable-file", `"${short(reference)}" cannot be read: ${source.why}`, source.hint);
  return unresolved(
    "missing-file",
    `"${short(reference)}" cannot be resolved: ${source.why}`,
    shorthandHint(uri, sources.entry) ?? source.hint,
  );
}

/** How many references a pointer may pass through: a description that needs more refers to itself. */
const MAX_HOPS = 50;

/** The thing that a fragment names in a file, or in a resource that is embedded in one. */
function targetIn(
  base: Node,
  fragment: string,
  reference: string,
  namesIn: NamesIn,
  follow: (node: Node) => Node | undefined,
): Resolution {
  const decoded = decodedOr(fragment);
  if (decoded !== "" && !decoded.startsWith("/")) {
    const node = namesIn(base.source).get(`#${decoded}`);
    return node === undefined
      ? unresolved(
          "missing-target",
          `"${short(reference)}" cannot be resolved: no anchor has that name`,
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
      ? `"${short(reference)}" cannot be resolved: ${base.source.file} does not contain it`
      : `"${short(reference)}" cannot be resolved: ${base.source.file} has nothing at "${short(pointer)}"`,
    "Correct the pointer, or define its target.",
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
    if (isObject(holder) && Object.hasOwn(holder, uri)) return `Did you mean "${short(childPointer(pointer, uri))}"?`;
  }
  return undefined;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + separator.length)];
}

function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function unresolved(problem: ReferenceProblem, why: string, hint: string): Unresolved {
  return { node: undefined, problem, why, hint };
}
