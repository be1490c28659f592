/*
 * What an agent must not do whatever it is asked: administer, decide who may do what, handle credentials. Whoever writes a
 * text that an agent reads would have those powers.
 */
import { memoBy } from "../core/memo.ts";
import {
  isAdministration,
  isForOperators,
  isOfAdministration,
  isSaidForAdministrators,
  meantForAdministrators,
} from "../exposure/administration.ts";
import { judgementOf } from "../exposure/assessed-api.ts";
import { intentOf } from "../exposure/intent.ts";
import { isOwn } from "../exposure/principals.ts";
import { textOfName, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { Operation } from "../model/api.ts";
import { accountControlOf } from "../operations/account-control.ts";
import { accountSettingsOf } from "../operations/account-settings.ts";
import { anonymousHarm } from "../operations/anonymous-harm.ts";
import { pathSteps } from "../operations/candidates/path-steps.ts";
import { grantsRights } from "../operations/grants.ts";
import { powerOverOthers } from "../operations/powers-over-others.ts";
import { changesAccess, makesSomebodyRule, writesAccessRules } from "../operations/rules-of-access.ts";
import type { Ground } from "./ground.ts";
import type { AgentCall } from "./agent-call.ts";
import { namedPowersOf, namesAny } from "./named-powers.ts";
import { isSetUpOfOneThing } from "./one-thing.ts";
import { handledSecretsOf } from "./secrets.ts";
import { showsProtection } from "./protections.ts";
import { lastStepWords, stepWords } from "./step-words.ts";

/** The powers that a call has, or shows, by itself; worked out once in each judgement. */
export function ownPowersOf(call: AgentCall): readonly Ground[] {
  const known = powersIn(call.api);
  let powers = known.get(call);
  if (powers === undefined) known.set(call, (powers = [...powersFound(call)]));
  return powers;
}

const powersIn = memoBy(judgementOf, (): WeakMap<AgentCall, readonly Ground[]> => new WeakMap());

function* powersFound(call: AgentCall): Generator<Ground> {
  const { operation, isChange } = call;
  if (isForAdministrators(call)) yield { reason: "administration", shownBy: "" };
  if (isChange) {
    if (isAdministrators(call)) yield { reason: "administrative-change", shownBy: "" };
    if (changesRights(operation)) yield { reason: "rights", shownBy: "" };
    if (changesAccounts(call)) yield { reason: "accounts", shownBy: "" };
    if (changesService(call) || changesSettingsByName(call)) yield { reason: "service-settings", shownBy: "" };
    yield* namedPowersOf(call);
  }
  yield* handledSecretsOf(call);
  if (showsProtection(call)) yield { reason: "protections", shownBy: "" };
}

/**
 * Whether a call is for those who run the service alone, or is an administrator's over who is let in and what they may do. What
 * else administrators look after, such as the channels of a workspace, others see too, and a read is judged by what it returns.
 */
function isForAdministrators(call: AgentCall): boolean {
  const { api, operation, isChange } = call;
  // What the service calls its clients with is no operation of theirs.
  if (isForOperators(api, operation) || intentOf(operation) === "outgoing-call") return true;
  return (
    isChange &&
    isAdministrators(call) &&
    (isOverAccess(operation) || isOverAccounts(operation) || isOverGroups(call) || movesAll(operation))
  );
}

/** Whether a change is an administrator's, by its path, its tags or its text, or because the whole API is for them. */
function isAdministrators({ api, operation }: AgentCall): boolean {
  return (
    isAdministration(operation) ||
    isOfAdministration(api) ||
    isSaidForAdministrators(api, operation) ||
    meantForAdministrators(operation) !== undefined ||
    isAdministeredByName(operation)
  );
}

/** Whether a path leads to people with accounts, to what they may do, or to what is let in beside them. */
function isOverAccess(operation: Operation): boolean {
  const { lexicon } = operation;
  return stepWords(operation).some((words) => OVER_ACCESS.some((concept) => lexicon.has(words, concept)));
}

/** Whether an administrator decides on one account: `/admin/accounts/{id}/approve`; who has an account at a bank has more in the path. */
function isOverAccounts(operation: Operation): boolean {
  const { lexicon } = operation;
  const steps = pathSteps(operation);
  const at = steps.findIndex(
    ({ text, parameter }) => parameter === undefined && lexicon.is(textOfName(text), "account"),
  );
  const [before, one, act] = [steps[at - 1], steps[at + 1], steps[at + 2]];
  return (
    before !== undefined &&
    wordsOf(before.text)[0] === "admin" &&
    one?.parameter !== undefined &&
    steps.length <= at + 3 &&
    act?.parameter === undefined
  );
}

/**
 * Whether a change is of a group of users itself, which gives its members rights: it is deleted, or one becomes part of another. Who is
 * let in to it is asked elsewhere.
 */
function isOverGroups({ operation, action, resource }: AgentCall): boolean {
  const { lexicon } = operation;
  const isGroup = (words: readonly string[]): boolean => lexicon.is(words.join(" "), "group-with-rights");
  const steps = stepWords(operation);
  if (steps.some((words) => lexicon.has(words, "asks-to-be-let-in"))) return true;
  const last = lastStepWords(operation);
  if (operation.method === "DELETE") return isGroup(last) && operation.path.endsWith("}");
  if (last.length > 1 && last[0] === "default" && isGroup(last)) return true;
  const [before] = steps.slice(-2);
  if (isAdministeredByName(operation)) return isGroup(wordsOf(action.part ?? resource.bare)) || isMadeByName(operation);
  return before !== undefined && steps.length > 1 && isGroup(before) && /^child(?:ren)?$/.test(last.join(" "));
}

/** Whether an administrator makes a group by a path of dots: `/admin.teams.create`. */
function isMadeByName(operation: Operation): boolean {
  const { lexicon } = operation;
  const steps = stepWords(operation);
  return (
    lexicon.is(lastStepWords(operation)[0] ?? "", "makes") &&
    lexicon.is(steps.at(-2)?.join(" ") ?? "", "group-with-rights")
  );
}

/** Whether everything that an organization has set up goes in or out at once: `/partial-import`. */
function movesAll(operation: Operation): boolean {
  const { lexicon } = operation;
  const last = lastStepWords(operation);
  return last.length > 1 && MOVED.some((concept) => lexicon.is(last.at(-1) ?? "", concept));
}

const MOVED = ["import", "export"] as const;

const OVER_ACCESS = ["user", "right", "decides-access"] as const;

/** Whether a path whose steps are joined by dots begins with administration: `/admin.users.invite`. */
function isAdministeredByName({ path, lexicon }: Operation): boolean {
  return path.split("/").some((segment) => {
    const [first = "", ...others] = segment.split(/[.:]/);
    return others.length > 0 && lexicon.is(textOfName(first), "administrator");
  });
}

/** Whether an administrator changes settings, as a path says whose steps are joined by dots: `/admin.teams.settings.setName`. */
function changesSettingsByName({ operation }: AgentCall): boolean {
  if (!isAdministeredByName(operation)) return false;
  return stepWords(operation)
    .slice(0, -1)
    .some((words) => endsIn(words, operation.lexicon, "set-up"));
}

function changesRights(operation: Operation): boolean {
  return (
    grantsRights(operation) ||
    writesAccessRules(operation) ||
    makesSomebodyRule(operation) ||
    changesAccess(operation) ||
    powerOverOthers(operation) !== undefined ||
    isMembership(operation) ||
    namesAny(operation, ["permission-in-path"]) ||
    handsOver(operation)
  );
}

/** Whether a call makes somebody the owner or an administrator, as its last step says: `/documents/{id}/ownership`. */
function handsOver(operation: Operation): boolean {
  const { lexicon } = operation;
  const last = lastStepWords(operation);
  // One thing that is handed over can be handed back by its new owner; all of them are another matter.
  return (
    (endsIn(last, lexicon, "ownership") && !operation.path.includes("{")) ||
    (last.length > 1 && lexicon.has(last, "administrator"))
  );
}

/** Whether a call takes somebody into an organization or one of its teams, or out of it: with that come rights. */
function isMembership(operation: Operation): boolean {
  const { lexicon } = operation;
  const steps = pathSteps(operation).map(({ text, parameter }) => ({
    words: wordsOf(parameter ?? text),
    isFixed: parameter === undefined,
  }));
  const at = steps.findIndex(({ words, isFixed }) => isFixed && endsIn(words, lexicon, "membership-of-team"));
  return steps
    .slice(0, Math.max(0, at))
    .some(({ words }) => OF_MEMBERS.some((concept) => words.some((word) => lexicon.is(word, concept))));
}

const OF_MEMBERS = ["tenant", "team", "holds-work-of-others"] as const;

/** Whether a call makes, changes or ends an account of somebody, or stops one; not what somebody has in it. */
function changesAccounts({ api, operation, resource, action }: AgentCall): boolean {
  if (isOwn(operation)) return false;
  const { lexicon } = operation;
  const about = wordsOf(action.part ?? resource.bare);
  // Who blocks a card protects it.
  if (accountControlOf(operation, resource) !== undefined && !endsIn(wordsOf(resource.bare), lexicon, "card"))
    return true;
  if (!ACCOUNTS.some((one) => lexicon.is(about.at(-1) ?? "", one))) return false;
  if (api.assessed(operation).intent === "sign-up") return true;
  return action.isMaking || operation.method === "DELETE" || /^(?:PUT|PATCH)$/.test(operation.method);
}

/** Of a customer, a patient or an employee there is a record, which is no account of those who log in. */
const ACCOUNTS = ["user", "administrator"] as const;

/** Whether a call changes how the service works, or an account in which others work: its settings, or itself. */
function changesService(call: AgentCall): boolean {
  const { operation } = call;
  if (accountSettingsOf(operation).length > 0 || anonymousHarm(operation) === "service") return true;
  const { lexicon } = operation;
  if (isOwn(operation)) return false;
  const last = lastStepWords(operation);
  return (
    (namesAny(operation, ["part-of-service"]) && !isOfOnePart(call)) ||
    (endsIn(last, lexicon, "set-up") && !isSetUpOfOneThing(call))
  );
}

/** Whether one part of the service that exists is taken out, stopped or handed on, which a person can see: not what is put in or set. */
function isOfOnePart({ operation, action }: AgentCall): boolean {
  const { lexicon, method, path } = operation;
  return path.includes("{") && (method === "DELETE" || TAKEN_OUT.some((concept) => lexicon.is(action.verb, concept)));
}

const TAKEN_OUT = ["disable", "push", "delete", "remove"] as const;
