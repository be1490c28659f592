import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { Api, Operation } from "../model/api.ts";
import { actionOf } from "./candidates/action.ts";
import { movesMoney } from "./candidates/impact.ts";
import { nounOf, phraseOf } from "./candidates/nouns.ts";
import { resourceOf, resourcesOf } from "./candidates/resources.ts";
import { requestFields, segmentWords } from "./request-fields.ts";

/** Whether a request makes something that costs money each time, and has nothing by which a copy is known. */
export function isDoneTwice(api: Api, operation: Operation): boolean {
  const { operationKind, method, path, summary = "", description = "", access } = operation;
  if (operationKind !== "path" || method !== "POST" || access !== "secured" || operation.requestBody === undefined)
    return false;
  const action = actionOf(operation);
  // What is captured or cancelled by its identifier is so once; each payment of a booking is one more.
  if (action.isReading || action.isBatch || (path.includes("{") && !isCollectionOfMoney(operation))) return false;
  const resource = resourcesOf(api).ofCollection(operation) ?? resourceOf("resource");
  if (!(movesMoney(operation, action, resource) && saysHowMuch(operation)) && !sendsMessage(operation)) return false;
  return !saysRepeatable(`${summary}. ${description}`, operation) && !hasKey(operation);
}

/** Whether a path ends in payments or the like that belong to what it names: `/bookings/{id}/payments`. */
function isCollectionOfMoney({ path, lexicon }: Operation): boolean {
  const last = /\/([^/{}]+)\/?$/.exec(path)?.[1] ?? "";
  // Of a singular there is one: `/bookings/{id}/payment`.
  return nounOf(last) !== phraseOf(last) && endsIn(wordsOf(last), lexicon, "money-record");
}

/** Whether an amount or its currency is in the request: what moves money without one moves what is fixed elsewhere. */
function saysHowMuch(operation: Operation): boolean {
  const { lexicon } = operation;
  return requestFields(operation).some(
    ({ in: way, words }) => way === "body" && words.some((word) => lexicon.is(word, "how-much-money")),
  );
}

/** Whether a text message is what is sent, to somebody whom the request names. */
export function sendsMessage(operation: Operation): boolean {
  const { lexicon } = operation;
  return (
    segmentWords(operation).some((words) => lexicon.has(words, "text-message")) &&
    requestFields(operation).some(
      ({ in: way, words }) =>
        way === "body" && (lexicon.has(words, "message-recipient") || lexicon.has(words, "number")),
    )
  );
}

/** Whether the client gives a request a name of its own, by which its copy is known: a key, or a reference that is unique. */
function hasKey(operation: Operation): boolean {
  const { lexicon } = operation;
  return requestFields(operation).some(
    ({ words, description }) =>
      lexicon.has(words, "repeat-key") ||
      (lexicon.is(words.at(-1) ?? "", "object-reference") && lexicon.has(wordsInOrder(description), "said-unique")),
  );
}

/** Whether a text says what becomes of a request that comes again. */
export function saysRepeatable(text: string, { lexicon }: Pick<Api, "lexicon">): boolean {
  return lexicon.has(wordsInOrder(text.slice(0, MOST_TEXT)), "repeated-request");
}

const MOST_TEXT = 20_000;
