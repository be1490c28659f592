import type { Position, Range as ProtocolRange } from "vscode-languageserver";
import { isObject } from "../core/json-value.ts";
import { childPointer, tokensOf, type Range } from "../core/place.ts";
import type { Source } from "../load/source.ts";

/** A range as the protocol counts: from 0. */
export function protocolRange({ line, column, endLine, endColumn }: Range): ProtocolRange {
  return {
    start: { line: line - 1, character: column - 1 },
    end: { line: endLine - 1, character: endColumn - 1 },
  };
}

/** A range as a review counts: from 1. */
export function rangeOfProtocol({ start, end }: ProtocolRange): Range {
  return {
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

/** Whether two ranges have a place in common; one that is empty is where it stands. */
export function meet(a: Range, b: Range): boolean {
  return !isBefore(a.endLine, a.endColumn, b.line, b.column) && !isBefore(b.endLine, b.endColumn, a.line, a.column);
}

function isBefore(line: number, column: number, otherLine: number, otherColumn: number): boolean {
  return line < otherLine || (line === otherLine && column < otherColumn);
}

/** The pointer of the innermost thing whose key or value stands at a position. */
export function pointerAt(source: Source, { line, character }: Position): string {
  const at: Range = { line: line + 1, column: character + 1, endLine: line + 1, endColumn: character + 1 };
  const seen = new Set<unknown>(); // an alias may lead back
  let pointer = "#";
  for (let value: unknown = source.value; isCollection(value) && !seen.has(value);) {
    seen.add(value);
    const key = Object.keys(value).find((one) => {
      const span = source.layout.spanOf(tokensOf(childPointer(pointer, one)));
      if (span === undefined) return false;
      return meet(source.lines.rangeOf(span.keyStart < 0 ? span.valueStart : span.keyStart, span.valueEnd), at);
    });
    if (key === undefined) break;
    pointer = childPointer(pointer, key);
    value = value[key];
  }
  return pointer;
}

function isCollection(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) || Array.isArray(value);
}

/** A pointer and all above it, the innermost first. */
export function* pointersUp(pointer: string): Generator<string> {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf("/"))) {
    yield at;
    if (!at.includes("/")) return;
  }
}
