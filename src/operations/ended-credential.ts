import { memo } from "../core/memo.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { endsIn } from "../lexicon/phrases.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Operation } from "../model/api.ts";
import { isText, namesThing, requestFields, type RequestField } from "./request-fields.ts";

/**
 * The credential that a call ends or reports as stolen, where whoever calls sends the credential itself and nothing else that says
 * whose: "Pass your app key to deactivate the key". To have it is what the call asks for (as RFC 7009 has it for tokens), and it is
 * worth nothing afterwards. A token in a path is as often what things are kept by.
 */
export const endedCredential = memo((operation: Operation): RequestField | undefined => {
  const { operationKind, method, summary = "", path, operationId = "", lexicon } = operation;
  if (operationKind !== "path" || path.includes("{")) return undefined;
  const called = [...wordsOf(path), ...wordsOf(operationId), ...wordsInOrder(summary)];
  const isEnding = (words: readonly string[]): boolean => lexicon.has(words, "ends-a-credential");
  const fields = requestFields(operation);
  const own = fields.find(
    (field) =>
      (field.in === "query" || field.in === "body") &&
      isText(field) &&
      CREDENTIALS.some((one) => endsIn(field.words, lexicon, one)) &&
      !CREDENTIALS_OF_OTHERS.some((one) => lexicon.has(field.words, one)) &&
      (method === "DELETE" || isEnding(called) || isEnding(wordsInOrder(field.description.slice(0, LIMIT)))) &&
      isEndedItself(field, operation),
  );
  if (own === undefined || fields.some((field) => field !== own && namesThing(field, operation))) return undefined;
  return own;
});

const CREDENTIALS = ["opening-key", "token"] as const;

/** What lets nobody in, and what a thing is kept by. */
const CREDENTIALS_OF_OTHERS = ["push-token", "token-of-a-thing"] as const;

/**
 * Whether the path, the name or the first sentence of a call is about the credential, and nothing else is ended with it: "Deletes
 * the account of an API key" ends an account.
 */
function isEndedItself({ words, description }: RequestField, operation: Operation): boolean {
  const { path, operationId = "", summary = "", description: text = "", lexicon } = operation;
  const [first = ""] = sentencesOf(text.slice(0, LIMIT));
  const said = [path, operationId, summary, first].map((one) => wordsOf(one));
  const isOfOthers = (all: readonly string[]): boolean => {
    const rest = withoutRow(all, words);
    return OTHER_THINGS.some((concept) => lexicon.has(rest, concept)) || namesPerson(withoutOwner(all, words), lexicon);
  };
  if (said.some(isOfOthers)) return false;
  return [...said, wordsOf(description.slice(0, LIMIT))].some((one) => isIn(words, one));
}

const OTHER_THINGS = ["account", "profile"] as const;

function namesPerson(words: readonly string[], lexicon: Lexicon): boolean {
  return lexicon.has(words, "natural-person");
}

/**
 * The words of a text without those of the credential and of whose it is: "Mark user auth key as compromised", "Sperrt den Schlüssel
 * des Benutzers". Behind an "of" the person stands within a few words.
 */
function withoutOwner(all: readonly string[], words: readonly string[]): readonly string[] {
  const at = all.findIndex((_, start) => words.every((word, on) => all[start + on] === word));
  if (at < 0) return withoutRow(all, words);
  return [...all.slice(0, Math.max(0, at - 1)), ...all.slice(at + words.length + OWNER_BEHIND)];
}

/** "… for the user", "… de l'utilisateur", and a genitive. */
const OWNER_BEHIND = 3;

/** The words of a text without those of the credential: `auth`, `user` and `key` of a `user key`. */
function withoutRow(all: readonly string[], words: readonly string[]): readonly string[] {
  return all.filter((word) => !words.includes(word));
}

/** So much of a text is looked at. */
const LIMIT = 200;

/** Whether words stand in a row among others. */
function isIn(words: readonly string[], others: readonly string[]): boolean {
  return others.some((_, at) => words.every((word, on) => others[at + on] === word));
}
