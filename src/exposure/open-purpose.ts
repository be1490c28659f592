import { memo, memoBy } from "../core/memo.ts";
import { credentialHeader } from "../model/credential-header.ts";
import { affirms } from "../lexicon/denial.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Concept } from "../lexicon/concept.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Api, Info } from "../model/api.ts";
import { readingOf } from "./reading.ts";

/**
 * Whether an API says that its data is there for everybody to use: in its title, text, tags or licence, as a category in its
 * `info`, or, where it asks for nothing, by words that anybody may call it. It says what the data is, and never who is let in:
 * restricted data, the data of people and changes are judged as they are. What is open elsewhere, later or in part says
 * nothing of this API, and neither does the licence of its code.
 */
export const isOpenOnPurpose = memoBy(
  ({ operations }: Pick<Api, "info" | "tags" | "operations" | "lexicon">) => operations,
  (api): boolean => {
    const { info, operations, lexicon } = api;
    // A licence may be that of a part, such as a map.
    const licence = [wordsInOrder((info.license ?? "").slice(0, LIMIT))];
    if (saysDataIsOpen(api) || isSaidIn(licence, "said-open-data", lexicon)) return true;
    if (!asksForNothing(operations)) return false;
    return (
      isSaidIn([...textsOf(api), ...licence], "said-open", lexicon) ||
      lexicon.has(wordsInOrder(info.title ?? ""), "said-public")
    );
  },
);

/**
 * Whether an API says in so many words that its data is open: "open data", "public register". That a call is open says less, and
 * so does where a part of it comes from: "Street names come from open data".
 */
export const saysDataIsOpen = memoBy(
  ({ info }: Pick<Api, "info" | "tags" | "lexicon">) => info,
  (api): boolean =>
    isSaidIn(
      textsOf(api).filter((words) => !isSaidOfSource(words, api.lexicon)),
      "said-open-data",
      api.lexicon,
    ) || categoriesOf(api.info).some((words) => api.lexicon.has(words, "said-open-data")),
);

function textsOf({ info, tags }: Pick<Api, "info" | "tags">): readonly (readonly string[])[] {
  return [
    info.title,
    info.summary,
    ...sentencesOf((info.description ?? "").slice(0, LIMIT)),
    ...tags.map(({ description }) => description),
  ].map((text = "") => wordsInOrder(text.slice(0, LIMIT)));
}

/** Whether open data is only what something is taken from, checked with, or kept for, in a sentence. */
function isSaidOfSource(words: readonly string[], lexicon: Lexicon): boolean {
  return words.some((_, at) => {
    if (lexicon.lengthAt(words, at, "said-open-data") === 0) return false;
    const before = words.slice(0, at).filter((word) => !ARTICLE.test(word));
    return before.some((word) => TAKES.test(word)) || BESIDE.test(before.at(-1) ?? "");
  });
}

const ARTICLE = /^(?:the|our|its|der|dem|den|die|les|los|las)$/;
/** Says anywhere before it that something else is made of open data, or is not as open data is. */
const TAKES = /^(?:using|uses|unlike|than|nutzt|utilise|usa)$/;
/** Stands directly before what something is taken from, checked with or kept for. */
const BESIDE = /^(?:from|with|by|for|aus|mit|für|avec|pour|con|para|com)$/;

function isSaidIn(texts: readonly (readonly string[])[], concept: Concept, lexicon: Lexicon): boolean {
  return texts.some((words) => affirms(words, lexicon, concept) && !lexicon.has(words, "of-something-else"));
}

/** The categories that a directory or its maker writes into the `info` of a description: `x-categories: [open_data]`. */
function categoriesOf({ extensions }: Info): readonly (readonly string[])[] {
  return [...extensions].flatMap(([key, { value }]) =>
    CATEGORIES.test(key) ? [value].flat().flatMap((one) => (typeof one === "string" ? [wordsOf(one)] : [])) : [],
  );
}

const CATEGORIES = /^x-(?:[\w-]{1,40}-)?(?:categor(?:y|ies)|tags|keywords)$/i;

/** Whether no operation requires a credential, takes one, or refuses for the lack of one, and all of them read. */
export const asksForNothing = memo((operations: Api["operations"]): boolean =>
  operations.every(
    (operation) =>
      (operation.access === "unstated" || operation.access === "anonymous") &&
      credentialHeader(operation.parameters) === undefined &&
      !operation.responses.some(({ status }) => /^40[137]$/.test(status)) &&
      readingOf(operation) !== undefined,
  ),
);

/** So much of a text is looked at. */
const LIMIT = 10_000;
