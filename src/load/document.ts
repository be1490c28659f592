import { member } from "../core/json-value.ts";
import type { Location, Place } from "../core/place.ts";
import { UserError } from "../core/user-error.ts";
import { apiFormatOf, otherTextError, type ApiFormat } from "./api-format.ts";
import { decode } from "./decode.ts";
import type { Files } from "./files.ts";
import { newBudget, type Budget } from "./limits.ts";
import { referenceResolver } from "./references.ts";
import { sourceFiles } from "./source-files.ts";
import { structureJudge, type FragmentKind, type StructureFault, type StructureJudge } from "./structure.ts";
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
  /** The same against a part that stands in another file; its pointers begin at that part. */
  structureFaultsOf(kind: FragmentKind, part: Node): readonly StructureFault[];
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
  const judge = await structureJudge(format.version);
  return documentOf(entry, format, judge, files, budget);
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
function faultsOf(entry: Source, format: ApiFormat, judge: StructureJudge): readonly StructureFault[] {
  const faults = judge("OpenAPI", entry.value, dialectOf(entry));
  return format.note === undefined ? faults : faults.filter(({ pointer }) => pointer !== "#/openapi");
}

/** In which its schemas are that name none (OpenAPI 3.1, section OpenAPI Object). */
function dialectOf(entry: Source): unknown {
  return member(entry.value, "jsonSchemaDialect");
}

function documentOf(entry: Source, format: ApiFormat, judge: StructureJudge, files: Files, budget: Budget): Document {
  const sources = sourceFiles(entry, files, budget);
  const located = new Map<string, Location>();
  const sourceOf = (file: string): Source => sources.known(file) ?? entry;
  return {
    format,
    entry,
    root: { source: entry, pointer: "#", value: entry.value },
    budget,
    structureFaults: faultsOf(entry, format, judge),
    structureFaultsOf: (kind, { source, value }) =>
      judge(kind, value, member(source.value, "$schema") ?? dialectOf(entry)),
    sources: sources.all,
    resolve: referenceResolver(sources, budget),
    sourceOf,
    lineOf: (place) => lineAt(sourceOf(place.file), place.pointer),
    locate(place, part = "both") {
      const key = `${part} ${place.file}${place.pointer}`;
      let location = located.get(key);
      if (location === undefined) {
        const range = rangeAt(sourceOf(place.file), place.pointer, part);
        located.set(key, (location = { file: place.file, pointer: place.pointer, ...range }));
      }
      return location;
    },
  };
}
