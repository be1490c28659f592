/*
 * The powers that the path of a change names: who may do what, how a service works, what protects it.
 */
import { isOwn } from "../exposure/principals.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Concept } from "../lexicon/concept.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { Operation } from "../model/api.ts";
import { pathSteps } from "../operations/candidates/path-steps.ts";
import { requestFields } from "../operations/request-fields.ts";
import type { AgentCall } from "./agent-call.ts";
import type { Ground } from "./ground.ts";
import { stepWords } from "./step-words.ts";

/** The powers over a service that a change has by the names in its path. */
export function* namedPowersOf(call: AgentCall): Generator<Ground> {
  const { operation } = call;
  for (const { reason, named } of NAMED) if (namesAny(operation, named)) yield { reason, shownBy: "" };
  if (isBelowLogIn(operation)) yield { reason: "safeguards", shownBy: "" };
  if (isTeamIn(operation)) yield { reason: "rights", shownBy: "" };
  if (writesLog(operation) || writesPolicy(call)) yield { reason: "safeguards", shownBy: "" };
  if (decidesOnPerson(call)) yield { reason: "decision-on-people", shownBy: "" };
}

/** Whether a step of a path is called so. */
export function namesAny(operation: Operation, concepts: readonly Concept[]): boolean {
  return stepWords(operation).some((words) => concepts.some((concept) => endsIn(words, operation.lexicon, concept)));
}

const NAMED = [
  { reason: "rights", named: ["kept-right"] },
  // What stands in the way of mistakes and misuse.
  { reason: "safeguards", named: ["kept-guard", "single-sign-on", "access-rule"] },
] as const satisfies readonly { readonly reason: Ground["reason"]; readonly named: readonly Concept[] }[];

/** Whether a change is of how others are let in, as a step before the last says: `/domains/{id}/auth/credential-lists`. */
function isBelowLogIn(operation: Operation): boolean {
  return stepWords(operation)
    .slice(1, -1)
    .some((words) => /^auth(?:entication)?$/.test(words.join(" ")));
}

/** Whether a call gives a team access to an organization, or takes it: `/teams/{id}/organizations/remove`. */
function isTeamIn(operation: Operation): boolean {
  const { lexicon } = operation;
  const steps = stepWords(operation);
  const team = steps.findIndex((words) => endsIn(words, lexicon, "team"));
  return team >= 0 && steps.slice(team + 1).some((words) => endsIn(words, lexicon, "tenant"));
}

/** Whether a call writes into a record by which it is found out later who did what. */
function writesLog(operation: Operation): boolean {
  const { lexicon } = operation;
  if (isOwn(operation)) return false;
  const steps = stepWords(operation);
  return (
    steps.some((words) => endsIn(words, lexicon, "audit-record")) ||
    (lexicon.is(steps.at(-1)?.join(" ") ?? "", "audit-record-alone") && !isLogOfOneThing(operation))
  );
}

/** Whether the log is of one thing, such as a build, and not of all that is done in an organization or a project. */
function isLogOfOneThing(operation: Operation): boolean {
  const [holder, one] = pathSteps(operation).slice(-3);
  return (
    one?.parameter !== undefined &&
    holder !== undefined &&
    !endsIn(wordsOf(holder.text), operation.lexicon, "holds-work-of-others")
  );
}

/** Whether a call writes a policy by which a service decides; that of an insurer is a contract. */
function writesPolicy({ api, operation }: AgentCall): boolean {
  return namesAny(operation, ["policy"]) && !isOfWork(operation) && !isOfInsurance(api, operation);
}

/** Whether a policy says how work is done: when copies are made, how long a break is, what is paid back. */
function isOfWork(operation: Operation): boolean {
  const { lexicon } = operation;
  const steps = stepWords(operation);
  return steps.some((words, at) => {
    if (!endsIn(words, lexicon, "policy")) return false;
    return [words.slice(0, -1), ...(words.length === 1 ? [steps[at - 1] ?? []] : [])].some((before) =>
      endsIn(before, lexicon, "run-by-policy"),
    );
  });
}

/** Whether an operation is of insurance, where a policy is a contract. */
export function isOfInsurance(api: AgentCall["api"], operation: Operation): boolean {
  const told = [wordsInOrder(api.info.title ?? ""), ...requestFields(operation).map(({ words }) => words)];
  return [...stepWords(operation), ...told].some((words) => operation.lexicon.has(words, "insurance"));
}

/**
 * Whether a call decides on somebody, as only a person may where it matters to them (GDPR, article 22): whether they are who
 * they say, whether they launder money, whether they get a loan.
 */
function decidesOnPerson({ operation, action }: AgentCall): boolean {
  const { lexicon, method } = operation;
  const steps = stepWords(operation);
  const at = steps.findIndex((words) => endsIn(words, lexicon, "looked-into"));
  if (at < 0) return false;
  const after = steps.slice(at + 1);
  if (lexicon.is(action.verb, "decides-about") || after.some((words) => endsIn(words, lexicon, "decision-made")))
    return true;
  return (
    /^(?:PUT|PATCH)$/.test(method) &&
    after.length === 0 &&
    requestFields(operation).some(
      ({ in: way, depth, words }) => way === "body" && depth === 0 && endsIn(words, lexicon, "outcome"),
    )
  );
}
