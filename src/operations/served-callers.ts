/*
 * Whether those whom a service is there for make a call themselves: people whom an organization serves, and not those who
 * work there.
 */
import { memo, memoBy } from "../core/memo.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { isStaticKey } from "../exposure/principal.ts";
import { isOwn } from "../exposure/principals.ts";
import { staffSentenceOf } from "../exposure/staff-scheme.ts";
import { denies } from "../lexicon/denial.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Api, Operation } from "../model/api.ts";
import { isStrangersChange } from "./ordinary-changes.ts";
import { requirementOf } from "./requirement.ts";
import { saysOnesOwn } from "./said-of-callers.ts";
import { isCalledByServed } from "./schemes/held-by-others.ts";

/**
 * Whether they make a call themselves: anybody signs up for it, its credential is called by their name (`shopper`, `kunde`),
 * or the text of the whole tells how they come to it: "Customers register themselves", "Used by the app of our patients".
 */
export function isByServed(api: AssessedApi, operation: Operation): boolean {
  return isStrangersChange(api, operation) || isSaidByServed(api, operation);
}

/** Whether a text or the name of the credential says so, and not only that anybody signs up, who may then run something. */
export function isSaidByServed(api: AssessedApi, operation: Operation): boolean {
  return isCalledByServed(operation, api) || asksForScopeOfServed(operation) || comeThemselves(api.info);
}

/** Whether the scope that is asked for is called by their name: `student` is who calls, `student:read` is what is read. */
function asksForScopeOfServed({ security, lexicon }: Operation): boolean {
  const schemes = (security?.alternatives ?? []).flatMap(({ schemes: all }) => all);
  return schemes.some(({ scopes }) => scopes.some((scope) => lexicon.is(wordsOf(scope).join(" "), "clientele")));
}

/** Whether the credential is that of those whom the organization serves, by its name or its text, or one key of all. */
export function isOfServed(api: AssessedApi, operation: Operation): boolean {
  const { principal } = api.assessed(operation);
  return principal === "shared" || isCalledByServed(operation, api);
}

/** Whether customers have what an operation asks for, by that credential, or by what else it opens or the whole says. */
export function areCustomers(api: AssessedApi, operation: Operation, others: readonly Operation[]): boolean {
  const { admission, schemes } = api.assessed(operation);
  if (schemes.some(({ scheme }) => staffSentenceOf(scheme) !== undefined)) return false;
  if (admission === "anonymous" || admission === "self-registered" || isOfServed(api, operation)) return true;
  // A key tells no member of staff from a customer.
  if (schemes.length > 0 && schemes.every(({ scheme, principal }) => isStaticKey(scheme, principal))) return true;
  const asked = requirementOf(operation);
  return isForServed(api) || others.some((other) => requirementOf(other) === asked && isOfOwn(other));
}

const comeThemselves = memo(({ title, description = "", lexicon }: Api["info"]): boolean =>
  [title ?? "", ...sentencesOf(description, LIMIT)].some((sentence) => {
    const words = wordsInOrder(sentence);
    const isOfProtocol = lexicon.has(words, "log-in-protocol") && !lexicon.has(words, "registration");
    return (
      words.some(
        (word) =>
          lexicon.is(wordsOf(word).join(" "), "served-person") &&
          !(isOfProtocol && lexicon.is(word, "program-or-person")),
      ) &&
      lexicon.has(words, "gets-access") &&
      !denies(words, lexicon) &&
      !lexicon.has(words, "looks-after-people") &&
      !words.some((word) => lexicon.is(wordsOf(word).join(" "), "staff"))
    );
  }),
);

/** So much of a text is looked at. */
const LIMIT = 3000;

/** Whether an operation is about what is the caller's own: by its path, or by its text. */
const isOfOwn = memo((operation: Operation): boolean => isOwn(operation) || saysOnesOwn(operation));

/** Whether the whole says that it is for people whom somebody serves, and says nothing of staff. */
const isForServed = memoBy(
  ({ info }: Pick<Api, "info" | "lexicon">) => info,
  ({ info, lexicon }): boolean => {
    const words = wordsOf((info.description ?? "").slice(0, OPENING));
    const has = (concept: (typeof SERVED)[number] | "staff"): boolean =>
      words.some((word) => lexicon.is(word, concept));
    return SERVED.some(has) && !has("staff");
  },
);

const SERVED = ["clientele", "population"] as const;
/** So much of what an API says of itself tells whom it is for. */
const OPENING = 600;
