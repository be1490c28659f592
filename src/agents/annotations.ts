import type { AssessedApi } from "../exposure/assessed-api.ts";
import type { Concept } from "../lexicon/concept.ts";
import type { Operation } from "../model/api.ts";
import { secretsOf } from "../operations/flows/guessable.ts";
import { requestFields } from "../operations/request-fields.ts";
import { agentCallOf, type AgentCall } from "./agent-call.ts";
import { isDeletion } from "./changes.ts";
import { decidedOf } from "./decided.ts";
import type { Ground } from "./ground.ts";
import { lastStepWords } from "./step-words.ts";

/** What an MCP server says of a tool (Model Context Protocol, `ToolAnnotations`): hints for clients, and no protection. */
export interface ToolAnnotations {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

/** The annotations of an operation as a tool, by what it does: its method can belie it. */
export function annotationsOf(api: AssessedApi, operation: Operation): ToolAnnotations {
  const call = agentCallOf(api, operation);
  const { grounds } = decidedOf(api, operation);
  return {
    readOnlyHint: !call.isChange,
    destructiveHint: call.isChange && isDestructive(call, grounds),
    idempotentHint: !call.isChange || isIdempotent(call, grounds),
    openWorldHint:
      call.action.isSending === true || sendsProof(call) || grounds.some(({ reason }) => OUTSIDE.has(reason)),
  };
}

/** What leaves the service, for people or servers of others. */
const OUTSIDE: ReadonlySet<Ground["reason"]> = new Set([
  "send",
  "publish",
  "invite",
  "share",
  "route-out",
  "fetched-address",
  "money-out",
]);

/** Whether a link or code goes to the owner of an account: the call says of which, and brings nothing that lets anybody in. */
function sendsProof({ api, operation }: AgentCall): boolean {
  const { intent } = api.assessed(operation);
  if (intent !== "password-reset" && intent !== "verification") return false;
  const isAsked = (concept: Concept): boolean =>
    requestFields(operation).some(({ words }) => operation.lexicon.has(words, concept));
  return isAsked("sent-or-known") && !PROOFS.some(isAsked) && secretsOf(operation).length === 0;
}

const PROOFS = ["long-proof", "log-in-secret"] as const;

/** Whether something that is there is changed or goes, and is not only added to. */
function isDestructive(call: AgentCall, grounds: readonly Ground[]): boolean {
  const { action, operation } = call;
  if (isDeletion(call) || grounds.some(({ reason }) => GRAVE.has(reason))) return true;
  if (action.isSending === true || action.isMaking) return false;
  const verb = action.verb.split(" ")[0]!;
  return !ADDING.some((concept) => operation.lexicon.is(verb, concept));
}

/** What takes something away for good, or makes another thing of many. */
const GRAVE: ReadonlySet<Ground["reason"]> = new Set(["money-out", "irreversible"]);

/** What adds something and leaves the rest as it is. */
const ADDING = ["makes", "send", "invite", "publish", "star", "follow", "subscribe", "import", "run", "join"] as const;

/**
 * Whether calling it again changes nothing more: what sets a state, replaces a thing, or takes it away. What makes,
 * sends, adds or runs something does it again, unless the client gives its call a name of its own.
 */
function isIdempotent(call: AgentCall, grounds: readonly Ground[]): boolean {
  const { action, operation } = call;
  const { lexicon, method } = operation;
  if (requestFields(operation).some(({ in: way, words }) => way !== "path" && lexicon.has(words, "repeat-key")))
    return true;
  if (isDeletion(call)) return true;
  if (action.isSending === true || grounds.some(({ reason }) => REPEATED.has(reason))) return false;
  const last = lastStepWords(operation);
  const verbs = [action.verb.split(" ")[0]!, ...(operation.path.endsWith("}") ? [] : last)];
  if (verbs.some((verb) => AGAIN.some((concept) => lexicon.is(verb, concept)))) return false;
  if (isPatchOfSteps(operation)) return false;
  // What is put at an address that the client chose is there once.
  if (method === "PUT" || method === "PATCH") return true;
  return !action.isMaking && SETTING.some((concept) => lexicon.is(action.verb, concept));
}

const REPEATED: ReadonlySet<Ground["reason"]> = new Set(["money-out", "send", "invite", "code", "workload"]);

/** What happens each time. */
const AGAIN = ["happens-each-time", "send", "run", "import", "rotate", "comment", "pay", "refund", "transfer"] as const;

/** What leaves a thing in a state in which it may be already. */
const SETTING = [
  "speaks-for-itself",
  "changes-what-is-there",
  "ends-for-good",
  "reinstates",
  "change",
  "configure",
  "publish",
  "subscribe",
  "stop",
  "pause",
] as const;

/** Whether a change is sent as steps, of which one may add to a list (RFC 6902). */
function isPatchOfSteps({ requestBody }: Operation): boolean {
  return requestBody?.content.some(({ type }) => /^application\/json-patch\+json/i.test(type)) === true;
}
