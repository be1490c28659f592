/*
 * What a call changes, and whether it can be taken back: an agent acts on texts that strangers may have written, and repeats
 * what fails.
 */
import { isWithin } from "../data/taxonomy/is-within.ts";
import { isSaid } from "../exposure/said.ts";
import type { Concept } from "../lexicon/concept.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Operation } from "../model/api.ts";
import { composedProperties } from "../model/schema-parts.ts";
import { targetOf } from "../model/schema.ts";
import { anonymousHarm } from "../operations/anonymous-harm.ts";
import { isPlural } from "../operations/candidates/action.ts";
import { deletedByList } from "../operations/candidates/deleted-by-list.ts";
import { movesMoney } from "../operations/candidates/impact.ts";
import { pathSteps } from "../operations/candidates/path-steps.ts";
import { saidFirst } from "../operations/candidates/said-verb.ts";
import { isOnlyVerb } from "../operations/candidates/verbs.ts";
import { batchOf } from "../operations/inputs/workloads.ts";
import { changedPayouts } from "../operations/payout-changes.ts";
import { requestFields } from "../operations/request-fields.ts";
import { holdsOthers, type AgentCall } from "./agent-call.ts";
import type { Ground } from "./ground.ts";
import { sendsCode } from "./one-time-codes.ts";
import {
  isOfMarked,
  isOfOwn,
  isOfOwnNotices,
  isOfOwnThing,
  isOwnChange,
  reachOfOwn,
  renamesFolder,
} from "./own-changes.ts";
import { lastStepWords, stepWords } from "./step-words.ts";

/** What a call changes that an agent must not, or that a person confirms, beside its powers; nothing for what only reads. */
export function* changeGroundsOf(call: AgentCall, powers: readonly Ground[]): Generator<Ground> {
  if (!call.isChange) return;
  if (isOfOwnNotices(call)) return yield { reason: "own-change", shownBy: "" };
  const { operation, action } = call;
  const money = moneyMoved(call);
  if (money !== undefined) yield { reason: money, shownBy: "" };
  if (isIrreversible(call)) yield { reason: "irreversible", shownBy: "" };
  if (isBulk(call)) yield { reason: "bulk", shownBy: "" };
  else if (makesExport(operation)) yield { reason: "export", shownBy: "" };
  if (anonymousHarm(operation) === "physical") yield { reason: "physical", shownBy: "" };
  if (isNotUnderstood(call)) yield { reason: "unknown-change", shownBy: "" };
  const isForMessages = endsIn(lastStepWords(operation), operation.lexicon, "made-for-messages");
  const effect = isForMessages ? undefined : EFFECTS.find(({ verbs, things }) => isDone(call, verbs, things));
  if (effect !== undefined) yield { reason: effect.reason, shownBy: "" };
  else if (sendsCode(call)) yield { reason: "send", shownBy: "" };
  const reach = reachOfOwn(call);
  if (reach !== undefined) yield { reason: reach, shownBy: "" };
  if (isDeletion(call))
    yield { reason: isOfOwn(call) ? "own-deletion" : isOfPart(call) ? "part-deletion" : "deletion", shownBy: "" };
  else if (isOwnChange(call)) yield { reason: "own-change", shownBy: "" };
  else if (isLabel(call)) yield { reason: "label", shownBy: "" };
  else if ((effect ?? reach) === undefined && !handlesCredential(powers) && !action.isReading)
    yield { reason: "shared-change", shownBy: "" };
}

/**
 * Whether a call creates a label, adds one to an object or takes it off, or gives a folder another name: everybody sees it, and
 * can set it back.
 */
function isLabel(call: AgentCall): boolean {
  const { operation } = call;
  if (endsIn(lastStepWords(operation), operation.lexicon, "label-on-things"))
    return (
      (operation.method === "POST" && !isPutOnParcel(operation)) ||
      (operation.method === "DELETE" && isLabelTakenOff(call))
    );
  return renamesFolder(operation);
}

/** Whether a label is of a carrier, which has its price: what is sent is of a parcel. */
function isPutOnParcel(operation: Operation): boolean {
  const { lexicon } = operation;
  return [...stepWords(operation), ...requestFields(operation).map(({ words }) => words)].some((words) =>
    lexicon.has(words, "brought-to-somebody"),
  );
}

/**
 * Whether a label that the API keeps by itself is only taken off one thing: `/dashboards/{id}/labels/{id}` where there are
 * `/labels`. What marks a patient may decide on their treatment.
 */
function isLabelTakenOff({ api, operation }: AgentCall): boolean {
  const { lexicon, path } = operation;
  const steps = pathSteps(operation);
  const [thing, label, one] = steps.slice(-3);
  if (thing?.parameter === undefined || label?.parameter !== undefined || one?.parameter === undefined) return false;
  if (steps.some(({ text }) => endsIn(wordsOf(text), lexicon, "treated-person"))) return false;
  return api.operations.some(
    ({ path: other }) => other.split("/").length < path.split("/").length - 1 && other.endsWith(`/${label!.text}`),
  );
}

/** Whether what changes is a credential, or what it lets in: a log-in makes a session of the caller's. */
function handlesCredential(powers: readonly Ground[]): boolean {
  return powers.some(({ reason }) => reason === "credentials");
}

/** Whether money goes out, or the caller buys something. */
function moneyMoved(call: AgentCall): "payout-account" | "money-out" | "money-in" | undefined {
  const { operation, action, resource } = call;
  const { lexicon } = operation;
  if (
    changedPayouts(operation).length > 0 ||
    isPayoutAccount(operation) ||
    takesBankAccountOfTenant(call) ||
    setsAccountOfStaff(call)
  )
    return "payout-account";
  if (BUYING.some((concept) => lexicon.is(action.verb, concept))) return "money-in";
  // An account that sells is paid by its customers.
  const isCharge =
    call.boundary === "account" && SOLD.some((concept) => endsIn(wordsOf(resource.bare), lexicon, concept));
  if (isCharge && lexicon.is(action.verb, "pay")) return "money-in";
  // What is called off does not move.
  if (isOfMark(operation) || lexicon.is(action.verb, "cancel")) return undefined;
  if (PLACING.some((concept) => lexicon.is(action.verb, concept)) && isOfPurchaseBefore(operation)) return "money-in";
  if (lexicon.is(action.verb, "moves-value")) return "money-out";
  const last = wordsOf(action.part ?? resource.bare).at(-1) ?? "";
  const isOfPurchase = PURCHASES.some((concept) => lexicon.is(last, concept));
  if (isOfPurchase && operation.method !== "DELETE") return isOfOwnThing(call) ? undefined : "money-in";
  const makesMoney = action.isMaking && endsIn(wordsOf(resource.bare), lexicon, "money-record");
  return makesMoney || takesSum(operation) || movesMoney(operation, action, resource) ? "money-out" : undefined;
}

/**
 * Whether a call makes, changes or removes the bank account to which the caller's own account is paid: below an account, and
 * not below a customer, who pays from theirs.
 */
function isPayoutAccount(operation: Operation): boolean {
  const { lexicon } = operation;
  const steps = stepWords(operation);
  const at = steps.findIndex((words) => PAID_TO.some((concept) => endsIn(words, lexicon, concept)));
  if (at < 0 || at < steps.length - 1) return false;
  return at > 0 && PAID.some((concept) => endsIn(steps[at - 1]!, lexicon, concept));
}

/** Whether a call says on which account somebody of the staff is paid: `POST /employees/{id}/paymentMethods` with bank accounts. */
function setsAccountOfStaff({ api, operation }: AgentCall): boolean {
  const { lexicon, method } = operation;
  const [before = [], last = []] = stepWords(operation).slice(-2);
  return (
    /^(?:POST|PUT|PATCH)$/.test(method) &&
    endsIn(before, lexicon, "staff") &&
    endsIn(last, lexicon, "way-of-paying") &&
    api
      .assessed(operation)
      .flows.some(
        ({ field, direction, via }) =>
          direction === "write" && via === "body" && isWithin(field.category, "user.financial"),
      )
  );
}

/** Whether a call sets the bank account of an organization or a merchant, which is where their money goes. */
function takesBankAccountOfTenant({ api, operation, resource }: AgentCall): boolean {
  const { lexicon, method } = operation;
  const last = lastStepWords(operation);
  // An account alone may be the thing at a bank that has the number.
  if (!/^(?:POST|PUT|PATCH)$/.test(method) || last.join(" ") === "account") return false;
  if (!endsIn(wordsOf(resource.bare), lexicon, "tenant") || !endsIn(last, lexicon, "tenant")) return false;
  return api
    .assessed(operation)
    .flows.some(
      ({ field, direction, via }) =>
        direction === "write" && via === "body" && isWithin(field.category, "user.financial.bank_account"),
    );
}

/** Who is paid: an organization what it earns, and staff their wages. */
const PAID = ["tenant", "staff"] as const;
const PAID_TO = ["payout-destination", "pay-destination"] as const;

/** Whether a call ends in marks that are put on things: the tags of a payment move no money. */
function isOfMark(operation: Operation): boolean {
  return endsIn(lastStepWords(operation), operation.lexicon, "put-on-things");
}

/** Whether a path names a purchase before what is done to it: `/cart/place`, `/baskets/{id}/confirm`. */
function isOfPurchaseBefore(operation: Operation): boolean {
  return stepWords(operation)
    .slice(0, -1)
    .some((words) => endsIn(words, operation.lexicon, "placed-order"));
}

/** What makes an order of a cart. */
const PLACING = ["checkout", "place", "submit", "complete", "confirm"] as const;
const BUYING = ["buy", "redeem", "subscribe"] as const;
const PURCHASES = ["placed-order", "bought-again"] as const;
const SOLD = ["placed-order", "billed"] as const;

/** Whether a call says how much money moves: its path ends in what moves it, and an amount comes in. */
function takesSum(operation: Operation): boolean {
  const { method, lexicon } = operation;
  if (method !== "POST") return false;
  const last = lastStepWords(operation);
  const isOf = (["moves-value", "money-record"] as const).some((concept) => lexicon.has(last, concept));
  return (
    isOf &&
    requestFields(operation).some(
      (field) => field.in === "body" && field.depth === 0 && lexicon.has(field.words, "money-sum"),
    )
  );
}

/** Whether one call changes many things, or all that there are. */
function isBulk({ operation, action }: AgentCall): boolean {
  const { lexicon } = operation;
  return (
    action.isBatch ||
    anonymousHarm(operation) === "many" ||
    batchOf(operation) !== undefined ||
    changesList(operation) ||
    [operation.summary, sentencesOf(operation.description ?? "")[0]].some((said) =>
      lexicon.has(wordsInOrder(said ?? ""), "batch"),
    ) ||
    lexicon.is(action.verb, "import") ||
    lexicon.is(lastStepWords(operation).join(" "), "import") ||
    endsIn(lastStepWords(operation), lexicon, "sends-to-many") ||
    (lexicon.is(action.verb, "clean-up") && !operation.path.includes("{"))
  );
}

/** Whether many things are changed that the body names one by one: `PATCH /promotions` with a list of them. */
function changesList({ method, path, requestBody }: Operation): boolean {
  if (method !== "PATCH" || path.endsWith("}")) return false;
  return (requestBody?.content ?? []).some(({ type, schema }) => {
    if (schema === undefined || /json-patch/i.test(type)) return false;
    const target = targetOf(schema);
    return [target, ...[...composedProperties(target).values()].map(targetOf)].some(
      ({ items }) => items !== undefined && composedProperties(targetOf(items)).has("id"),
    );
  });
}

/** Whether what is restored takes the place of all that came after it: a backup, a snapshot of a database. */
function restoresAll(words: readonly string[], lexicon: Lexicon): boolean {
  return WHOLE_COPIES.some((concept) => endsIn(words, lexicon, concept));
}

const WHOLE_COPIES = ["bulk-copy", "database-at-desk"] as const;

/** Whether a call has copies of many things made, to be fetched later. */
function makesExport(operation: Operation): boolean {
  return (
    operation.method === "POST" &&
    stepWords(operation).some((words) => words.some((word) => operation.lexicon.is(word, "export")))
  );
}

/** Whether nothing brings back what a call takes away: a text says so, or it is what holds other things. */
function isIrreversible(call: AgentCall): boolean {
  const { operation, action } = call;
  const { lexicon } = operation;
  const steps = pathSteps(operation);
  const isOfOne = steps.at(-1)?.parameter !== undefined;
  // What cannot be undone of one thing, a person can judge; it is said of every deletion.
  const isOfOneThing = steps.some(({ parameter }) => parameter !== undefined) && !isBeyondOne(call);
  if (isSaid(operation, "said-irreversible") && !isOfOneThing) return true;
  if (lexicon.has(lastStepWords(operation), "factory-reset")) return true;
  // Whatever a collection holds goes at once.
  const isOfSome = deletedByList(operation).length > 0 && operation.path.includes("{");
  if (operation.method === "DELETE" && !isOfOne && isDeletion(call) && isBulk(call) && !isOfSome && !isOfOwn(call))
    return true;
  if (deletesByQuery(call) || deletesWhatIsChosen(call)) return true;
  if (lexicon.is(action.verb, "restore") && stepWords(operation).some((words) => restoresAll(words, lexicon)))
    return true;
  // Of two records of people, or two accounts, one is no more; a branch that is merged is still there.
  const isOfSomebody = MERGED.some((concept) => endsIn(wordsOf(call.resource.bare), lexicon, concept));
  if (isOfSomebody && lexicon.is(action.verb, "merge")) return true;
  // Ownership that is handed over does not come back by another call. `/zones/{zone}/transfer` is of the whole zone;
  // `/transfer/{product}` is of some of it.
  const isWhole = !isOfOne && operation.path.includes("{");
  if (isWhole && lexicon.is(action.verb, "transfer")) return true;
  if (STOPPED.some((concept) => lexicon.is(action.verb, concept)) && holdsOthers(call) && isOfWork(call)) return true;
  return isDeletion(call) && isBeyondOne(call);
}

/** Whether whatever a query finds is deleted: who sees the call cannot see what that is. */
function deletesByQuery({ operation, action }: AgentCall): boolean {
  const { method, parameters, lexicon, summary = "", description = "" } = operation;
  if (method !== "DELETE" || !lexicon.is(action.verb, "delete")) return false;
  return (
    parameters.some(({ in: place, name }) => place === "query" && /^(?:query|filter|where|q)$/i.test(name)) &&
    [summary, description].some((text) => lexicon.has(wordsInOrder(text), "all-of-it"))
  );
}

/** Whether what is closed is where others work or a person's account, and no goal or ticket. */
function isOfWork({ operation, resource }: AgentCall): boolean {
  return OF_WORK.some((concept) => endsIn(wordsOf(resource.bare), operation.lexicon, concept));
}

const OF_WORK = ["holds-work-of-others", "user", "natural-person", "kept-at-bank"] as const;

/** Whether a path ends in deleting, and names nothing of which that is done: kinds of data are chosen by a parameter. */
function deletesWhatIsChosen({ operation, action, resource }: AgentCall): boolean {
  const { method, path, lexicon } = operation;
  const last = lastStepWords(operation).join(" ");
  return (
    method === "DELETE" &&
    !path.includes("{") &&
    lexicon.is(last, "delete") &&
    action.verb !== "" &&
    resource.bare === "resource"
  );
}

/** Whether what a path names goes with all that others have in it: what holds other things, an organization or an account. */
function isBeyondOne(call: AgentCall): boolean {
  const { operation } = call;
  const { lexicon, summary = "", description = "" } = operation;
  const path = pathSteps(operation);
  // `POST /projects/{id}/delete` ends in what is done.
  const isActLast = path.at(-1)?.parameter === undefined && lexicon.is(path.at(-1)?.text ?? "", "delete");
  const isOfOne = path.at(isActLast ? -2 : -1)?.parameter !== undefined;
  const steps = isActLast ? stepWords(operation).slice(0, -1) : stepWords(operation);
  if ([summary, description].some((text) => lexicon.has(wordsInOrder(text), "account-in-books"))) return false;
  if (isOfOne && holdsOthers(call) && endsIn(steps.at(-1) ?? [], operation.lexicon, "holds-work-of-others"))
    return true;
  if (!operation.lexicon.is(steps.at(-1)?.join(" ") ?? "", "tenant")) return false;
  return isOfOne || steps.length <= MOST_VERSION_STEPS;
}

/** `/v1/account` is the account of the caller; `/photos/{id}/account` is a part of a photo. */
const MOST_VERSION_STEPS = 2;

const STOPPED = ["ends-for-good"] as const;
const MERGED = ["natural-person", "contact-person", "tenant"] as const;

/** Whether something is deleted, and not only taken out of something else. */
export function isDeletion({ operation, action }: AgentCall): boolean {
  const { lexicon, method } = operation;
  if (method === "DELETE" && (isTakenOff(operation) || namesMark(operation))) return false;
  if (lexicon.is(action.verb, "delete")) return true;
  if (method === "DELETE" && (lexicon.is(action.verb, "cancel") || lexicon.is(action.verb, "ends-for-good")))
    return true;
  return method === "DELETE" && (!isOnlyVerb(action.verb, lexicon) || lexicon.is(action.verb, "remove"));
}

/**
 * Whether what is deleted is a part of something that is named and stays: its picture, its value at a path, or that it belongs to
 * something else. All that a collection holds is no part.
 */
function isOfPart({ operation, action }: AgentCall): boolean {
  const { lexicon, summary = "", description = "" } = operation;
  const steps = pathSteps(operation);
  const last = steps.at(-1);
  if (steps.length < 2 || last === undefined || isOnlyVerb(last.text, lexicon)) return false;
  if (!steps.slice(0, -1).some(({ parameter }) => parameter !== undefined) || last.parameter !== undefined)
    return false;
  // A contract that is ended is a thing of its own.
  if (lexicon.is(action.verb, "ends-for-good") || endsIn(wordsOf(last.text), lexicon, "bought-again")) return false;
  const said = [summary, description].map((text) => wordsInOrder(text));
  if (said.some((words) => lexicon.has(words, "all-of-it"))) return false;
  return (
    !isPlural(last.text) ||
    said.some((words) => lexicon.is((words[0] ?? "").replace(/s$/, ""), "remove") && words.includes("from"))
  );
}

/** Whether only a mark on a thing goes, and what it names is still there: `/artifacts/{digest}/labels/{label}`, `/photos/{id}/like`. */
function isTakenOff(operation: Operation): boolean {
  const steps = pathSteps(operation);
  const { lexicon } = operation;
  // `/tags/{tag}/documents/{id}` takes the tag off, and the document stays.
  const mark = steps.findIndex(
    ({ text }, at) => endsIn(wordsOf(text), lexicon, "put-on-things") && at < steps.length - 3,
  );
  if (mark >= 0 && steps[mark + 1]?.parameter !== undefined && steps.at(-1)?.parameter !== undefined) return true;
  const last = steps.findLastIndex(({ parameter }) => parameter === undefined);
  const isOnThing = steps.slice(0, last).some(({ parameter }) => parameter !== undefined);
  return isOnThing && endsIn(wordsOf(steps[last]?.text ?? ""), lexicon, "put-on-things");
}

/** Whether a path names a mark that somebody sets for themselves: `/likes/tracks/{id}`, `/me/followings/{id}`. */
function namesMark(operation: Operation): boolean {
  return isOfMarked(operation) || stepWords(operation).some((words) => endsIn(words, operation.lexicon, "kept-mark"));
}

/** Whether nothing tells what a call does: no verb, no text, and no named field comes in. */
function isNotUnderstood({ operation, action }: AgentCall): boolean {
  const { method, summary, description, requestBody, lexicon } = operation;
  if (method === "DELETE" || (summary ?? description ?? "").length > 0) return false;
  const isSaidByName = saidFirst(operation) !== undefined || lexicon.is(action.verb, "action");
  const fields = (requestBody?.content ?? []).flatMap(({ schema }) =>
    schema === undefined ? [] : [...composedProperties(targetOf(schema)).keys()],
  );
  return !isSaidByName && fields.length === 0;
}

/** What reaches others, by the verb or by what is made. */
const EFFECTS = [
  { reason: "invite", verbs: ["invite"], things: ["invitation"] },
  { reason: "share", verbs: [], things: ["shares-by-link"] },
  { reason: "send", verbs: ["send"], things: ["message", "sent-thing"] },
  { reason: "publish", verbs: ["publish", "comment"], things: ["published-content", "note"] },
] as const satisfies readonly {
  readonly reason: string;
  readonly verbs: readonly Concept[];
  readonly things: readonly Concept[];
}[];

function isDone(
  { operation, action, resource }: AgentCall,
  verbs: readonly Concept[],
  things: readonly Concept[],
): boolean {
  const { lexicon } = operation;
  const isTold = action.isSupposed !== true;
  if (isTold && verbs.some((concept) => lexicon.is(action.verb.split(" ")[0]!, concept))) return true;
  if (action.isSending === true) return things.includes("message");
  const last = textOfName(wordsOf(action.part ?? resource.bare).at(-1) ?? "");
  return (
    (action.isMaking || (operation.method === "POST" && action.isSupposed === true)) &&
    things.some((concept) => lexicon.is(last, concept))
  );
}
