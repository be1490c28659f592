import { accountControlOf, type AccountControl } from "./account-control.ts";
import { accountSettingsOf } from "./account-settings.ts";
import { actionOf } from "./candidates/action.ts";
import { isStartedAndStopped, movesMoney, renews } from "./candidates/impact.ts";
import { pathIdentifiers } from "./candidates/object-identifiers.ts";
import { resourceOf, resourcesOf, type Resource } from "./candidates/resources.ts";
import { grantsRights } from "./grants.ts";
import { setsPasswordOfOther } from "./new-passwords.ts";
import { changedPayouts } from "./payout-changes.ts";
import { controlsMachine } from "./physical-control.ts";
import { requestFields } from "./request-fields.ts";
import { changesAccess, makesSomebodyRule, writesAccessRules } from "./rules-of-access.ts";
import { listed } from "../core/prose.ts";
import type { Api, Operation } from "../model/api.ts";

/** The operations that do great harm in wrong hands, by what they do. */
export function harmsOf(api: Api, operations: readonly Operation[]): ReadonlyMap<Harm, readonly Operation[]> {
  const resources = resourcesOf(api);
  const harms = new Map<Harm, Operation[]>();
  for (const operation of operations) {
    const last = pathIdentifiers(operation).at(-1);
    const resource =
      (last === undefined ? resources.ofCollection(operation) : resources.ofParameter(operation, last.name)) ??
      resourceOf("resource");
    const harm = harmOf(operation, resource);
    if (harm !== undefined) harms.set(harm, [...(harms.get(harm) ?? []), operation]);
  }
  return harms;
}

/** What is done, the worst first, in words: `POST /payouts moves money; PUT /roles/{id} decides who may do what`. */
export function harmWords(harms: ReadonlyMap<Harm, readonly Operation[]>): string {
  return HARMS.flatMap((harm) => {
    const ids = (harms.get(harm) ?? []).map(({ id }) => id);
    return ids.length === 0 ? [] : [`${listed(ids, MOST_NAMED)} ${ids.length === 1 ? IN_ONE[harm] : harm}`];
  }).join("; ");
}

/** So many operations of a kind are named. */
const MOST_NAMED = 2;

/** What is done that a key for reading must not do, the worst first. */
const HARMS = [
  "move money",
  "decide where money is paid out",
  "decide who may do what",
  "replace credentials",
  "start and stop machines",
  "control physical devices",
  "change settings of the whole account",
  "close, stop or reinstate accounts",
] as const;

export type Harm = (typeof HARMS)[number];

const IN_ONE: Readonly<Record<Harm, string>> = {
  "move money": "moves money",
  "decide where money is paid out": "decides where money is paid out",
  "decide who may do what": "decides who may do what",
  "replace credentials": "replaces credentials",
  "start and stop machines": "starts and stops machines",
  "control physical devices": "controls a physical device",
  "change settings of the whole account": "changes settings of the whole account",
  "close, stop or reinstate accounts": "closes, stops or reinstates accounts",
};

function harmOf(operation: Operation, resource: Resource): Harm | undefined {
  const action = actionOf(operation);
  if (action.isReading) return undefined;
  if (movesMoney(operation, action, resource)) return "move money";
  if (isStartedAndStopped(operation)) return "start and stop machines";
  if (controlsMachine(operation)) return "control physical devices";
  const control = accountControlOf(operation, resource)?.does;
  if (control !== undefined) return CONTROLS[control];
  if (changedPayouts(operation).length > 0) return "decide where money is paid out";
  if (accountSettingsOf(operation).length > 0) return "change settings of the whole account";
  if (
    grantsRights(operation) ||
    writesAccessRules(operation) ||
    makesSomebodyRule(operation) ||
    changesAccess(operation)
  )
    return "decide who may do what";
  const replaces = renews(operation, action) && !takesOldPassword(operation);
  return replaces || setsPasswordOfOther(operation) ? "replace credentials" : undefined;
}

/** Whether a password is replaced by who gives the old one: whoever has only the key or token cannot. */
export function takesOldPassword(operation: Operation): boolean {
  const { lexicon } = operation;
  return requestFields(operation).some(
    ({ words, in: way }) => way !== "path" && lexicon.has(words, "old") && lexicon.has(words, "password"),
  );
}

const CONTROLS: Readonly<Record<AccountControl["does"], Harm>> = {
  redirects: "decide where money is paid out",
  closes: "close, stop or reinstate accounts",
  stops: "close, stop or reinstate accounts",
  reinstates: "close, stop or reinstate accounts",
  "sets-state": "close, stop or reinstate accounts",
};
