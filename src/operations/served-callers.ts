import { memo } from "../core/memo.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { denies } from "../lexicon/denial.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Api, Operation } from "../model/api.ts";
import { isStrangersChange } from "./ordinary-changes.ts";

/**
 * Whether those whom a service is there for make a call themselves: anybody signs up for it, its credential is called by
 * their name (`shopper`, `kunde`), or the text of the whole tells how they come to it: "Customers register themselves",
 * "Used by the app of our patients".
 */
export function isByServed(api: AssessedApi, operation: Operation): boolean {
  return isStrangersChange(api, operation) || isSaidByServed(api, operation);
}

/** Whether a text or the name of the credential says so, and not only that anybody signs up, who may then run something. */
export function isSaidByServed(api: AssessedApi, operation: Operation): boolean {
  return isCalledByServed(operation) || comeThemselves(api.info);
}

function isCalledByServed({ security, lexicon }: Operation): boolean {
  const schemes = (security?.alternatives ?? []).flatMap(({ schemes: all }) => all);
  return schemes.some(({ name }) => wordsOf(name).some((word) => lexicon.is(word, "clientele")));
}

const comeThemselves = memo(({ title, description = "", lexicon }: Api["info"]): boolean =>
  [title ?? "", ...sentencesOf(description, LIMIT)].some((sentence) => {
    const words = wordsInOrder(sentence);
    return (
      words.some((word) => lexicon.is(wordsOf(word).join(" "), "served-person")) &&
      lexicon.has(words, "gets-access") &&
      !denies(words, lexicon) &&
      !words.some((word) => lexicon.is(wordsOf(word).join(" "), "staff"))
    );
  }),
);

/** So much of a text is looked at. */
const LIMIT = 3000;
