/*
 * Who acts, as a request says it beside a credential that says it already: the program that sends, the person who did
 * something, and names that a text leaves the service free to check.
 */
import { memo } from "../core/memo.ts";
import { leadPhrase } from "../data/classify/lead-phrase.ts";
import { readingOf } from "../exposure/reading.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { endsIn, isMadeOf } from "../lexicon/phrases.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import { requestFields, segmentWords, type RequestField } from "./request-fields.ts";
import { isKeptFromCallers } from "./stated.ts";

/** A field by which a request says who acts. */
export interface NamedActor {
  readonly field: RequestField;
  /** Whether it names the program or organization that calls, the person who acts, or whether a text leaves its check open. */
  readonly kind: "sender" | "person" | "unchecked";
  /** What the description says of it, if anything. */
  readonly sentence: string | undefined;
}

/** Who acts, by what a request says: programs and organizations in required parameters, persons anywhere at the first level. */
export const namedActors = memo((operation: Operation): readonly NamedActor[] => {
  if (operation.operationKind !== "path" || !isCredentialed(operation)) return [];
  const isChange = operation.method !== "GET" && readingOf(operation) === undefined;
  return requestFields(operation).flatMap((field): readonly NamedActor[] => {
    if (!isNamable(field)) return [];
    const unchecked = sentenceOnCheck(field, operation.lexicon);
    if (unchecked !== undefined) return [{ field, kind: "unchecked", sentence: unchecked }];
    if (!isChange || isTied(field, operation)) return [];
    const [sentence] = sentencesOf(field.description);
    if (isSender(field, operation)) return [{ field, kind: "sender", sentence }];
    return isActor(field, operation.lexicon) ? [{ field, kind: "person", sentence }] : [];
  });
});

/** Whether some way in asks for a credential. */
function isCredentialed({ security }: Operation): boolean {
  return (security?.alternatives ?? []).some(({ schemes }) => schemes.length > 0);
}

function isNamable({ in: way, depth, isList, types }: RequestField): boolean {
  return way !== "path" && depth === 0 && !isList && !types.includes("boolean") && !types.includes("object");
}

/** Whether a text says that a name is the caller's own, or is checked. */
function isTied(field: RequestField, operation: Operation): boolean {
  return (
    isKeptFromCallers(field, operation) ||
    TYING.some((concept) => operation.lexicon.has(wordsInOrder(field.description.slice(0, LIMIT)), concept))
  );
}

const TYING = ["says-bound", "caller-by-default"] as const;

/** The sentence by which a service may check a name against a credential, and need not: "might check whether ID and token match". */
function sentenceOnCheck({ description }: RequestField, lexicon: Lexicon): string | undefined {
  return sentencesOf(description, LIMIT).find((sentence) => {
    const words = wordsInOrder(sentence);
    return lexicon.has(words, "may-check") && (lexicon.has(words, "token") || lexicon.has(words, "said-credential"));
  });
}

/** Whether a parameter must name the program or organization that sends, which the API does not keep as things of callers. */
function isSender({ in: way, isRequired, words }: RequestField, operation: Operation): boolean {
  const { lexicon } = operation;
  if ((way !== "query" && way !== "header") || !isRequired) return false;
  const noun = words.filter((word) => !lexicon.is(word, "naming-word")).join(" ");
  return lexicon.is(noun, "calling-party") && !segmentWords(operation).some((segment) => segment.join(" ") === noun);
}

/** Whether a field names the person who did something, by its name or by what its text opens with: "Updating user". */
function isActor({ words, description }: RequestField, lexicon: Lexicon): boolean {
  if (isMadeOf(words, lexicon, "actor-of-event", "names-person"))
    return words.some((word) => lexicon.is(word, "names-person"));
  const said = wordsOf(leadPhrase(description) ?? "");
  return endsIn(said, lexicon, "acting-user-said");
}

/** So much of a text is looked at. */
const LIMIT = 1000;
