import { memo } from "../core/memo.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsInOrder } from "../lexicon/name-tokens.ts";
import { isMadeOf } from "../lexicon/phrases.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Api, Operation, Tag } from "../model/api.ts";

/**
 * Whether a label says that an operation needs no credential: "Unauthenticated" as the text of its tag, or as a sentence or in
 * brackets in its own text. A label says nothing else; a sentence that goes on, "Unauthenticated calls are refused", is none. Why a
 * read is open is then known, and not how harmless its data is.
 */
export function isLabelledOpen({ tags }: Pick<Api, "tags">, operation: Operation): boolean {
  return isLabelled(operation) || tags.some((tag) => operation.tags.includes(tag.name) && isLabelOfOpen(tag));
}

const isLabelled = memo(({ summary = "", description = "", lexicon }: Operation): boolean =>
  hasLabel(`${summary}.\n\n${description}`, lexicon),
);

const isLabelOfOpen = memo(
  ({ name, description = "", lexicon }: Tag): boolean => isLabel(name, lexicon) || hasLabel(description, lexicon),
);

function hasLabel(text: string, lexicon: Lexicon): boolean {
  const start = text.slice(0, LIMIT);
  const inBrackets = [...start.matchAll(/[([]([^()[\]]{3,40})[)\]]/g)].map(([, label]) => label!);
  return [...sentencesOf(start), ...inBrackets].some((sentence) => isLabel(sentence, lexicon));
}

/** "Unauthenticated", "Unauthenticated endpoints", "No authentication". */
function isLabel(text: string, lexicon: Lexicon): boolean {
  const words = wordsInOrder(text);
  return words.length > 0 && words.length <= LONGEST && isMadeOf(words, lexicon, "labelled-open", "kind-of-call");
}

/** What is longer is a sentence. */
const LONGEST = 5;
/** So much of a text is looked at. */
const LIMIT = 600;
