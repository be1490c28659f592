import { memo } from "../core/memo.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { Operation } from "../model/api.ts";
import { isText, namesThing, requestFields, type RequestField } from "./request-fields.ts";

/**
 * The credential that a call ends or reports as stolen, where whoever calls sends the credential itself and nothing else that says
 * whose: "Pass your app key to deactivate the key". To have it is what the call asks for (as RFC 7009 has it for tokens), and it is
 * worth nothing afterwards. A token in a path is as often what things are kept by.
 */
export const endedCredential = memo((operation: Operation): RequestField | undefined => {
  const { operationKind, method, summary = "", description = "", path, operationId = "", lexicon } = operation;
  if (operationKind !== "path" || path.includes("{")) return undefined;
  const called = [...wordsOf(path), ...wordsOf(operationId), ...wordsInOrder(summary)];
  const isEnding = (words: readonly string[]): boolean => lexicon.has(words, "ends-a-credential");
  const fields = requestFields(operation);
  const own = fields.find(
    (field) =>
      (field.in === "query" || field.in === "body") &&
      isText(field) &&
      CREDENTIALS.some((one) => endsIn(field.words, lexicon, one)) &&
      (method === "DELETE" || isEnding(called) || isEnding(wordsInOrder(field.description.slice(0, LIMIT)))) &&
      [path, operationId, summary, description.slice(0, LIMIT)].some((text) => isIn(field.words, wordsOf(text))),
  );
  if (own === undefined || fields.some((field) => field !== own && namesThing(field, operation))) return undefined;
  return own;
});

const CREDENTIALS = ["opening-key", "token"] as const;

/** So much of a text is looked at. */
const LIMIT = 200;

/** Whether words stand in a row among others. */
function isIn(words: readonly string[], others: readonly string[]): boolean {
  return others.some((_, at) => words.every((word, on) => others[at + on] === word));
}
