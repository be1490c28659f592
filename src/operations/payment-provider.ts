import { memoBy } from "../core/memo.ts";
import { cardData } from "../data/search/card-data.ts";
import { judgementOf } from "../exposure/assessed-api.ts";
import { calledWords } from "../exposure/words.ts";
import type { Operation } from "../model/api.ts";
import { boundariesOf } from "./candidates/boundary.ts";
import { requestFields } from "./request-fields.ts";

/**
 * Whether an API processes card payments for merchants, so that card numbers are what it is there to take: nearly all that
 * it does is about payments, no persons log in to it, and the calls with a card say for which merchant's account they are,
 * or payments are refunded and cancelled as well. A shop that takes cards sells things beside.
 */
export const isPaymentProvider = memoBy(judgementOf, (api): boolean => {
  const operations = api.operations.filter(({ operationKind, method }) => operationKind === "path" && method !== "GET");
  const search = cardData(api);
  const takesCard = (operation: Operation): boolean =>
    (operation.requestBody?.content ?? []).some((media) => search(media, "write").length > 0);
  const taking = operations.filter(takesCard);
  const isTaking = new Set(taking);
  const boundaryOf = boundariesOf(api);
  if (taking.length === 0 || taking.some((operation) => boundaryOf(operation) === "user")) return false;
  const ofPayments = operations.filter((operation) => isOfPayments(operation) || isTaking.has(operation));
  if (ofPayments.length < operations.length * MOST) return false;
  return taking.every(namesMerchant) || actsOnPayments(ofPayments) >= LEAST_ACTS;
});

/** So much of what an API does is about payments where these are its product. */
const MOST = 0.75;

/** Whoever takes a payment gives it back as well; who processes it for others has more to do with it. */
const LEAST_ACTS = 2;

function isOfPayments(operation: Operation): boolean {
  const { lexicon } = operation;
  const isOfThem = (words: readonly string[]): boolean =>
    (["money-record", "moves-value", "card"] as const).some((concept) => lexicon.has(words, concept));
  // `{ cardNumber }` of a call that works out what a payment costs.
  const asksOfCard = requestFields(operation).some(({ words, depth }) => depth === 0 && lexicon.has(words, "card"));
  return asksOfCard || isOfThem(calledWords(operation));
}

/** Whether a request says for which merchant's account it is. */
function namesMerchant(operation: Operation): boolean {
  const { lexicon } = operation;
  return requestFields(operation).some(
    ({ words, depth }) =>
      depth === 0 &&
      words.length > 1 &&
      lexicon.is(words[0]!, "tenant") &&
      !lexicon.is(words[0]!, "account") &&
      (lexicon.is(words.at(-1)!, "account") || lexicon.is(words.at(-1)!, "identifier-word")),
  );
}

/** How many kinds of things are done to payments that were made. */
function actsOnPayments(operations: readonly Operation[]): number {
  const acts = operations.flatMap((operation) => {
    const words = calledWords(operation);
    return (["refund", "revert", "cancel"] as const).filter((concept) => operation.lexicon.has(words, concept));
  });
  return new Set(acts).size;
}
