import { affirms } from "../lexicon/denial.ts";
import { memo } from "../core/memo.ts";
import { quoted } from "../core/prose.ts";
import { wordsInOrder } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Api, Operation, Tag } from "../model/api.ts";

/** What a tag says of the operations that have it. */
export interface DemandOfTag {
  /** The tag, as a report names it. */
  readonly where: string;
  readonly sentence: string;
}

/**
 * The sentence of a tag of an operation that says that a credential is needed: "You need an API key to access this service".
 * A tag speaks of all operations that have it.
 */
export function demandOfTag({ tags }: Pick<Api, "tags">, operation: Operation): DemandOfTag | undefined {
  for (const tag of tags) {
    if (!operation.tags.includes(tag.name)) continue;
    const sentence = demandOf(tag);
    if (sentence !== undefined) return { where: `The tag ${quoted(tag.name)}`, sentence };
  }
  return undefined;
}

const demandOf = memo(({ description = "", lexicon }: Tag): string | undefined =>
  sentencesOf(description.replaceAll("*", ""), LIMIT).find((sentence) => {
    const words = wordsInOrder(sentence);
    return (
      affirms(words, lexicon, "demands") &&
      affirms(words, lexicon, "said-credential") &&
      !OF_OTHERS.test(sentence) &&
      !OF_SOME.some((concept) => lexicon.has(words, concept))
    );
  }),
);

/** What such a sentence has that speaks of some calls, or of something else than the calls. */
const OF_SOME = ["excepting", "only-some", "may", "on-condition", "rate-limit", "web-hook", "answered"] as const;

/** A credential of another service, which is handed over: "You need an access token from the bank to connect an account". */
const OF_OTHERS =
  /\b(?:from|of) (?:the|your|a|their) (?:bank|provider|partner|merchant|third part(?:y|ies))\b|\bto (?:connect|link|pay|charge)\b/i;

/** So much of a text is looked at. */
const LIMIT = 4000;
