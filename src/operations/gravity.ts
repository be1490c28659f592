import type { Admission } from "../core/exposure-words.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { isAdministration } from "../exposure/administration.ts";
import type { Operation } from "../model/api.ts";
import { boundariesOf } from "./candidates/boundary.ts";
import type { Fault } from "./fault.ts";
import { harmsOf, harmWords } from "./great-harm.ts";
import { arePersons } from "./persons.ts";

/*
 * How grave a flaw is that a text of the description states: a check that is left out, a person whom the caller names, a value
 * that decides in the caller's favour. Nothing of it is inferred but who calls, so it is judged by who that is and by what they
 * gain, in this table alone. It begins with what a rule's ruleset says, medium for most.
 *
 * | who calls                               | rights, accounts, money, machines | anything else |
 * | --------------------------------------- | --------------------------------- | ------------- |
 * | anyone, or whoever signs up             | two steps graver                  | one step      |
 * | people with a log-in of their own       | one step                          | one step      |
 * | programs of customers and of partners   | a step milder                     | a step milder |
 * | administrators, the organization's own  | a step milder                     | a step milder |
 *
 * Where it is also inferred that the flow must prevent what the text allows, nothing of it is graver.
 *
 * People are those whom a flow is to hold back. Programs of customers may be who rules it: a merchant's server sets prices for a
 * living.
 */

type Who = "anyone" | "people" | "others";

/** What makes a stated flaw graver or milder than its kind, in words that are shown to the reader. */
export function gravityOfStated(
  api: AssessedApi,
  operations: readonly Operation[],
  premise: "stated" | "inferred" = "stated",
): Required<Pick<Fault, "aggravations" | "mitigations">> {
  const who = worstCaller(api, operations);
  if (who === "others")
    return {
      aggravations: [],
      mitigations: [
        "only a sentence in the description suggests this, and nothing shows that strangers can make the call",
      ],
    };
  if (premise === "inferred") return { aggravations: [], mitigations: [] };
  const heldBack = "the description states it, and its callers are those whom this must hold back";
  const harms = who === "anyone" ? harmWords(harmsOf(api, operations)) : "";
  return {
    aggravations: [heldBack, ...(harms === "" ? [] : [`anyone can get such an account, and ${harms}`])],
    mitigations: [],
  };
}

/** Whether people call, each with a log-in of their own, or anyone does: those whom a check is to hold back. */
export function isCalledByPeople(api: AssessedApi, operations: readonly Operation[]): boolean {
  return worstCaller(api, operations) !== "others";
}

/** Who of those who call is known least. */
function worstCaller(api: AssessedApi, operations: readonly Operation[]): Who {
  const [isOfPersons, boundaryOf] = [arePersons(api), boundariesOf(api)];
  const callers = operations
    .filter((operation) => !isAdministration(operation))
    .map((operation): Who => {
      // That anyone gets in is only supposed where nothing states it.
      const { admission, judgedAs, principal } = (api.before ?? api).assessed(operation);
      if (STRANGERS.has(admission)) return "anyone";
      // Behind a token of an account there may be its programs, which it trusts.
      const arePeople =
        isOfPersons && principal === "user" && boundaryOf(operation) === "user" && judgedAs !== "private";
      return arePeople ? "people" : "others";
    });
  return (["anyone", "people"] as const).find((who) => callers.includes(who)) ?? "others";
}

const STRANGERS: ReadonlySet<Admission> = new Set(["anonymous", "self-registered"]);
