import { isPerson } from "./acting-as-others.ts";
import { memo } from "../core/memo.ts";
import { denies } from "../lexicon/denial.ts";
import type { Concept } from "../lexicon/concept.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { isOfEverything } from "../exposure/changing-get.ts";
import { isOwn } from "../exposure/principals.ts";
import { fixedSegments, isPrefix } from "../exposure/words.ts";
import type { Operation } from "../model/api.ts";
import { lastParameterOf } from "../model/last-parameter.ts";
import { endsIn, isHeadedBy } from "../lexicon/phrases.ts";
import { entersContact } from "./contact-forms.ts";
import { isLimited } from "./flows/limits.ts";
import { grantsRights } from "./grants.ts";
import { changedPayouts } from "./payout-changes.ts";
import { controlsMachine } from "./physical-control.ts";
import { requestFields } from "./request-fields.ts";
import { changesAccess, makesSomebodyRule, writesAccessRules } from "./rules-of-access.ts";

/** What comes of a change that anybody can make without a credential. */
export type AnonymousHarm =
  | "rights"
  | "account"
  | "code"
  | "physical"
  | "money"
  | "payouts"
  | "service"
  | "many"
  | "lasting"
  | "bounded";

/**
 * Harms that reach beyond what is kept: somebody gets rights, an account or money, code runs, a machine moves, or the
 * service stops or works otherwise for all.
 */
export const GRAVE_HARMS: ReadonlySet<AnonymousHarm> = new Set([
  "rights",
  "account",
  "money",
  "payouts",
  "code",
  "physical",
  "service",
]);

/**
 * How bad it is that anybody can make a call that changes something: whether it gives rights, takes over somebody's
 * account, runs code, moves a thing, pays out, deletes many, changes what is kept, or only adds to what a visitor leaves behind.
 */
export const anonymousHarm = memo((operation: Operation): AnonymousHarm => {
  const { method, path, operationId = "", lexicon } = operation;
  const segments = fixedSegments(path);
  const acts = [wordsOf(segments.at(-1) ?? ""), wordsOf(operationId)];
  const things = segments.map((segment) => wordsOf(segment));
  const does = (concept: Concept): boolean => acts.some((words) => lexicon.has(words, concept));
  const isAbout = (concept: Concept): boolean => things.some((words) => lexicon.has(words, concept));
  if (isReportOfFault(operation) || isReaction(operation)) return "bounded";
  if (does("hands-out-rights") || grantsRights(operation) || (method === "POST" && makesAdministrator(things, lexicon)))
    return "rights";
  if (writesAccessRules(operation) || makesSomebodyRule(operation) || changesAccess(operation)) return "rights";
  if (changedPayouts(operation).length > 0) return "payouts";
  if (takesAccountOver(operation) || (takesFactorAway(does, isAbout) && /\{[^{}]*\}/.test(path))) return "account";
  if (does("runs-code")) return "code";
  if (rulesService(operation)) return "service";
  if (controlsMachine(operation)) return "physical";
  const isTakenBack = does("withdraw") && !isOfMoney(operation, things.slice(0, -1));
  if (method === "POST" && does("money-leaves") && !isTakenBack && !movesGoods(operation)) return "money";
  if (method === "POST" && paysFromWallet(operation, things)) return "money";
  if (does("wipes") || deletesMany(operation, acts)) return "many";
  const isLeft = things.slice(endsInAct(operation) ? -2 : 0).some((words) => lexicon.has(words, "left-by-visitor"));
  if (method === "POST" && !path.endsWith("}") && endsIn(things.at(-1) ?? [], lexicon, "answer-to-form"))
    return "bounded";
  return isLeft && method !== "DELETE" && !entersContact(operation) ? "bounded" : "lasting";
});

/** Whether a path ends in what is done to the thing before it, which is there already: `/track/{number}/quote/accept`. */
export function endsInAct({ path, lexicon }: Operation): boolean {
  const last = textOfName(fixedSegments(path).at(-1) ?? "");
  return (lexicon.is(last, "settles") && !lexicon.is(last, "send")) || lexicon.is(last, "changes-state");
}

/** Whether a call stops the service, or changes what holds for all of it: `/shutdown`, `/admin/settings`, of which there is one. */
function rulesService(operation: Operation): boolean {
  const { method, path, lexicon } = operation;
  if (path.includes("{") || method === "GET" || isOwn(operation)) return false;
  const [last = "", before = ""] = fixedSegments(path).toReversed();
  if (lexicon.is(textOfName(last), "stops-service")) return true;
  // The settings of a profile or an account are those of who calls.
  const isOfSomebody = ["natural-person", "person-record", "profile", "account", "user"] as const;
  return (
    lexicon.is(textOfName(last), "set-up") &&
    !isOfSomebody.some((concept) => lexicon.has(wordsOf(before), concept)) &&
    isSaidOfAll(operation)
  );
}

/** Whether a text says that what is set holds for the whole server: "Update global settings". */
function isSaidOfAll({ summary = "", description = "", lexicon }: Operation): boolean {
  return lexicon.has(wordsInOrder(`${summary}. ${description.slice(0, LIMIT)}`), "of-whole-service");
}

/** Whether what is withdrawn is money: an amount of it, or out of where money is kept, by what the path names before. A statement is withdrawn, too. */
function isOfMoney(operation: Operation, things: readonly (readonly string[])[]): boolean {
  const { lexicon } = operation;
  const isAbout = MONEY.some((concept) => things.some((words) => lexicon.has(words, concept)));
  return isAbout || requestFields(operation).some(({ words }) => lexicon.has(words, "money-sum"));
}

const MONEY = ["money-record", "wallet", "account"] as const;

/** Whether a call pays out of the wallet that its path names: `/wallets/{id}/pay`. An invoice is paid by who pays it. */
function paysFromWallet({ path, lexicon }: Operation, things: readonly (readonly string[])[]): boolean {
  return (
    /\}\/[^/{}]+\/?$/.test(path) &&
    lexicon.is(things.at(-1)?.join(" ") ?? "", "pays-others") &&
    things.slice(0, -1).some((words) => lexicon.has(words, "wallet"))
  );
}

/** Whether a transfer is one of things, by what the path names and the body counts: goods in a number, and no amount of money. */
function movesGoods(operation: Operation): boolean {
  const { path, lexicon } = operation;
  const isOf = (words: readonly string[], concept: Concept): boolean => lexicon.has(words, concept);
  const fields = requestFields(operation).filter(({ in: way }) => way === "body" || way === "query");
  const sent = [...fields.map(({ words }) => words), ...operation.parameters.map(({ name }) => wordsOf(name))];
  return (
    [wordsOf(path), wordsOf(operation.operationId ?? "")].some((words) => isOf(words, "counted-goods")) &&
    !sent.some((words) => isOf(words, "money-sum"))
  );
}

/** Whether a path is about administrators: at its beginning that word is only the part of an API in which they work. */
function makesAdministrator(things: readonly (readonly string[])[], lexicon: Lexicon): boolean {
  const own = things.filter((words) => !isPrefix(words.join("")));
  return own.some((words, at) => (at > 0 || own.length === 1) && lexicon.has(words, "administrator"));
}

/** Whether a visitor reacts to one thing, and changes no more of it than a count: `/posts/{id}/like`, `/comments/{id}/flag`. */
export function isReaction({ method, path, lexicon }: Operation): boolean {
  const last = /\}\/([^/{}]+)\/?$/.exec(path)?.[1];
  return method === "POST" && last !== undefined && lexicon.is(textOfName(last), "reaction-of-visitor");
}

/** Whether passers-by tell of something broken, without an account on purpose: "Report a fault, by the QR code on the pole". */
function isReportOfFault(operation: Operation): boolean {
  const { method, path, summary = "", description = "", lexicon } = operation;
  if (method !== "POST") return false;
  const text = wordsInOrder(`${summary}. ${description.slice(0, LIMIT)}`);
  return (
    lexicon.has(wordsOf(path.split(/[/:]/).at(-1) ?? ""), "reported-fault") &&
    (lexicon.has(text, "said-open-to-all") || isLimited(operation))
  );
}

/** Whether what protects a log-in is put back to nothing: the second factor of the account that a path names. */
function takesFactorAway(does: (concept: Concept) => boolean, isAbout: (concept: Concept) => boolean): boolean {
  return isAbout("second-factor") && (does("puts-back") || does("delete"));
}

/** Whether the password of an account that exists is set by whoever calls: its path names one, its body sets it. */
function takesAccountOver(operation: Operation): boolean {
  const { method, path, lexicon } = operation;
  if ((method !== "PUT" && method !== "PATCH") || !/\{[^{}]*\}/.test(path)) return false;
  // A person within something else, such as who made it, is not the one that the path names.
  const deepest = fixedSegments(path).some((segment) => isPerson(wordsOf(segment), lexicon)) ? 1 : 0;
  return requestFields(operation).some(
    ({ in: way, depth, words, types }) =>
      way === "body" && depth <= deepest && types.includes("string") && isHeadedBy(words, lexicon, "password"),
  );
}

/** Whether all of a kind goes at once: nothing says which, and it is nothing of which the caller has one. */
function deletesMany(operation: Operation, acts: readonly (readonly string[])[]): boolean {
  const { method, path, lexicon } = operation;
  const saysAll = acts.some((words) =>
    words.some((word, at) => lexicon.is(word, "delete") && lexicon.is(words[at + 1] ?? "", "all-of-it")),
  );
  if (saysAll || (method === "DELETE" && takesWildcard(operation))) return true;
  if (method !== "DELETE")
    return isOfEverything(operation) && acts.some((words) => lexicon.is(words[0] ?? "", "delete"));
  const isNamed =
    operation.requestBody !== undefined ||
    operation.parameters.some(({ in: place, required }) => place === "query" && required);
  return !path.includes("{") && !isNamed && !lexicon.is(fixedSegments(path).at(-1) ?? "", "of-the-caller-alone");
}

/** Whether the last that a path names may be many: "Wildcard (`*`) patterns are supported". */
function takesWildcard(operation: Operation): boolean {
  const { lexicon } = operation;
  const { description = "" } = lastParameterOf(operation) ?? {};
  const words = wordsInOrder(description.slice(0, LIMIT));
  return lexicon.has(words, "wildcard") && !denies(words, lexicon);
}

/** So much of a description is looked at. */
const LIMIT = 500;
