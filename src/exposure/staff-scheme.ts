import { memo } from "../core/memo.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { isDenial } from "../lexicon/denial.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { SecurityScheme } from "../model/security.ts";

/** The sentence of a scheme's text that says that those who work there have its credential, and whether several employers may be meant. */
export interface StaffSentence {
  readonly sentence: string;
  /** Each of several organizations may have its own: "the staff of a clinic". */
  readonly isOfTenants: boolean;
}

/** What a scheme says of the staff whom it is for: "Employees of the city, with a second factor". */
export const staffSentenceOf = memo(
  ({ schemeKind, description, lexicon }: SecurityScheme): StaffSentence | undefined => {
    // A key that staff use is somebody else's as often.
    if (schemeKind === "apiKey" || schemeKind === "mutualTLS") return undefined;
    const sentences = sentencesOf(description ?? "", LIMIT).map((sentence) => ({
      sentence,
      // Singles are people, too.
      words: wordsInOrder(sentence.replace(/single[ -]sign[ -]on/gi, "sso")).flatMap(wordsOf),
    }));
    // One credential for staff and for those whom they serve is told apart by nothing here.
    if (sentences.some(({ words }) => OTHERS.some((concept) => lexicon.has(words, concept)))) return undefined;
    const found = sentences.find(
      ({ words }) =>
        words.some((word) => lexicon.is(word, "staff") && !AMBIGUOUS.test(word)) &&
        !words.some((_, at) => isDenial(words, at, lexicon)),
    );
    return found === undefined
      ? undefined
      : { sentence: found.sentence.slice(0, LONGEST), isOfTenants: namesTenant(found.words, lexicon) };
  },
);

/** Whether words name one of several organizations: "a clinic", and not "the company" nor "company single sign-on". */
function namesTenant(words: readonly string[], lexicon: Lexicon): boolean {
  return words.some(
    (word, at) =>
      lexicon.is(word, "tenant") &&
      !lexicon.is(words[at - 1] ?? "", "the-one") &&
      !SIGN_ON.test(words.slice(at + 1, at + 3).join(" ")),
  );
}

/** By what those who work somewhere are known. */
const SIGN_ON = /^(?:sso|sign on|sign in|login|log in|account|directory|identity|idp)\b/;

/** Whom an organization serves, or works with. */
const OTHERS = ["user", "clientele", "population", "applicant", "partner"] as const;
/** Also an adjective: "a personal token". */
const AMBIGUOUS = /^person(?:al|nel)$/;
const LIMIT = 2000;
const LONGEST = 160;
