/*
 * What those who run a service do, by the name of a call: switch maintenance on, ban people, set the prices of all. Customers have
 * the credential, and nothing says whose call it is.
 */
import { listed, prose } from "../core/prose.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { roleKeptTo } from "../exposure/kept-to-role.ts";
import { readingOf } from "../exposure/reading.ts";
import { fixedSegments } from "../exposure/words.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import { placeOf, type Operation } from "../model/api.ts";
import { isCalledByServed } from "./schemes/held-by-others.ts";
import { isSaidByServed } from "./served-callers.ts";
import { toldOfStaff } from "./calls-of-staff.ts";
import type { Fault } from "./fault.ts";
import { requirementOf } from "./requirement.ts";
import { isSilent, widerEffectOf } from "./unstated-rights.ts";

/** Acts of operators for which what customers have is enough. */
export function* operatorActFaults(
  api: AssessedApi,
  secured: readonly Operation[],
  isKnown: (operation: Operation) => boolean,
): Generator<Fault> {
  const found = secured.filter(
    (operation) =>
      isActOfOperators(api, operation) &&
      !isKnown(operation) &&
      // Where a text says whose work it is, that is told.
      toldOfStaff(api, operation) === undefined &&
      isSilent(api, operation) &&
      roleKeptTo(api, operation) === undefined &&
      isSaidByServed(api, operation),
  );
  const [first] = found;
  const others = new Set(secured.filter((operation) => !found.includes(operation)).map(requirementOf));
  if (first === undefined || found.length > MOST || !found.every((one) => others.has(requirementOf(one)))) return;
  yield {
    at: placeOf(first),
    cause: "acts of operators",
    title: "Customers can call what only operators should (BFLA)",
    rationale: OF_OPERATORS,
    exploit: "A customer calls the operation with an ordinary credential, and it affects all users.",
    remediation: APART,
    places: found.map((operation) => ({ at: placeOf(operation), operation })),
    message: `${listed(
      found.map(({ id }) => id),
      3,
    )} ${found.length === 1 ? "is" : "are"} for those who run the service, by ${found.length === 1 ? "its name" : "their names"}, but the credential of customers is accepted`,
    mitigations: ["the server may check the rights of whoever calls, although no requirement names them: test it"],
  };
}

/** More of them show that the API is for those who run it. */
const MOST = 3;

const OF_OPERATORS = prose`
  The operation changes data of all users, or another user's role. It requires only what customers
  have, and the description names no role and no refusal.
`;
const APART = prose`
  Require a scheme, scope or role that only operators have. Declare it and a 403, and test that a customer is refused.
`;

function isActOfOperators(api: AssessedApi, operation: Operation): boolean {
  if (grantsWhatCallersAsk(api, operation)) return true;
  const reach = widerEffectOf(api, operation);
  if (reach === "prices" || reach === "ends" || reach === "announces") return true;
  const { path, lexicon } = operation;
  return (
    readingOf(operation) === undefined &&
    fixedSegments(path).length > 0 &&
    endsIn(wordsOf(fixedSegments(path).at(-1)!), lexicon, "operates-service")
  );
}

/**
 * Whether a call grants what those who are served ask the organization for by another call, with a credential that is theirs
 * alone: `POST /refund-requests/{id}/approve` beside `POST /refund-requests`.
 */
function grantsWhatCallersAsk(api: AssessedApi, operation: Operation): boolean {
  const { path, method, lexicon } = operation;
  const [, above = "", noun = "", act = ""] = /^(.*\/([^/{}]+))\/\{[^{}]+\}[/:]([^/{}]+)\/?$/.exec(path) ?? [];
  if (act === "" || (method !== "POST" && method !== "PUT" && method !== "PATCH")) return false;
  const words = wordsOf(act);
  if (!GRANTING.some((concept) => lexicon.has(words, concept)) || lexicon.has(words, "reject")) return false;
  if (!endsIn(wordsOf(noun), lexicon, "asked-of-organization") || !isCalledByServed(operation, api)) return false;
  const asked = requirementOf(operation);
  return api.operations.some(
    (other) => other.path === above && other.method === "POST" && requirementOf(other) === asked,
  );
}

const GRANTING = ["approve", "decides-about"] as const;
