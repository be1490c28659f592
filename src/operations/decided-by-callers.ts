/*
 * What callers say themselves though somebody else decides it: their own result, the sum that was approved for them, the
 * reduction of what they pay, the votes and the consent of others.
 */
import { isSaid, saidBy } from "../exposure/said.ts";
import { denies } from "../lexicon/denial.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { endsIn, isHeadedBy, isMadeOf, standsNear } from "../lexicon/phrases.ts";
import type { Operation } from "../model/api.ts";
import { composedProperties, heldSchemaOf } from "../model/schema-parts.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import { isNumber, requestFields, segmentWords, type RequestField } from "./request-fields.ts";

/** Whether a number is a result of the caller that, by a text, the app works out or that is kept as it is sent. */
export function isOwnResult(field: RequestField, operation: Operation): boolean {
  const { lexicon } = operation;
  if (
    !isNumber(field) ||
    !(isHeadedBy(field.words, lexicon, "own-result") || endsIn(field.words, lexicon, "own-result"))
  )
    return false;
  const own = wordsInOrder(field.description.slice(0, LIMIT));
  const isByApp = lexicon.has(own, "works-it-out") && lexicon.has(own, "front-end");
  return isByApp || isSaid(operation, "kept-as-sent");
}

/** Whether a sum is what somebody has approved, in a call that approves nothing: `approvedAmount`, `freigegebenerBetrag`. */
export function isApprovedSum(field: RequestField, operation: Operation): boolean {
  const { lexicon } = operation;
  if (!field.types.some((type) => type === "number" || type === "integer" || type === "string")) return false;
  return (
    lexicon.is(field.text, "approved-sum") &&
    ![...segmentWords(operation), wordsOf(operation.operationId ?? "")].some((words) => lexicon.has(words, "approve"))
  );
}

/** Whether who pays says what is taken off, where the text tells that the price is worked out anew. */
export function isOwnReduction(field: RequestField, operation: Operation): boolean {
  const { lexicon, method } = operation;
  return (
    (method === "PATCH" || method === "PUT") &&
    isNumber(field) &&
    lexicon.has(field.words, "reduction") &&
    isPricedAnew(operation)
  );
}

/** "The premium is recalculated", "se recalcula la cuota". */
function isPricedAnew(operation: Operation): boolean {
  const { lexicon } = operation;
  return saidBy(operation).some(
    (words) => standsNear(words, lexicon, "sum-to-pay", "recalculated", 2) && !denies(words, lexicon),
  );
}

/** Whether a call brings decisions of several persons at once: a list of who, and whether they are in favour. */
export function holdsVotesOfOthers(field: RequestField, { lexicon }: Operation): boolean {
  if (field.in !== "body" || !field.isList || field.depth > 0) return false;
  const items = field.parts.flatMap((part) => itemsOf(part));
  return items.some((item) => {
    const properties = [...composedProperties(heldSchemaOf(item))];
    const isVote = properties.some(
      ([name, property]) => isBoolean(property) && lexicon.is(wordsOf(name).join(" "), "vote-in-favour"),
    );
    return isVote && properties.some(([name]) => namesPerson(wordsOf(name), lexicon));
  });
}

/** Whether a switch says that somebody else has agreed, whom the request names beside it. */
export function isConsentOfOther(field: RequestField, operation: Operation): boolean {
  const { lexicon } = operation;
  if (field.in !== "body" || field.depth > 0 || !field.types.includes("boolean")) return false;
  // An office agrees by itself: nobody has to be named beside it.
  if (
    lexicon.has(field.words, "whose-consent") &&
    isMadeOf(field.words, lexicon, "agreed-by-somebody", "whose-consent")
  )
    return true;
  if (!isMadeOf(field.words, lexicon, "agreed-by-somebody", "clientele")) return false;
  const others = requestFields(operation).filter(({ in: way, depth }) => way === "body" && depth === 0);
  return others.some(({ words, isRequired }) => isRequired && namesPerson(words, lexicon));
}

/** So much of a text is looked at. */
const LIMIT = 1000;

function itemsOf(schema: Schema): readonly Schema[] {
  const target = targetOf(schema);
  return target.items === undefined ? [target] : [target.items];
}

function isBoolean(schema: Schema): boolean {
  return targetOf(schema).types.includes("boolean");
}

/** Whether a name is an identifier of a person: `memberId`, `id_socio`. */
function namesPerson(words: readonly string[], lexicon: Lexicon): boolean {
  return (
    words.length > 1 &&
    words.some((word) => lexicon.is(word, "identifier-word")) &&
    words.some((word) => lexicon.is(word, "natural-person") || lexicon.is(word, "role-holder"))
  );
}
