/*
 * What a read shows of how a service and its users are protected or connected: whoever writes a text that an agent reads learns
 * from it where to look, and a person gains little by it.
 */
import { isOwn } from "../exposure/principals.ts";
import type { Concept } from "../lexicon/concept.ts";
import { endsIn } from "../lexicon/phrases.ts";
import { pathSteps } from "../operations/candidates/path-steps.ts";
import { hasCallerOfItsOwn, type AgentCall } from "./agent-call.ts";
import { isSetUpOfOneThing } from "./one-thing.ts";
import { isOfInsurance, namesAny } from "./named-powers.ts";
import { lastStepWords, stepWords } from "./step-words.ts";

/** Whether a read gives what protects others, or decides who may do what: a policy, a firewall, the log-in of an organization. */
export function showsProtection(call: AgentCall): boolean {
  const { api, operation, isChange } = call;
  if (isChange || (isOwn(operation) && hasCallerOfItsOwn(call))) return false;
  return (
    namesAny(operation, PROTECTING) ||
    (namesAny(operation, ["policy"]) && !isOfInsurance(api, operation)) ||
    endsIn(lastStepWords(operation), operation.lexicon, "permission-in-path") ||
    isTrail(call) ||
    isOfHook(call) ||
    isOfService(call)
  );
}

const PROTECTING = ["kept-right", "kept-guard", "single-sign-on", "access-rule"] as const satisfies readonly Concept[];

/** Whether a read gives the record of who did what; an audit alone may be one of a site or an account. */
function isTrail({ operation }: AgentCall): boolean {
  const last = lastStepWords(operation);
  return last.length > 1 && endsIn(last, operation.lexicon, "audit-record");
}

/** Whether a read gives where a service sends its events, or with what. */
function isOfHook({ operation }: AgentCall): boolean {
  const last = lastStepWords(operation);
  return endsIn(last, operation.lexicon, "web-hook");
}

/** Whether a read gives how the service, or a part of it, is set up; the settings of one thing are that thing's. */
function isOfService(call: AgentCall): boolean {
  const { operation } = call;
  const { lexicon } = operation;
  const steps = stepWords(operation);
  const isSetUp = steps.some((words, at) => endsIn(words, lexicon, "set-up") && at >= steps.length - 2);
  const isOfPart = steps.some((words) => endsIn(words, lexicon, "part-of-service"));
  if (isSetUp && (isOfPart || !pathSteps(operation).some(({ parameter }) => parameter !== undefined))) return true;
  return isSetUp && !isSetUpOfOneThing(call);
}
