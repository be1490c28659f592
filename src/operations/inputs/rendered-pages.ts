import { saidBy } from "../../exposure/said.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { denies } from "../../lexicon/denial.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import type { Operation } from "../../model/api.ts";
import { memo } from "../../core/memo.ts";
import { stemOf } from "../../exposure/words.ts";
import { isChoice, isText, requestFields, type RequestField } from "../request-fields.ts";

/**
 * The HTML that an operation takes and makes a document or picture of. Whatever renders it loads the pictures, frames and
 * style sheets that it names, from where the server is.
 */
export function renderedPages(operation: Operation): readonly RequestField[] {
  const pages = pagesIn(operation);
  return makesPages(operation) ? pages : pages.filter((field) => isSaidToLoad(field, operation));
}

/** Whether its text says that what the HTML names is loaded: "Remote images and stylesheets are loaded". */
function isSaidToLoad({ description }: RequestField, { lexicon }: Operation): boolean {
  return sentencesOf(description, LIMIT).some((sentence) => {
    const words = wordsInOrder(sentence);
    const isOfPage = lexicon.has(words.flatMap(wordsOf), "page-resource");
    // What the reader's browser loads is none of the server's.
    const isOfReader = lexicon.has(words, "front-end");
    return isOfPage && lexicon.has(words, "gets-loaded") && !isOfReader && !denies(words, lexicon);
  });
}

/** So much of a text is looked at. */
const LIMIT = 1000;

/** The same of all operations: what one of them renders is rendered, too, where another of the same things takes it. */
export const renderedPagesOf = memo(
  (operations: readonly Operation[]): ReadonlyMap<Operation, readonly RequestField[]> => {
    const rendered = new Set(
      operations.flatMap((one) => renderedPages(one).map(({ name }) => `${stemOf(one)} ${name}`)),
    );
    return new Map(
      operations.map((one) => {
        const own = renderedPages(one);
        const kept = pagesIn(one).filter(({ name }) => rendered.has(`${stemOf(one)} ${name}`));
        return [one, own.length > 0 || one.method === "GET" ? own : kept];
      }),
    );
  },
);

function pagesIn(operation: Operation): readonly RequestField[] {
  if (operation.operationKind !== "path") return [];
  return requestFields(operation).filter(
    (field) => field.depth <= 1 && isText(field) && !isChoice(field) && isHtml(field),
  );
}

/** Whether a field is HTML by its name: `html`, `bodyHtml`, `html_content`; `htmlTitle` is the title of some. */
function isHtml({ words }: RequestField): boolean {
  return words.at(-1) === "html" || (words.at(-2) === "html" && HTML_CONTENT.test(words.at(-1)!));
}

const HTML_CONTENT = /^(?:content|body|source|code|text|template|string|input|data)$/;

/** Whether a PDF or a picture comes back, or the end of the path, or a summary that names HTML, says that one is made. */
function makesPages(operation: Operation): boolean {
  const { responses, lexicon, path } = operation;
  const isReturned = responses.some(
    ({ statusClass, content }) => statusClass === "2xx" && content.some(({ type }) => PRINTED.test(type)),
  );
  if (isReturned) return true;
  const last = wordsOf(fixedSegments(path).at(-1) ?? "");
  const called = [
    last,
    ...saidBy(operation)
      .slice(0, 1)
      .filter((words) => words.includes("html")),
  ];
  return (
    called.some(
      (words) => lexicon.has(words, "looks-at-page") || lexicon.has(words, "renders") || lexicon.has(words, "printed"),
    ) || saysDocumentMade(operation)
  );
}

/** Whether a summary begins with that a PDF or a picture is made: "Generates multiple PDFs". One that is sent or kept is not. */
function saysDocumentMade(operation: Operation): boolean {
  const { lexicon } = operation;
  const [words = []] = saidBy(operation);
  const [first = "", ...rest] = words;
  const isMade = [first, first.replace(/s$/, ""), first.replace(/es$/, "")].some((form) => lexicon.is(form, "makes"));
  return isMade && rest.slice(0, NEAR).some((word) => PRINTS.test(word));
}

/** So many words stand between what is done and what is made: "Generates a new PDF". */
const NEAR = 4;
const PRINTS = /^pdfs?$/;

const PRINTED = /^(?:application\/pdf|image\/)/i;
