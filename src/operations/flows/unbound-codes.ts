import { partitioned } from "../../core/grouped.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { isAdministration } from "../../exposure/administration.ts";
import { saidBy } from "../../exposure/said.ts";
import { calledWords } from "../../exposure/words.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { standsNear } from "../../lexicon/phrases.ts";
import type { Operation } from "../../model/api.ts";
import { arePersons } from "../persons.ts";
import { requestFields, type RequestField } from "../request-fields.ts";

/** A check of a code that does not ask to whom the code was sent. */
export interface UnboundCode {
  readonly operation: Operation;
  readonly field: RequestField;
  /** An operation that sends such codes, to any number or address. */
  readonly sender: Operation;
}

/**
 * Checks of a code that take the code alone, beside operations that send codes to whatever number or address a caller gives: a
 * code that was sent to one proves another. Persons who log in prove their own, with their session.
 */
export function unboundCodesIn(api: AssessedApi): readonly UnboundCode[] {
  const sender = api.operations.find(sendsCode);
  if (sender === undefined || arePersons(api)) return [];
  return api.operations.flatMap((operation) => {
    if (operation === sender || operation.operationKind !== "path" || isAdministration(operation)) return [];
    const called = calledWords(operation);
    if (!operation.lexicon.has(called, "checks-what-comes") || sendsCode(operation)) return [];
    // What a coupon has is worth money, whoever has it.
    if (operation.lexicon.has(called, "coupon")) return [];
    const sent = requestFields(operation).filter(({ in: way }) => way !== "header");
    const [codes, rest] = partitioned(sent, (field) => isCode(field, operation));
    // What only may be sent ties nothing to anybody, but where nothing is said of what must be.
    const isRequiredSaid = sent.some(({ isRequired }) => isRequired);
    const others = rest.filter(
      (field) =>
        field.isRequired ||
        field.in === "path" ||
        (!isRequiredSaid && operation.lexicon.has(field.words, "contact-address")),
    );
    const isOfOne = (operation.path.match(/\{/g) ?? []).length > codes.filter(({ in: way }) => way === "path").length;
    return codes.length === 1 && others.length === 0 && !isOfOne ? [{ operation, field: codes[0]!, sender }] : [];
  });
}

function isCode({ text }: RequestField, { lexicon }: Operation): boolean {
  return lexicon.is(text, "sent-to-prove") || lexicon.is(text, "code");
}

/** Whether an operation sends a code to a number or address that its caller gives. */
function sendsCode(operation: Operation): boolean {
  const { operationKind, lexicon } = operation;
  return (
    operationKind === "path" &&
    requestFields(operation).some(
      ({ in: way, words, text }) =>
        way !== "header" && (lexicon.has(words, "contact-address") || lexicon.is(text, "number")),
    ) &&
    saidBy(operation).some((words) => saysCodeSent(words, lexicon))
  );
}

/** Whether a sentence says that a code is sent that proves something: a "code" alone may be one of a discount, or of a place. */
function saysCodeSent(words: readonly string[], lexicon: Lexicon): boolean {
  if (standsNear(words, lexicon, "sent-to-prove", "brings-message", NEAR)) return true;
  return words.some(
    (_, at) =>
      lexicon.lengthAt(words, at, "code") === 1 &&
      lexicon.is(words[at - 1] ?? "", "article-or-own") &&
      !lexicon.is(words[at + 1] ?? "", "what-code-is-of") &&
      lexicon.has(words.slice(Math.max(0, at - NEAR), at + NEAR), "brings-message"),
  );
}

/** So many words may stand between a code and how it is sent: "a code, which is good for ten minutes, is sent". */
const NEAR = 8;
