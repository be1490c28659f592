import { UserError } from "../core/user-error.ts";
import { tokensOf, type Range } from "../core/place.ts";
import { decode } from "./decode.ts";
import { linesOf, type Layout, type Lines, type Span } from "./layout.ts";
import type { Limits } from "./limits.ts";
import type { Parsed } from "./parsed.ts";
import { parseJson } from "./parse-json.ts";
import { parseYaml } from "./parse-yaml.ts";

/** One file that was read: its text, its value, and where each part stands. */
export interface Source {
  /** Relative to the root, with `/`; `-` is standard input. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly syntax: "yaml" | "json";
  readonly value: unknown;
  readonly layout: Layout;
  readonly lines: Lines;
  /** Whether offsets of the layout are not those of `text`, so that nothing can be put into it by them. */
  readonly isShifted: boolean;
}

/** Reads a file's bytes as JSON or YAML, whichever they are. Throws a `UserError` for a text that is neither. */
export function readSource(file: string, bytes: Uint8Array, limits: Limits): Source {
  const text = decode(bytes, file);
  const { syntax, value, layout, lines = linesOf(text), isShifted = false } = parse(text, file, limits);
  return { file, bytes, text, syntax, value, layout, lines, isShifted };
}

/**
 * The range that a reader looks at for the thing at `pointer`: its key and, where it stands on the same line, its
 * value. A pointer that leads nowhere has that of the nearest thing above it.
 */
export function rangeAt(source: Source, pointer: string, part: "key" | "value" | "both" = "both"): Range {
  const span = spanAt(source, pointer);
  if (span === undefined) return { line: 1, column: 1, endLine: 1, endColumn: 1 };
  const hasKey = span.keyStart >= 0;
  if (part === "value") return source.lines.rangeOf(span.valueStart, span.valueEnd);
  if (!hasKey) return firstLineOf(source.lines.rangeOf(span.valueStart, span.valueEnd), source);
  const key = source.lines.rangeOf(span.keyStart, span.keyEnd);
  if (part === "key") return key;
  const value = source.lines.rangeOf(span.valueStart, span.valueEnd);
  const isBeside = value.line === key.line && value.endLine === key.line && value.endColumn > key.endColumn;
  return isBeside ? { ...key, endColumn: value.endColumn } : key;
}

/** The line on which that range begins; less to work out than the range. */
export function lineAt(source: Source, pointer: string): number {
  const span = spanAt(source, pointer);
  return span === undefined ? 1 : source.lines.lineOf(span.keyStart < 0 ? span.valueStart : span.keyStart);
}

/** Where the thing at `pointer` stands, or the nearest above it. */
function spanAt(source: Source, pointer: string): Span | undefined {
  const tokens = tokensOf(pointer);
  let span = source.layout.spanOf(tokens);
  while (span === undefined && tokens.length > 0) {
    tokens.pop();
    span = source.layout.spanOf(tokens);
  }
  return span;
}

function firstLineOf(range: Range, source: Source): Range {
  if (range.line === range.endLine) return range;
  return { ...range, endLine: range.line, endColumn: (source.lines.textOf(range.line)?.length ?? 0) + 1 };
}

function parse(text: string, file: string, limits: Limits): Parsed & { readonly syntax: "yaml" | "json" } {
  const start = text.trimStart();
  if (start === "")
    throw new UserError(`${file} is empty`, { file, hint: "Name a file that holds an OpenAPI description." });
  const isNamedJson = /\.json$/i.test(file);
  if (isNamedJson || start.startsWith("{") || start.startsWith("[")) {
    try {
      return { syntax: "json", ...parseJson(text, file, limits) };
    } catch (error) {
      // A flow mapping of YAML begins like an object of JSON.
      if (isNamedJson || !(error instanceof UserError) || !/is not valid JSON/.test(error.message)) throw error;
      try {
        return { syntax: "yaml", ...parseYaml(text, file, limits) };
      } catch {
        throw error;
      }
    }
  }
  return { syntax: "yaml", ...parseYaml(text, file, limits) };
}
