import { saidBy } from "../../exposure/said.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { isChoice, isText, requestFields, type RequestField } from "../request-fields.ts";

/**
 * The HTML that an operation takes and makes a document or picture of. Whatever renders it loads the pictures, frames and
 * style sheets that it names, from where the server is.
 */
export function renderedPages(operation: Operation): readonly RequestField[] {
  if (operation.operationKind !== "path" || !makesPages(operation)) return [];
  return requestFields(operation).filter(
    (field) => field.depth <= 1 && isText(field) && !isChoice(field) && field.words.includes("html"),
  );
}

/** Whether a PDF or a picture comes back, or the path or summary says that one is made. */
function makesPages(operation: Operation): boolean {
  const { responses, lexicon, path } = operation;
  const isReturned = responses.some(
    ({ statusClass, content }) => statusClass === "2xx" && content.some(({ type }) => PRINTED.test(type)),
  );
  if (isReturned) return true;
  const called = [...fixedSegments(path).map(wordsOf), ...saidBy(operation).slice(0, 1)];
  return called.some(
    (words) => lexicon.has(words, "looks-at-page") || lexicon.has(words, "renders") || lexicon.has(words, "printed"),
  );
}

const PRINTED = /^(?:application\/pdf|image\/)/i;
