/*
 * What of the caller's own a change is of, and which of these reach further than the caller: an agent that may set where
 * somebody's money or mail goes can be told so by a mail.
 */
import { isOwn } from "../exposure/principals.ts";
import type { Concept } from "../lexicon/concept.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Operation } from "../model/api.ts";
import { isPerson } from "../operations/acting-as-others.ts";
import { pathSteps } from "../operations/candidates/path-steps.ts";
import { requestFields } from "../operations/request-fields.ts";
import { isOfCartAlone } from "./carts.ts";
import { hasCallerOfItsOwn, type AgentCall } from "./agent-call.ts";
import type { Ground } from "./ground.ts";
import { lastStepWords, stepWords } from "./step-words.ts";

/** Whether a change is seen by nobody but the caller: what is below `me`, a draft, a mark of one's own. */
export function isOwnChange(call: AgentCall): boolean {
  return isOfOwn(call) && reachOfOwn(call) === undefined && !isEnd(call);
}

/** Whether a change is of something that is the caller's own. */
export function isOfOwn(call: AgentCall): boolean {
  const { operation, action } = call;
  // Whoever has a cart may be known by nothing else.
  if (isOfCartAlone(operation) && isKept(call)) return true;
  if (!hasCallerOfItsOwn(call)) return false;
  return (
    isOwn(operation) ||
    isOfOwnThing(call) ||
    isOfOwnNotices(call) ||
    isLabelOfOwn(call) ||
    isEmptyFolder(call) ||
    isOfMarked(operation) ||
    isAddedToCollection(call) ||
    makesDraft(call) ||
    setsReadMark(call) ||
    OWN_MARKS.some((concept) => operation.lexicon.is(action.verb, concept)) ||
    endsInMark(operation)
  );
}

/** Whether a change closes the account of who calls. */
function isEnd({ operation, action }: AgentCall): boolean {
  return isOwn(operation) && ENDS.some((concept) => operation.lexicon.is(action.verb, concept));
}

const ENDS = ["ends-for-good", "disable"] as const;

/** What somebody marks for themselves; to mark an invoice as paid, or to mute an alarm, is for everybody. */
const OWN_MARKS = ["star", "unstar"] as const;

/** Whether a path leads to what somebody has marked for themselves, below them: `/users/{id}/pinned-lists/{list}`. */
export function isOfMarked(operation: Operation): boolean {
  const { lexicon } = operation;
  const steps = pathSteps(operation);
  const at = steps.findIndex(({ text, parameter }) => parameter === undefined && isMarked(wordsOf(text), lexicon));
  const before = steps[at - 1];
  if (before === undefined) return false;
  const whose = before.parameter === undefined ? before : steps[at - 2];
  return isOwn(operation) || (whose !== undefined && isPerson(wordsOf(whose.text), lexicon));
}

/** Whether something is added to a playlist, or a playlist is followed; what takes the place of all that is in it is no addition. */
function isAddedToCollection({ operation, action, boundary }: AgentCall): boolean {
  const { lexicon, method } = operation;
  const [before = []] = stepWords(operation).slice(-2);
  if (boundary !== "user" || !endsIn(before, lexicon, "own-collection")) return false;
  return method === "POST" ? action.isMaking : method === "PUT" && lexicon.is(action.verb, "follow");
}

/** Whether what is made is a draft, as the first sentence about it says: to send or to publish it is another call. */
function makesDraft({ operation, action }: AgentCall): boolean {
  const { lexicon, method, path, summary = "", description = "" } = operation;
  if (method !== "POST" || path.includes("{") || !(action.isMaking || lexicon.is(action.verb, "copy"))) return false;
  return [summary, description].some((text) => {
    const words = wordsInOrder(sentencesOf(text)[0] ?? "");
    const at = words.findIndex((word) => lexicon.is(word, "drafted"));
    return at > 0 && !words.some((word) => (["send", "publish"] as const).some((one) => lexicon.is(word, one)));
  });
}

function isMarked(words: readonly string[], lexicon: Lexicon): boolean {
  return words.length > 1 && lexicon.lengthAt(words, 0, "marked-by-oneself") > 0;
}

/** Whether all that a call changes is up to where its caller has read, or whether they have: a cursor in a channel, a notification. */
function setsReadMark({ operation, action }: AgentCall): boolean {
  const { lexicon, summary = "", description = "" } = operation;
  if (/^mark\b/.test(action.verb) && [summary, description].some((text) => saysRead(text, lexicon))) return true;
  const fields = requestFields(operation).filter(({ in: way, depth }) => way === "body" && depth === 0);
  return (
    /^(?:PUT|PATCH|POST)$/.test(operation.method) &&
    endsIn(lastStepWords(operation), lexicon, "notification") &&
    fields.length > 0 &&
    fields.every(({ words }) => words.every((word) => word === "is" || lexicon.is(word, "read-state")))
  );
}

function saysRead(text: string, lexicon: Lexicon): boolean {
  const words = wordsInOrder(sentencesOf(text)[0] ?? "");
  return words.some((word) => lexicon.is(word, "read-state"));
}

function endsInMark(operation: Operation): boolean {
  const last = pathSteps(operation).at(-1);
  if (last === undefined || last.parameter !== undefined) return false;
  return wordsOf(last.text).some((word) => operation.lexicon.is(word, "read-state"));
}

/**
 * Whether what is changed is a thing that its owner keeps for themselves, such as a draft or a cart, or a part of one. What
 * stands below something else may be that of others: the basket of a shop, the preferences of an organization. A mark can be
 * put on whatever there is.
 */
export function isOfOwnThing({ operation, action }: AgentCall): boolean {
  const { lexicon } = operation;
  const steps = pathSteps(operation);
  // The preferences of whom the path names may be those of anybody.
  if (steps.some(({ parameter }) => parameter !== undefined && isPerson(wordsOf(parameter), lexicon))) return false;
  const fixed = steps.flatMap(({ text, parameter }, at) =>
    parameter === undefined ? [{ at, words: wordsOf(text) }] : [],
  );
  if (fixed.some(({ words }) => endsIn(words, lexicon, "kept-mark"))) return true;
  const own = fixed.slice(-2).find(({ words }) => endsIn(words, lexicon, "own-thing"));
  // How carts work in a shop is set for all of them.
  if (fixed.some(({ at, words }) => at < (own?.at ?? 0) && endsIn(words, lexicon, "set-up"))) return false;
  if (own === undefined || steps.slice(0, own.at).some(({ parameter }) => parameter !== undefined)) return false;
  // What is sent to where saved queries are is one of them.
  const isMade =
    operation.method === "POST" &&
    own.at === steps.length - 1 &&
    !own.words.some((word) => ENDING.some((one) => lexicon.is(word, one)));
  return isMade || KEEPING.some((concept) => lexicon.is(action.verb, concept));
}

/** Whether a call sets what its caller is told of: the notifications of a thread, the watching of a repository. */
export function isOfOwnNotices(call: AgentCall): boolean {
  const { operation } = call;
  const { lexicon, summary = "", description = "" } = operation;
  if (!hasCallerOfItsOwn(call)) return false;
  const last = lastStepWords(operation);
  if (endsIn(last, lexicon, "setting-of-notices")) return true;
  const steps = stepWords(operation);
  if (endsIn(last, lexicon, "notification"))
    return requestFields(operation).some(
      ({ in: way, words }) => way === "body" && endsIn(words, lexicon, "setting-of-notices"),
    );
  // A subscription that is paid for is none to be told of something.
  return (
    endsIn(last, lexicon, "bought-again") &&
    (steps.slice(0, -1).some((words) => FOLLOWED.some((concept) => endsIn(words, lexicon, concept))) ||
      [summary, description].some((said) => TOLD_OF.some((concept) => lexicon.has(wordsOf(said), concept))))
  );
}

/** What people are told of when something happens to it. */
const FOLLOWED = ["notification", "written-by-strangers", "published-content"] as const;

const TOLD_OF = ["watching", "notification"] as const;

/** Whether a call puts a label on what its caller has at a bank, or takes it off: nobody else sees it. */
function isLabelOfOwn({ operation, boundary }: AgentCall): boolean {
  const { lexicon } = operation;
  const steps = stepWords(operation);
  return (
    boundary === "user" &&
    endsIn(steps.at(-1) ?? [], lexicon, "put-on-things") &&
    steps.slice(0, -1).some((words) => endsIn(words, lexicon, "kept-at-bank") && !endsIn(words, lexicon, "account"))
  );
}

/** Whether a call makes a folder, in which there is nothing. */
function isEmptyFolder({ operation, action }: AgentCall): boolean {
  return action.isMaking && sendsOfFolder(operation, EMPTY);
}

/** Whether a call says of a folder that is there only what it is called; where it is may decide who sees it. */
export function renamesFolder(operation: Operation): boolean {
  return /^(?:PUT|PATCH)$/.test(operation.method) && sendsOfFolder(operation, ["word-for-name"]);
}

function sendsOfFolder(operation: Operation, concepts: readonly Concept[]): boolean {
  const { lexicon } = operation;
  const fields = requestFields(operation).filter(({ in: way }) => way === "body");
  return (
    endsIn(lastStepWords(operation), lexicon, "empty-holder") &&
    fields.length > 0 &&
    fields.every(
      ({ words }) =>
        concepts.some((concept) => endsIn(words, lexicon, concept)) || (concepts === EMPTY && words.at(-1) === "id"),
    )
  );
}

const EMPTY = ["word-for-name", "empty-holder", "identifier-word"] as const;

/** Whether what is done to a cart leaves it one. */
function isKept({ operation, action }: AgentCall): boolean {
  return !ENDING.some((concept) => operation.lexicon.is(action.verb, concept));
}

const ENDING = ["checkout", "place", "submit", "complete", "confirm", "buy", "pay", "convert", "merge"] as const;

/** What is done to a thing that goes on being somebody's own: a cart that is placed is an order. */
const KEEPING = ["change", "create", "add", "remove", "delete", "upload", "clear", "move"] as const;

/** How a change of what is the caller's own reaches further than the caller. */
export function reachOfOwn(call: AgentCall): Ground["reason"] | undefined {
  const { operation } = call;
  const { lexicon } = operation;
  if (!isOwn(operation) && !isOfOwnThing(call)) return undefined;
  const steps = stepWords(operation);
  const fields = requestFields(operation).flatMap(({ in: way, depth, words }) =>
    way === "body" && depth <= 1 ? [words] : [],
  );
  const isNamed = (concepts: readonly Concept[], names: readonly (readonly string[])[]): boolean =>
    names.some((words) => concepts.some((concept) => isOf(words, lexicon, concept)));
  const found = BEYOND.find(({ named }) => isNamed(named, steps) || isNamed(named, fields));
  if (found !== undefined) return found.reason;
  if (isOwn(operation) && isWorkedWith(call)) return "shared-change";
  const isOfAccount = isOwn(operation) && endsAtAccount(operation);
  return isNamed(["contact-address"], steps.slice(-2)) || (isOfAccount && isNamed(["contact-address"], fields))
    ? "shared-change"
    : undefined;
}

/** Whether what is below the caller is what others work in or with: their staff, a repository, an order, what a program runs with. */
function isWorkedWith({ operation, action }: AgentCall): boolean {
  const { lexicon } = operation;
  const ends = (words: readonly string[], concepts: readonly Concept[]): boolean =>
    concepts.some((concept) => endsIn(words, lexicon, concept));
  const steps = stepWords(operation);
  if (ends(steps.at(-1) ?? [], action.isMaking ? ["staff", "holds-work-of-others"] : ["staff"])) return true;
  return (
    !isOfMarked(operation) && steps.some((words) => ends(words, ["runs-with", "billed"]) || isOrder(words, lexicon))
  );
}

/** Whether it is an order that was placed, and no cart. */
function isOrder(words: readonly string[], lexicon: Lexicon): boolean {
  return endsIn(words, lexicon, "placed-order") && !endsIn(words, lexicon, "purchase-in-preparation");
}

/** What a switch of protection or of who sees something is called may have words behind it: `twoFactorEnabled`. */
function isOf(words: readonly string[], lexicon: Lexicon, concept: Concept): boolean {
  return SWITCHED.has(concept) ? lexicon.has(words, concept) : endsIn(words, lexicon, concept);
}

const SWITCHED: ReadonlySet<Concept> = new Set(["account-protection", "second-factor", "lasting-forward"]);

/** Whether a call changes the account of the caller itself, and not something that they have. */
function endsAtAccount(operation: Operation): boolean {
  const last = lastStepWords(operation);
  const { lexicon } = operation;
  return lexicon.is(last.join(" "), "self") || ACCOUNT.some((concept) => endsIn(last, lexicon, concept));
}

const ACCOUNT = ["account", "profile", "user", "set-up"] as const;

/** What of somebody's own reaches others, or whoever takes it over. */
const BEYOND = [
  { reason: "payout-account", named: ["payout-destination", "pay-destination"] },
  { reason: "money-out", named: ["third-party", "taken-from-account"] },
  { reason: "safeguards", named: ["account-protection", "second-factor", "security-of-account"] },
  { reason: "rights", named: ["stands-in"] },
  { reason: "route-out", named: ["lasting-forward"] },
  { reason: "send", named: ["answers-by-itself"] },
  { reason: "share", named: ["who-may-see", "shares-by-link", "for-all-eyes"] },
  { reason: "money-in", named: ["plan", "gift-of-money"] },
] as const satisfies readonly { readonly reason: Ground["reason"]; readonly named: readonly Concept[] }[];
