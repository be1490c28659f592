import { memo } from "../core/memo.ts";
import { fixedSegments } from "../exposure/words.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import type { Api, Operation } from "../model/api.ts";

/**
 * Whether a read gives what is the same for everybody and tells of nobody, by its path: the countries of the world, their
 * currencies. Where the path says only which of them, the title of the API says what they are.
 */
export function isReferenceData({ info }: Pick<Api, "info">, operation: Operation): boolean {
  if (operation.operationKind !== "path" || (operation.method !== "GET" && operation.method !== "HEAD")) return false;
  const about = aboutOf(operation);
  if (about === undefined) return false;
  return about > 0 || operation.lexicon.has(wordsOf(info.title ?? ""), "reference-datum");
}

/** How many segments say that it is such data; `undefined` where another says something else. */
const aboutOf = memo(({ path, lexicon }: Operation): number | undefined => {
  let about = 0;
  for (const segment of fixedSegments(path)) {
    const text = wordsOf(segment).join(" ");
    if (lexicon.is(text, "reference-datum")) about += 1;
    else if (!PREFIX.test(segment) && !lexicon.is(text, "which-or-how") && !lexicon.is(text, "names-one"))
      return undefined;
  }
  return about;
});

const PREFIX = /^(?:apis?|rest|v\d+(?:\.\d+)*)$/i;
