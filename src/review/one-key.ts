import { count, listed } from "../core/prose.ts";
import { isAbove } from "../core/exposure-words.ts";
import type { Review } from "../core/review.ts";
import { isAdministration } from "../exposure/administration.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { isStaticKey, namesAccountKey } from "../exposure/principal.ts";
import type { Operation } from "../model/api.ts";
import { accountControlOf, type AccountControl } from "../operations/account-control.ts";
import { accountSettingsOf } from "../operations/account-settings.ts";
import { actionOf } from "../operations/candidates/action.ts";
import { movesMoney, renews } from "../operations/candidates/impact.ts";
import { pathIdentifiers } from "../operations/candidates/object-identifiers.ts";
import { resourceOf, resourcesOf, type Resource } from "../operations/candidates/resources.ts";
import { grantsRights } from "../operations/grants.ts";
import { asksAgain } from "./step-up.ts";

/**
 * Whether a key that is only there to read can do great harm: where one static key opens all of an API, no scope says what
 * its holder needs of it. A description cannot show what a key is limited to, so it is a question, one for an API.
 */
export function oneKeyQuestion(api: AssessedApi): Review["questions"] {
  const principals = new Map(api.schemes.map(({ scheme, principal }) => [scheme, principal]));
  const keysOf = (operation: Operation): readonly string[] =>
    (operation.security?.alternatives ?? []).flatMap(({ schemes }) => {
      const [first, ...more] = schemes;
      if (first === undefined || more.length > 0 || first.scopes.length > 0) return [];
      const { scheme } = first;
      const isKey =
        isStaticKey(scheme, principals.get(scheme) ?? "unknown") ||
        ((scheme.schemeKind === "apiKey" || scheme.schemeKind === "http") &&
          namesAccountKey(`${scheme.name} ${scheme.description ?? ""} ${scheme.bearerFormat ?? ""}`));
      return isKey ? [scheme.name] : [];
    });
  const called = api.operations.filter(
    (operation) =>
      operation.operationKind === "path" &&
      operation.access === "secured" &&
      api.assessed(operation).judgedAs !== "private",
  );
  const reads = called.filter((operation) => actionOf(operation).isReading);
  const resources = resourcesOf(api);
  const harms = new Map<string, Operation[]>();
  for (const operation of called) {
    if (isAdministration(operation) || asksAgain(operation)) continue;
    const last = pathIdentifiers(operation).at(-1);
    const resource =
      (last === undefined ? resources.ofCollection(operation) : resources.ofParameter(operation, last.name)) ??
      resourceOf("resource");
    const harm = harmOf(operation, resource);
    if (harm === undefined || keysOf(operation).length === 0) continue;
    harms.set(harm, [...(harms.get(harm) ?? []), operation]);
  }
  if (harms.size === 0) return [];
  const operations = [...harms.values()].flat();
  const keys = new Set(operations.flatMap(keysOf));
  const opened = reads.filter((operation) => keysOf(operation).some((key) => keys.has(key)));
  const parts = HARMS.flatMap((harm) => {
    const ids = (harms.get(harm) ?? []).map(({ id }) => id);
    return ids.length === 0 ? [] : [`${listed(ids, MOST_NAMED)} ${ids.length === 1 ? IN_ONE[harm] : harm}`];
  });
  return [
    {
      id: "one-key",
      text: `${
        opened.length === 0
          ? "A static key is all that is required for operations that can do great harm"
          : `The same static key reads (${count(opened.length, "operation")}, such as ${mostTelling(api, opened).id}) and can do great harm`
      }: ${parts.join("; ")}. Can a key be limited to what its holder needs? Do these operations require more: a key of their own, a second person, a second factor?`,
      operations: operations.map(({ id }) => id),
      settle: null,
    },
  ];
}

/** The read that returns the most of what is sensitive; the first of all where none does. */
function mostTelling(api: AssessedApi, reads: readonly Operation[]): Operation {
  const weight = (operation: Operation): number =>
    api
      .assessed(operation)
      .flows.filter(({ direction, field }) => direction === "read" && isAbove(field.sensitivity, "internal")).length;
  return reads.toSorted((a, b) => weight(b) - weight(a))[0]!;
}

/** So many operations of a kind are named. */
const MOST_NAMED = 2;

/** What is done that a key for reading must not do, the worst first. */
const HARMS = [
  "move money",
  "decide where money is paid out",
  "decide who may do what",
  "replace credentials",
  "change settings of the whole account",
  "close, stop or reinstate accounts",
] as const;

type Harm = (typeof HARMS)[number];

const IN_ONE: Readonly<Record<Harm, string>> = {
  "move money": "moves money",
  "decide where money is paid out": "decides where money is paid out",
  "decide who may do what": "decides who may do what",
  "replace credentials": "replaces credentials",
  "change settings of the whole account": "changes settings of the whole account",
  "close, stop or reinstate accounts": "closes, stops or reinstates accounts",
};

function harmOf(operation: Operation, resource: Resource): Harm | undefined {
  const action = actionOf(operation);
  if (action.isReading) return undefined;
  if (movesMoney(operation, action, resource)) return "move money";
  const control = accountControlOf(operation, resource)?.does;
  if (control !== undefined) return CONTROLS[control];
  if (accountSettingsOf(operation).length > 0) return "change settings of the whole account";
  if (grantsRights(operation)) return "decide who may do what";
  return renews(operation, action) ? "replace credentials" : undefined;
}

const CONTROLS: Readonly<Record<AccountControl["does"], Harm>> = {
  redirects: "decide where money is paid out",
  closes: "close, stop or reinstate accounts",
  stops: "close, stop or reinstate accounts",
  reinstates: "close, stop or reinstate accounts",
  "sets-state": "close, stop or reinstate accounts",
};
