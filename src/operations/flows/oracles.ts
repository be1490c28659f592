import { personAskedAbout, type NamedBy } from "../../exposure/asked-about-person.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { isSaid } from "../../exposure/said.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { returnedProperties } from "../returned-properties.ts";
import { accountDisclosureOf } from "./account-disclosure.ts";

/** An operation that tells anybody something of a person who is named in the request. */
export interface Oracle {
  readonly operation: Operation;
  readonly namedBy: NamedBy;
  /** The names of what it answers. */
  readonly answers: readonly string[];
}

/**
 * The operations that answer yes or no, or with a figure, about a person whom anybody names. What they return that is known
 * to be somebody's is told with whom it is handed out to, whether there is an account with how accounts are told.
 */
export function oraclesOf(api: AssessedApi): readonly Oracle[] {
  return api.operations.flatMap((operation) => {
    const { admission, intent, over, flows } = api.assessed(operation);
    if (admission !== "anonymous" || isSaid(operation, "said-open-data")) return [];
    const namedBy = personAskedAbout(operation, flows);
    if (namedBy === undefined || [...over].some(({ field }) => field.confidence !== "possible")) return [];
    if (accountDisclosureOf(operation, intent, api.operations) !== undefined) return [];
    const answers = returnedProperties(operation).filter((one) => isAnswer(one, operation));
    return answers.length === 0 ? [] : [{ operation, namedBy, answers: answers.map(([name]) => name) }];
  });
}

/** Whether a property says whether something is so, how much it is, or which of a few; no receipt of the call. */
function isAnswer([name, property]: readonly [string, Schema], { lexicon }: Operation): boolean {
  const { types, enum: choices } = targetOf(property);
  if (lexicon.has(wordsOf(name), "paging") || lexicon.has(wordsOf(name), "beside-list")) return false;
  return choices !== undefined || types.some((type) => ANSWERING.has(type));
}

const ANSWERING: ReadonlySet<string> = new Set(["boolean", "integer", "number"]);
