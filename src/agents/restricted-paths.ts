import { isOwn } from "../exposure/principals.ts";
import type { Concept } from "../lexicon/concept.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { Operation } from "../model/api.ts";
import { isPerson } from "../operations/acting-as-others.ts";
import { pathSteps } from "../operations/candidates/path-steps.ts";
import type { AgentCall } from "./agent-call.ts";
import { stepWords } from "./step-words.ts";

/**
 * Whether a path alone says that what comes back is restricted and somebody else's: who is a patient is known to be ill (GDPR,
 * recital 35), and a passport is one whatever the fields are called.
 */
export function isRestrictedByPath({ operation, boundary }: AgentCall): boolean {
  if (isOwn(operation)) return false;
  const { lexicon } = operation;
  const steps = stepWords(operation);
  const ends = (concepts: readonly Concept[]): boolean =>
    steps.some((words) => concepts.some((concept) => endsIn(words, lexicon, concept)));
  if (
    endsAtPatients(operation) ||
    isKeptOfEmployee(operation) ||
    isMailOfNamed(operation) ||
    ends(["card-with-value"]) ||
    showsCamera(operation)
  )
    return true;
  // `/credit/…/reports`: what a bureau knows of somebody.
  const isCredit = steps.some((words) => words.join(" ") === "credit") && ends(["found-out-report"]);
  if (isCredit || ends(["report-on-person"])) return true;
  // Whoever logs in as a person may have records and a passport of their own.
  return (
    boundary !== "user" &&
    (isReportOnPerson(operation) ||
      ends(["identity-evidence"]) ||
      steps.some((words) => lexicon.has(words, "health-record")))
  );
}

/** Whether a path leads to patients of whom it names none; who reads of one whom it names treats them, and sees more in what comes back. */
function endsAtPatients(operation: Operation): boolean {
  const steps = pathSteps(operation);
  return steps.some(
    ({ text, parameter }, at) =>
      parameter === undefined &&
      endsIn(wordsOf(text), operation.lexicon, "treated-person") &&
      steps[at + 1]?.parameter === undefined,
  );
}

/** Whether a path ends in what only an employer knows of one of the staff: `/employees/{id}/taxes`, `/employee-dependents`. */
function isKeptOfEmployee(operation: Operation): boolean {
  const { lexicon } = operation;
  const steps = pathSteps(operation);
  const at = steps.findLastIndex(({ parameter }) => parameter === undefined);
  const last = wordsOf(steps[at]?.text ?? "");
  if (!endsIn(last, lexicon, "kept-of-employee")) return false;
  const isOfOne =
    steps[at - 1]?.parameter !== undefined && endsIn(wordsOf(steps[at - 2]?.text ?? ""), lexicon, "staff");
  return isOfOne || lexicon.lengthAt(last, 0, "staff") > 0;
}

/** Whether a path, or what is said of it, is of a camera, and what comes back is the picture. */
function showsCamera({ path, summary = "", responses, lexicon }: Operation): boolean {
  const isPicture = responses.some(({ content }) =>
    content.some(({ type }) => /^(?:video|image)\/|mpegurl/i.test(type)),
  );
  return isPicture && [path, summary].some((text) => lexicon.has(wordsOf(text), "camera-said"));
}

/** Whether a path gives what somebody whom it names was written in private. */
function isMailOfNamed(operation: Operation): boolean {
  const isNamed = pathSteps(operation).some(
    ({ parameter }) => parameter !== undefined && isPerson(wordsOf(parameter), operation.lexicon),
  );
  return isNamed && stepWords(operation).some((words) => operation.lexicon.has(words, "private-mail"));
}

/** Whether a path ends in what was found out of a customer whom it names: `/consumers/{id}/reports`. */
function isReportOnPerson(operation: Operation): boolean {
  const { lexicon, path } = operation;
  const [before, last] = stepWords(operation).slice(-2);
  return (
    path.includes("{") &&
    before !== undefined &&
    last !== undefined &&
    endsIn(before, lexicon, "clientele") &&
    endsIn(last, lexicon, "found-out-report")
  );
}
