import { memo } from "../core/memo.ts";
import { denies } from "../lexicon/denial.ts";
import { wordsInOrder } from "../lexicon/name-tokens.ts";
import { wrappedSentencesOf } from "../lexicon/sentences.ts";
import type { Api } from "../model/api.ts";

/**
 * The sentence of the text of an API that says which credential callers send, and where: "API keys must be included in the request
 * with the `x-api-key` header". What a response or a message of the API holds is sent by nobody who calls.
 */
export const saidCredential = memo(({ description = "", lexicon }: Api["info"]): string | undefined =>
  wrappedSentencesOf(description.replaceAll(TAG, " "), LIMIT).find((sentence) => {
    const words = wordsInOrder(sentence).map((word) => (PLURAL.test(word) ? word.slice(0, -1) : word));
    return (
      CREDENTIALS.some((concept) => lexicon.has(words, concept)) &&
      PLACES.some((concept) => lexicon.has(words, concept)) &&
      lexicon.has(words, "put-into-calls") &&
      !OF_OTHERS.some((concept) => lexicon.has(words, concept)) &&
      !words.some((word) => NONE.test(word)) &&
      !denies(words, lexicon)
    );
  }),
);

const PLURAL = /^(?:key|token)s$/;
const NONE = /^(?:no|none|never|webhooks?|kein\w{0,2}|ohne|aucune?|sans|ning[uú]na?|sin|nenhuma?|sem)$/;

const CREDENTIALS = ["said-credential", "api-key"] as const;
const PLACES = ["header", "in-the-url"] as const;

/** What is no credential of a call, or one that some calls may have. */
const OF_OTHERS = ["answered", "rate-limit", "web-hook", "may", "on-condition"] as const;

const TAG = /<\/?[a-z][a-z\d]{0,20}(?:\s[^<>]{0,300})?>/gi;

/** So much of a text is looked at. */
const LIMIT = 20_000;
