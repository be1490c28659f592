/*
 * What an agent must not do whatever it is asked: administer, decide who may do what, handle credentials. Whoever writes a
 * text that an agent reads would have those powers.
 */
import { isCredential } from "../data/taxonomy/is-credential.ts";
import {
  isAdministration,
  isForOperators,
  isOfAdministration,
  isSaidForAdministrators,
  meantForAdministrators,
} from "../exposure/administration.ts";
import type { AssessedApi, AssessedFlow } from "../exposure/assessed-api.ts";
import { isOwn } from "../exposure/principals.ts";
import { fixedSegments } from "../exposure/words.ts";
import { textOfName, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { Operation } from "../model/api.ts";
import { accountControlOf } from "../operations/account-control.ts";
import { accountSettingsOf } from "../operations/account-settings.ts";
import { actsAsOthers, issuesTokenFor, resetForOthers } from "../operations/acting-as-others.ts";
import { anonymousHarm } from "../operations/anonymous-harm.ts";
import { renews } from "../operations/candidates/impact.ts";
import { grantsRights } from "../operations/grants.ts";
import { powerOverOthers } from "../operations/powers-over-others.ts";
import { changesAccess, makesSomebodyRule, writesAccessRules } from "../operations/rules-of-access.ts";
import type { Ground } from "./ground.ts";
import type { AgentCall } from "./agent-call.ts";

/** The powers that a call has, or shows. */
export function* powersOf(call: AgentCall): Generator<Ground> {
  const { api, operation, action, isChange } = call;
  if (isForAdministrators(api, operation)) yield { reason: "administration", shownBy: "" };
  if (isChange) {
    if (changesRights(operation)) yield { reason: "rights", shownBy: "" };
    if (changesAccounts(call)) yield { reason: "accounts", shownBy: "" };
    if (changesService(call)) yield { reason: "service-settings", shownBy: "" };
  }
  const credential = handledCredential(call);
  if (credential !== undefined) yield { reason: "credentials", shownBy: credential };
  else if (isChange && renews(operation, action)) yield { reason: "credentials", shownBy: "" };
}

/** Whether a call is for those who run the service: by its path, its tags or its text, or because the whole API is. */
function isForAdministrators(api: AssessedApi, operation: Operation): boolean {
  return (
    isAdministration(operation) ||
    isForOperators(api, operation) ||
    isOfAdministration(api) ||
    isSaidForAdministrators(api, operation) ||
    meantForAdministrators(operation) !== undefined ||
    isAdministeredByName(operation)
  );
}

/** Whether a path whose steps are joined by dots begins with administration: `/admin.users.invite`. */
function isAdministeredByName({ path, lexicon }: Operation): boolean {
  return fixedSegments(path).some((segment) => {
    const [first = "", ...others] = segment.split(/[.:]/);
    return others.length > 0 && lexicon.is(textOfName(first), "administrator");
  });
}

function changesRights(operation: Operation): boolean {
  return (
    grantsRights(operation) ||
    writesAccessRules(operation) ||
    makesSomebodyRule(operation) ||
    changesAccess(operation) ||
    powerOverOthers(operation) !== undefined
  );
}

/** Whether a call makes, changes or ends an account of somebody, or stops one; not what somebody has in it. */
function changesAccounts({ api, operation, resource, action }: AgentCall): boolean {
  if (isOwn(operation)) return false;
  if (accountControlOf(operation, resource) !== undefined) return true;
  const { lexicon } = operation;
  const about = wordsOf(action.part ?? resource.bare);
  if (!ACCOUNTS.some((concept) => lexicon.is(about.at(-1) ?? "", concept))) return false;
  if (api.assessed(operation).intent === "sign-up") return true;
  return action.isMaking || operation.method === "DELETE" || /^(?:PUT|PATCH)$/.test(operation.method);
}

/** Of a customer or a patient there is a record, which is no account of those who log in. */
const ACCOUNTS = ["user", "staff"] as const;

function changesService({ operation }: AgentCall): boolean {
  if (accountSettingsOf(operation).length > 0 || anonymousHarm(operation) === "service") return true;
  const { path, lexicon } = operation;
  if (isOwn(operation)) return false;
  const last = wordsOf(fixedSegments(path).at(-1) ?? "");
  return endsIn(last, lexicon, "set-up") || (endsIn(last, lexicon, "tenant") && operation.method !== "POST");
}

/** How a call handles a credential: it comes back, is set, or is what the call is about. */
function handledCredential({ api, operation, isChange }: AgentCall): string | undefined {
  const { flows, intent } = api.assessed(operation);
  const returned = flows.find((flow) => isKnownCredential(flow) && flow.direction === "read" && BACK.has(flow.via));
  if (returned !== undefined) return returned.witness;
  const set = flows.find((flow) => isKnownCredential(flow) && flow.direction === "write" && SET.has(flow.via));
  if (isChange && set !== undefined) return set.witness;
  if (intent !== undefined && OF_CREDENTIALS.has(intent)) return "";
  const isHandedOut =
    actsAsOthers(operation) || issuesTokenFor(operation) !== undefined || resetForOthers(operation) !== undefined;
  if (isHandedOut) return "";
  if (!isChange) return undefined;
  const last = wordsOf(fixedSegments(operation.path).at(-1) ?? "");
  return KEYS.some((concept) => endsIn(last, operation.lexicon, concept)) ? "" : undefined;
}

const BACK: ReadonlySet<string> = new Set(["body", "embedded", "header"]);
const SET: ReadonlySet<string> = new Set(["body", "embedded"]);

/** What a path ends in that lets somebody in. */
const KEYS = ["key-or-secret", "token", "secret-thing", "lets-others-in", "second-factor"] as const;

/** A log-out, too, ends a session. */
const OF_CREDENTIALS: ReadonlySet<string> = new Set([
  "log-in",
  "sign-up",
  "token",
  "log-out",
  "password-reset",
  "verification",
  "client-registration",
]);

function isKnownCredential({ field }: AssessedFlow): boolean {
  return isCredential(field.category) && field.confidence !== "possible";
}
