import { memo, memoOfText } from "../core/memo.ts";
import { asWords, wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";

/** What an operation is called: path, operationId and summary as one text with separators as spaces, in small letters. */
export const calledText = memo((operation: Operation): string =>
  `${structuralText(operation)} ${asWords(operation.summary ?? "")}`.trim(),
);

/** The path and the operationId alone, which prose does not change. */
export const structuralText = memo(({ path, operationId }: Operation): string =>
  asWords(`${path} ${operationId ?? ""}`),
);

/** The words of the path and the operationId, plurals as singulars: for what an operation is called by in any language. */
export const calledWords = memo(({ path, operationId }: Operation): readonly string[] => [
  ...wordsOf(path),
  ...wordsOf(operationId ?? ""),
]);

/**
 * A path without the parameters of a query that some write into it: `/rides?page={page}`. What says which call it is stays, since
 * it is all that tells two paths apart: `/?Action=ListUsers`.
 */
export function withoutQuery(path: string): string {
  if (!path.includes("=")) return path;
  return path.replaceAll(IN_QUERY, (pair, key: string) => (SAYS_CALL.test(key) && !pair.includes("{") ? pair : ""));
}

const IN_QUERY = /[?&]([^=&{}/]{1,80})=(?:\{[^{}]{0,80}\}|[^&{}/]{0,80})/g;
/** The keys of which a fixed value says what is called: `/?Action=ListUsers`. */
const SAYS_CALL = /^(?:action|method|function|operation|op|cmd|command|call|request|service|do|route|x-id)$/i;

/** The segments of a path that are not parameters, in small letters. */
export const fixedSegments = memoOfText((path): readonly string[] =>
  withoutQuery(path)
    .split("/")
    .filter((segment) => segment !== "" && !segment.includes("{"))
    .map((segment) => segment.toLowerCase()),
);

/** The fixed segments of a path without what stands before all paths of an API: `subsidies` of `/api/v1/subsidies/{id}`. */
export const ownSegments = memoOfText((path): readonly string[] =>
  fixedSegments(path).filter((segment) => !isPrefix(segment)),
);

/** Whether a segment of a path, in any case, says nothing but that an API is there, or its version. */
export function isPrefix(segment: string): boolean {
  return /^(?:apis?|rest|v\d+(?:\.\d+)*)$/i.test(segment);
}

/** The first segment of a path that names things: `subsidies` of `/api/v1/subsidies/{id}`. */
export function stemOf({ path }: { readonly path: string }): string {
  return ownSegments(path)[0] ?? "";
}
