/*
 * What a call changes, and whether it can be taken back: an agent acts on texts that strangers may have written, and repeats
 * what fails.
 */
import { isOwn } from "../exposure/principals.ts";
import { isSaid } from "../exposure/said.ts";
import { fixedSegments } from "../exposure/words.ts";
import type { Concept } from "../lexicon/concept.ts";
import { textOfName, wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import { composedProperties } from "../model/schema-parts.ts";
import { targetOf } from "../model/schema.ts";
import { anonymousHarm } from "../operations/anonymous-harm.ts";
import { movesMoney } from "../operations/candidates/impact.ts";
import { barePath, pathSteps } from "../operations/candidates/path-steps.ts";
import { saidFirst } from "../operations/candidates/said-verb.ts";
import { isOnlyVerb } from "../operations/candidates/verbs.ts";
import { batchOf } from "../operations/inputs/workloads.ts";
import { changedPayouts } from "../operations/payout-changes.ts";
import type { AgentCall } from "./agent-call.ts";
import type { Ground } from "./ground.ts";

/** What a call changes that an agent must not, or that a person confirms; nothing for what only reads. */
export function* changesOf(call: AgentCall): Generator<Ground> {
  if (!call.isChange) return;
  const { operation, action } = call;
  const money = moneyMoved(call);
  if (money !== undefined) yield { reason: money, shownBy: "" };
  if (isBulk(call)) yield { reason: "bulk", shownBy: "" };
  else if (isIrreversible(call)) yield { reason: "irreversible", shownBy: "" };
  if (anonymousHarm(operation) === "physical") yield { reason: "physical", shownBy: "" };
  if (isNotUnderstood(call)) yield { reason: "unknown-change", shownBy: "" };
  const told = TOLD.find(({ verbs, things }) => isDone(call, verbs, things));
  if (told !== undefined) yield { reason: told.reason, shownBy: "" };
  if (isDeletion(call)) yield { reason: "deletion", shownBy: "" };
  else if (isOwnChange(call)) yield { reason: "own-change", shownBy: "" };
  else if (told === undefined && !action.isReading) yield { reason: "shared-change", shownBy: "" };
}

/** Whether money goes out, or the caller buys something. */
function moneyMoved({ operation, action, resource }: AgentCall): "money-out" | "money-in" | undefined {
  const { lexicon } = operation;
  if (changedPayouts(operation).length > 0) return "money-out";
  const about = action.part ?? resource.bare;
  const last = wordsOf(about).at(-1) ?? "";
  const isBuying =
    lexicon.is(action.verb, "buy") || lexicon.is(action.verb, "redeem") || lexicon.is(action.verb, "subscribe");
  const isOfPurchase = lexicon.is(last, "placed-order") || lexicon.is(last, "bought-again");
  if (isBuying || (isOfPurchase && operation.method !== "DELETE")) return "money-in";
  return movesMoney(operation, action, resource) ? "money-out" : undefined;
}

/** Whether one call changes many things, or all that there are. */
function isBulk({ operation, action }: AgentCall): boolean {
  const { lexicon } = operation;
  return (
    action.isBatch ||
    anonymousHarm(operation) === "many" ||
    batchOf(operation) !== undefined ||
    lexicon.is(action.verb, "import")
  );
}

/** Whether nothing brings back what a call takes away: a text says so, or it is what holds other things. */
function isIrreversible(call: AgentCall): boolean {
  const { operation, action } = call;
  if (isSaid(operation, "said-irreversible")) return true;
  if (operation.lexicon.is(action.verb, "merge") || (operation.lexicon.is(action.verb, "transfer") && !isOwn(operation)))
    return true;
  return isDeletion(call) && holdsOthers(call);
}

/** Whether something is deleted, and not only taken out of something else. */
function isDeletion({ operation, action }: AgentCall): boolean {
  const { lexicon, method } = operation;
  return (method === "DELETE" && !isOnlyVerb(action.verb, lexicon)) || lexicon.is(action.verb, "delete");
}

/** Whether what the path ends at has collections of its own, which go with it: a repository, a workspace. */
function holdsOthers({ api, operation }: AgentCall): boolean {
  const path = `${barePath(operation)}/`;
  if (!path.endsWith("}/")) return false;
  const below = new Set(
    api.operations.flatMap((other) => {
      if (!other.path.startsWith(path) || other.operationKind !== "path") return [];
      const [first, second] = other.path.slice(path.length).split("/");
      return first !== undefined && second?.includes("{") === true ? [first] : [];
    }),
  );
  return below.size >= MOST_BELOW;
}

/** A thing with so many kinds of others below it holds them. */
const MOST_BELOW = 2;

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

/** What is told to others, by the verb or by what is made. */
const TOLD = [
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
  if (verbs.some((concept) => lexicon.is(action.verb.split(" ")[0]!, concept))) return true;
  if (action.isSending === true) return things.includes("message");
  const last = textOfName(wordsOf(action.part ?? resource.bare).at(-1) ?? "");
  return action.isMaking && things.some((concept) => lexicon.is(last, concept));
}

/** Whether a change is seen by nobody but the caller: what is below `me`, a draft, a mark of one's own. */
export function isOwnChange({ operation, action, resource, principal, api }: AgentCall): boolean {
  const { lexicon } = operation;
  const { admission } = api.assessed(operation);
  if (principal === "shared" || admission === "anonymous") return false;
  if (isOwn(operation)) return true;
  const last = wordsOf(action.part ?? resource.bare).at(-1) ?? "";
  return lexicon.is(last, "own-thing") || OWN_MARKS.some((concept) => lexicon.is(action.verb, concept)) || endsInMark(operation);
}

/** What somebody marks for themselves. */
const OWN_MARKS = ["star", "mute", "mark", "unmute", "unstar"] as const;

function endsInMark(operation: Operation): boolean {
  const last = fixedSegments(operation.path).at(-1) ?? "";
  return pathSteps(operation).at(-1)?.parameter === undefined && operation.lexicon.is(textOfName(last), "read-state");
}
