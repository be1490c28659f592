/*
 * Reads without a schema among those of an API that is public: what they give is told in words, and everything beside them is
 * described and private to nobody. Then a schema is missing, and no fact on which a release hangs.
 */
import { isAbove } from "../../core/exposure-words.ts";
import { memoBy } from "../../core/memo.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { isOpenOnPurpose } from "../../exposure/open-purpose.ts";
import { readingOf } from "../../exposure/reading.ts";
import { situationOf } from "../../exposure/situation.ts";
import { affirms } from "../../lexicon/denial.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import type { Operation } from "../../model/api.ts";
import { successResponses } from "../../model/response-coverage.ts";
import { isToldAtAll, isToldOfPeople } from "../told-in-words.ts";

/** Whether a read without a schema gives a whole of what is public, by its text, among reads that are described. */
export function isAmongPublicReads(api: AssessedApi, operation: Operation): boolean {
  const { path, responses, lexicon } = operation;
  return (
    isPublicThroughout(api) &&
    !path.includes("{") &&
    isToldAtAll(operation) &&
    !isToldOfPeople(operation) &&
    !responses.some(
      ({ statusClass, description = "" }) =>
        statusClass === "2xx" &&
        wordsOf(description.slice(0, LIMIT)).some((word) => lexicon.is(word, "natural-person")),
    )
  );
}

/** Whether an API says that it is public, only reads, describes most of what it gives, and tells nothing private. */
const isPublicThroughout = memoBy(situationOf, (api: AssessedApi): boolean => {
  const { operations } = api;
  if (!saysPublic(api) || operations.some((one) => readingOf(one) === undefined)) return false;
  const responses = successResponses({ operations });
  const typed = responses.filter(({ typing }) => typing === "typed").length;
  return (
    typed >= MOST_TYPED * responses.length &&
    operations.every((operation) =>
      api
        .assessed(operation)
        .exposed.every(({ field }) => field.confidence === "possible" || !isAbove(field.sensitivity, "internal")),
    )
  );
});

const MOST_TYPED = 2 / 3;

function saysPublic(api: AssessedApi): boolean {
  const { info, lexicon } = api;
  return (
    isOpenOnPurpose(api) ||
    [info.title ?? "", ...sentencesOf((info.description ?? "").slice(0, LIMIT))].some((text) =>
      affirms(wordsInOrder(text), lexicon, "said-public"),
    )
  );
}

/** So much of a text is looked at. */
const LIMIT = 1000;
