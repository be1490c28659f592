import { memo } from "../core/memo.ts";
import { denies } from "../lexicon/denial.ts";
import { joinedClauses, sentencesOf } from "../lexicon/sentences.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Operation } from "../model/api.ts";

/**
 * Whether the text of a call says that it charges, pays, unlocks, sends off or puts an answer on record: "On the first call
 * the card is charged" is said as "…, charges the card". Such a clause begins with what is done, wherever it stands.
 */
export const isSaidToHaveEffect = memo(({ summary = "", description = "", lexicon }: Operation): boolean =>
  clausesOf(`${summary}. ${description.slice(0, LIMIT)}`, lexicon).some((words) => {
    const length = lexicon.lengthAt(words, 0, "has-effect");
    // "Charges of the month" are listed; "charges the card" is done.
    return length > 1 || (length === 1 && words.length > 1 && isBeforeObject(words[1]!, lexicon));
  }),
);

/** Whether a call opens what bars the way, by the end of its path: `/doors/{id}/open`, `/Tueren/{id}/Oeffnen`. */
export function opensBarrier({ path, lexicon }: Operation): boolean {
  const [thing = "", act = ""] = path
    .split("/")
    .filter((segment) => segment !== "" && !segment.includes("{"))
    .slice(-2);
  return (
    /\}\/[^/{}]+\/?$/.test(path) &&
    lexicon.is(wordsInOrder(act).join(" "), "open") &&
    (lexicon.has(wordsInOrder(thing), "machine") || lexicon.has(wordsOf(thing), "machine"))
  );
}

/**
 * The sentence by which a call shares, publishes or hosts what is the caller's, where its name says so too: "You can make your
 * screenshots public and share them with friends" of `/screenshots/share`. A name alone may be that of a thing, as shares are.
 */
export function sharingOwn(operation: Operation): string | undefined {
  const { path, operationId = "", summary = "", description = "", lexicon } = operation;
  const last = path.split("/").findLast((segment) => segment !== "" && !segment.includes("{")) ?? "";
  const named = [wordsInOrder(last), wordsInOrder(operationId)].filter(([first = ""]) =>
    lexicon.is(first, "shares-or-hosts"),
  );
  if (named.length === 0) return undefined;
  return sentencesOf(`${summary}. ${description}`, LIMIT).find((sentence) => {
    const words = wordsInOrder(sentence);
    return lexicon.has(words, "shares-or-hosts") && lexicon.has(words, "yours") && !denies(words, lexicon);
  });
}

/** So much of a description is looked at. */
const LIMIT = 1000;

function isBeforeObject(word: string, lexicon: Lexicon): boolean {
  return lexicon.is(word, "article-or-own");
}

/** The clauses of a text, as words: parted by stops, commas, and by words that join two of them. */
function clausesOf(text: string, lexicon: Lexicon): readonly (readonly string[])[] {
  // The Portuguese for "and" is a part of this word.
  return text
    .replace(/\be-mail/gi, "email")
    .split(/[.,;:\n]/)
    .flatMap((part) => joinedClauses(wordsInOrder(part), lexicon));
}
