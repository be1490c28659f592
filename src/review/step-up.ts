import { listed } from "../core/prose.ts";
import type { Review } from "../core/review.ts";
import { textOfName, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { isOwn } from "../exposure/principals.ts";
import { fixedSegments } from "../exposure/words.ts";
import type { Operation } from "../model/api.ts";
import { isAdministration } from "../exposure/administration.ts";
import { arePersons } from "../operations/persons.ts";
import { requestFields } from "../operations/request-fields.ts";
import { asksAgain } from "../operations/second-proof.ts";

/**
 * Whether people are asked a second time before money moves, or something goes that does not come back (ASVS 5, 2.3.5):
 * a description need not show it, so it is a question.
 */
export function stepUpQuestion(api: AssessedApi): Review["questions"] {
  if (!arePersons(api)) return [];
  const operations = api.operations.filter((operation) => isGrave(api, operation) && !asksAgain(operation));
  if (operations.length === 0) return [];
  const ids = operations.map(({ id }) => id);
  const isOne = ids.length === 1;
  const done = HARMS.flatMap(([does, one, many]) => (operations.some(does) ? [isOne ? one : many] : []));
  return [
    {
      id: "step-up",
      text: `${listed(ids, 3)} ${listed(done, 4, isOne ? "and" : "or")}, and ${isOne ? "requires" : `these ${ids.length} operations require`} nothing but a log-in. Is the user asked again, for a code or the password?`,
      operations: ids,
      settle: null,
    },
  ];
}

/** Whether a person's call moves money, or takes away an account or what protects it. */
function isGrave(api: AssessedApi, operation: Operation): boolean {
  if (operation.operationKind !== "path" || operation.access !== "secured" || isAdministration(operation)) return false;
  const { principal, judgedAs, intent } = api.assessed(operation);
  if (principal !== "user" || judgedAs === "private" || intent !== undefined) return false;
  return HARMS.some(([does]) => does(operation));
}

/** What is grave of a call, in words of one operation and of several. */
const HARMS: readonly (readonly [does: (operation: Operation) => boolean, one: string, many: string])[] = [
  [movesMoney, "moves money", "move money"],
  [redirects, "decides where money is paid out", "decide where money is paid out"],
  [endsAccount, "ends the account", "end the account"],
  [disarms, "changes what protects the account", "change what protects the account"],
];

/** A payment to somebody else: of the caller's own money, so that a thief of the token would be rich. */
function movesMoney(operation: Operation): boolean {
  const last = textOfName(lastOf(operation));
  if (operation.method !== "POST" || !operation.lexicon.is(last, "pays-others")) return false;
  return requestFields(operation).some(({ words }) => words.at(-1) === "amount");
}

/** A change of where the caller is paid out to: whoever has the token is paid from then on. */
function redirects(operation: Operation): boolean {
  if (operation.method === "GET" || operation.method === "DELETE") return false;
  return endsIn(wordsOf(lastOf(operation)), operation.lexicon, "payout-destination");
}

function endsAccount(operation: Operation): boolean {
  const { lexicon } = operation;
  const last = lastOf(operation);
  // `POST /me/close`, `POST /compte/clôturer`
  if (operation.method === "POST") {
    const before = fixedSegments(operation.path).at(-2) ?? "";
    const isOfCaller = lexicon.is(textOfName(before), "self-alone") || lexicon.is(textOfName(before), "account");
    return isOfCaller && !operation.path.includes("{") && lexicon.is(last, "ends-for-good");
  }
  if (operation.method !== "DELETE") return false;
  return /^(?:me|self|account|profile|user)$/.test(last) && (isOwn(operation) || !operation.path.endsWith("}"));
}

/** A change of what protects an account: its second factor, the address to which a reset is sent. */
function disarms(operation: Operation): boolean {
  const words = operation.path.split("/").flatMap(wordsOf);
  const isSecondFactor = words.some((word) => /^(?:mfa|2fa|totp|otp|twofactor)$/.test(word));
  return (
    (isSecondFactor &&
      (operation.method === "DELETE" || words.some((word) => /^(?:disable|remove|off)$/.test(word)))) ||
    (operation.method !== "GET" && /^(?:change-?_?email|email-?_?change|change-?_?phone)$/.test(lastOf(operation)))
  );
}

function lastOf({ path }: Operation): string {
  return fixedSegments(path).at(-1) ?? "";
}
