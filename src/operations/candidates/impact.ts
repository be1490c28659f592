import type { Sensitivity } from "../../core/exposure-words.ts";
import { isCredential } from "../../data/taxonomy/is-credential.ts";
import type { Concept } from "../../lexicon/concept.ts";
import { namesOrganisation } from "../../exposure/tenancy.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { endsIn, isMadeOf } from "../../lexicon/phrases.ts";
import type { Operation } from "../../model/api.ts";
import { accountControlOf, type AccountControl } from "../account-control.ts";
import type { Action } from "./action.ts";
import { controlsMachine } from "../physical-control.ts";
import { requestFields } from "../request-fields.ts";
import { deletedByList } from "./deleted-by-list.ts";
import { tailOf } from "./path-steps.ts";
import type { Resource } from "./resources.ts";
import type { AtRisk } from "./at-risk.ts";
import { isOnlyVerb } from "./verbs.ts";

/** What somebody does who gets at the thing of somebody else. */
export interface Impact {
  readonly kind: "money" | "credentials" | "bank" | "destruction" | "control" | "physical" | "change" | "disclosure";
  /** From 1 to 10. */
  readonly weight: number;
  /** What it does to an account, where it is that by which it weighs. */
  readonly control: AccountControl | undefined;
}

/** What it comes to when an operation does not look at whose a thing is: money first, then what cannot be undone. */
export function impactOf(
  operation: Operation,
  action: Action,
  atRisk: AtRisk,
  resource: Resource,
  isPerson: boolean,
): Impact {
  const plain = plainImpactOf(operation, action, atRisk, resource, isPerson);
  // Among people, to block somebody is no more than not to hear of them.
  const control = isPerson ? undefined : accountControlOf(operation, resource);
  if (control === undefined || plain.weight >= WEIGHTS[control.does]) return { ...plain, control: undefined };
  const kind = control.does === "redirects" ? "bank" : "control";
  return { kind, weight: WEIGHTS[control.does] + (action.isBatch ? 1 : 0), control };
}

/** Money that goes elsewhere is gone; an account that is closed or let go on is noticed. */
const WEIGHTS: Readonly<Record<AccountControl["does"], number>> = {
  redirects: 9,
  closes: 8.5,
  reinstates: 8.5,
  "sets-state": 8.5,
  stops: 8,
};

function plainImpactOf(
  operation: Operation,
  action: Action,
  { returned, unknown, taken, held, sensitivity }: AtRisk,
  resource: Resource,
  isPerson: boolean,
): Omit<Impact, "control"> {
  const { lexicon } = operation;
  // What nobody has described is not known to be harmless.
  if (action.isReading)
    return { kind: "disclosure", weight: Math.max(READ[returned.sensitivity], unknown === undefined ? 0 : 4.5) };
  if (movesMoney(operation, action, resource)) return { kind: "money", weight: 10 };
  const set = taken.sensitivity === "restricted" ? taken.categories : [];
  if (set.some(({ category }) => isCredential(category)) || renews(operation, action))
    return { kind: "credentials", weight: 9 };
  if (set.some(({ category }) => category.startsWith("user.financial") || category.startsWith("user.payment")))
    return { kind: "bank", weight: 9 };
  if (controlsMachine(operation)) return { kind: "physical", weight: 9 + (action.isBatch ? 1 : 0) };
  // What is taken out of a group is still there.
  const isDeletion =
    (operation.method === "DELETE" && !isOnlyVerb(action.verb, lexicon)) || lexicon.is(action.verb, "destroys");
  if (isDeletion && (action.part === undefined || deletedByList(operation).length > 0))
    return {
      kind: "destruction",
      weight: Math.min(10, (isPerson ? 9 : DELETED[held.sensitivity]) + (action.isBatch ? 1 : 0)),
    };
  if (isDeletion) return { kind: "destruction", weight: 5 };
  if (lexicon.is(action.verb, "takes-away"))
    return { kind: "control", weight: Math.max(TAKEN_AWAY, WRITTEN[sensitivity]) + (action.isBatch ? 1 : 0) };
  // Who changes what another organization sells or uses does as much as who deletes it.
  const written = namesOrganisation(operation)
    ? Math.max(WRITTEN[sensitivity], DELETED[held.sensitivity])
    : WRITTEN[sensitivity];
  return { kind: "change", weight: written + (action.isBatch ? 1 : 0) };
}

/** What nobody has classified can still be somebody's order. */
const READ: Readonly<Record<Sensitivity, number>> = { public: 3, internal: 4, confidential: 8, restricted: 8.5 };
const WRITTEN: Readonly<Record<Sensitivity, number>> = { public: 4, internal: 4.5, confidential: 8, restricted: 8.5 };
const DELETED: Readonly<Record<Sensitivity, number>> = { public: 6, internal: 6.5, confidential: 8, restricted: 8.5 };

/** What is stopped or taken over serves its owner no more, whatever it holds. */
const TAKEN_AWAY = 6;

/** Whether money changes hands, or what is worth money: by the verb, by what is made, or by what is changed. */
export function movesMoney(operation: Operation, { verb, part, isMaking }: Action, { bare }: Resource): boolean {
  const last = part === undefined ? bare.split(" ").at(-1)! : part.replace(/s$/, "").split(" ").at(-1)!;
  if (operation.lexicon.is(verb, "moves-value")) return !isStartedAndStopped(operation) && !takesPicture(operation);
  const isOf = operation.lexicon.is(textOfName(last), "money-record");
  if (operation.method === "DELETE") return false;
  if (operation.method === "POST" && isSaidToSettle(operation)) return true;
  return (
    isOf && ((isMaking && verb !== "generate") || (operation.lexicon.is(verb, "settles") && !keepsBooks(operation)))
  );
}

/** Whether what is captured is a picture of a page, and no payment. */
function takesPicture({ path, summary = "", lexicon }: Operation): boolean {
  return [path, summary.slice(0, LONGEST_SUMMARY)].some((text) => lexicon.has(wordsInOrder(text), "captures-page"));
}

/** Whether a summary says that it is about what was paid before and elsewhere: "Update payment history". */
function keepsBooks({ summary = "", lexicon }: Operation): boolean {
  const words = wordsInOrder(summary.slice(0, LONGEST_SUMMARY));
  return words.some((_, at) => lexicon.lengthAt(words, at, "money-history") > 0);
}

/** Whether a call to a machine says in its body whether it starts or stops: the battery of a car is charged so, and no card. */
export function isStartedAndStopped(operation: Operation): boolean {
  const { lexicon } = operation;
  const isOfMachine = fixedSegments(operation.path).some((segment) => lexicon.has(wordsOf(segment), "machine"));
  if (!isOfMachine) return false;
  return requestFields(operation).some(({ in: way, parts }) => {
    const values = parts.flatMap((part) => part.enum ?? []);
    const has = (concept: Concept): boolean =>
      values.some((value) => typeof value === "string" && lexicon.is(value.toLowerCase(), concept));
    return way === "body" && has("start") && has("stop");
  });
}

/** Whether a summary says that money is settled, as "Confirm a payout" does, and no more of it: not "Update a payment method". */
function isSaidToSettle({ summary = "", lexicon }: Operation): boolean {
  const words = wordsInOrder(summary.slice(0, LONGEST_SUMMARY));
  return words.some((_, at) => {
    const verb = lexicon.lengthAt(words, at, "settles");
    const noun = at + verb + (lexicon.is(words[at + verb] ?? "", "article-or-own") ? 1 : 0);
    const length = verb === 0 ? 0 : lexicon.lengthAt(words, noun, "money-record");
    const next = words[noun + length];
    return length > 0 && (next === undefined || lexicon.is(next, "linking"));
  });
}

/** So much of a summary is looked at. */
const LONGEST_SUMMARY = 100;

/** Whether a key or secret is made anew, so that the old one lets nobody in any more. */
export function renews(operation: Operation, { verb, part, isMaking }: Action): boolean {
  const { lexicon } = operation;
  if (operation.method === "DELETE") return false;
  if (lexicon.is(verb, "rotate")) return true;
  // What is sent below messages tells of a key, and makes none.
  if (isMaking && verb === "send") return false;
  // Whatever a key is for, one that is reset is another one then, and nothing of its owner's is gone.
  if (lexicon.is(verb, "reset") && endsIn(wordsInOrder(part ?? ""), lexicon, "key-or-secret")) return true;
  return isMadeOf(wordsInOrder(part ?? tailOf(operation).at(-1) ?? ""), lexicon, "key-or-secret", "around-key");
}
