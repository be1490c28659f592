import { isDeepStrictEqual } from "node:util";
import { parseDocument, type Document } from "yaml";
import { indentedScalars } from "../load/indented-scalars.ts";

/** As deep as a configuration is read. */
const MOST_DEPTH = 50;

/** The text of a `sallyport.yaml` as a document that can be edited. */
export function editableSettings(text: string): Document.Parsed {
  return parseDocument(indentedScalars(text, MOST_DEPTH) ?? text);
}

/** Whether a text says just what an edited document does: text that was put in counts only then. */
export function saysTheSame(text: string, wanted: unknown): boolean {
  const document = parseDocument(text);
  return document.errors.length === 0 && isDeepStrictEqual(document.toJS(), wanted);
}

/** Behind the line in which a node ends, or begins the next: what is said of it in a comment stays beside it. */
export function endOfLine(text: string, at: number): number {
  if (text[at - 1] === "\n") return at;
  const next = text.indexOf("\n", at);
  return next < 0 ? text.length : next + 1;
}
