import { count, listed } from "../../core/prose.ts";
import type { Review } from "../../core/review.ts";
import { share } from "./decision-words.ts";
import { undescribedFiles } from "./undescribed-returns.ts";
import { capitalized, ended } from "../../core/sentence.ts";

/** How one kind of statement is known: counts, and nothing where it cannot be known in that way. */
export interface StatementTally {
  readonly what: string;
  readonly declared: number | undefined;
  readonly certain: number | undefined;
  readonly likely: number | undefined;
  readonly possible: number | undefined;
  readonly assumed: number | undefined;
}

/** What a review rests on: the description, and what people have said of the API in a file or recorded of its tests. */
export function basisWords({ policy, tests }: Review): string {
  const others = [
    ...(policy.file === null ? [] : [`the settings in ${policy.file}`]),
    ...(tests.some(({ status }) => status !== "untested") ? ["test results on record"] : []),
  ];
  return others.length === 0
    ? "This review rests on the description alone."
    : `This review rests on ${listed(["the description", ...others])}.`;
}

/** How each kind of statement of a review is known. */
export function statementTallies({ operations, fields, findings }: Review): readonly StatementTally[] {
  const declared = operations.filter(({ audience }) => audience !== null).length;
  const assumed = operations.filter((operation) => operation.assumed || operation.exposure === null).length;
  const inferred = fields.filter(({ basis }) => basis === "inferred");
  const standalone = findings.filter(({ assumes }) => assumes.length === 0);
  return [
    { ...NONE, what: "Who operations are meant for", declared, assumed: operations.length - declared },
    { ...NONE, what: "Who can call them", certain: operations.length - assumed, assumed },
    {
      ...NONE,
      what: "What sensitive fields hold",
      declared: fields.length - inferred.length,
      ...byConfidence(inferred),
    },
    { ...NONE, what: "What is wrong", ...byConfidence(standalone), assumed: findings.length - standalone.length },
  ];
}

const NONE = { declared: undefined, certain: undefined, likely: undefined, possible: undefined, assumed: undefined };

function byConfidence(of: readonly { readonly confidence: string }[]) {
  const counted = (confidence: string): number => of.filter((one) => one.confidence === confidence).length;
  return { certain: counted("certain"), likely: counted("likely"), possible: counted("possible") };
}

/** What is said where no assumption was made; it is no claim that all is certain. */
export function nothingAssumed({ fields, findings }: Review): string {
  const inferred = fields.filter(({ basis, confidence }) => basis === "inferred" && confidence !== "certain").length;
  const likely = findings.filter(({ confidence }) => confidence !== "certain").length;
  const parts = [
    ...(likely === 0 ? [] : [`${likely} of the ${count(findings.length, "finding")}`]),
    ...(inferred === 0 ? [] : [`the classification of ${inferred} of the ${count(fields.length, "sensitive field")}`]),
  ];
  const rest = parts.length === 0 ? "" : ` Some results were inferred and are not certain: ${parts.join(", and ")}.`;
  return `Nothing was assumed about who can get a credential.${rest}`;
}

/** What the evidence covers, a sentence each. */
export function evidenceSentences(review: Review): readonly string[] {
  const { coverage, skipped } = review;
  const { responses, typedResponses, unresolved } = coverage;
  const unanswered = unansweredWords(coverage);
  const shown = exampleWords(coverage);
  const left = responses - typedResponses - (coverage.exampleResponses ?? 0) - (coverage.fileResponses ?? 0);
  return [
    responses === 0
      ? `${noResponseWords(review)}.`
      : typedResponses === responses
        ? `${responses === 1 ? "The one success response describes" : `All ${responses} success responses describe`} what is returned.`
        : typedResponses === 0 && left === responses
          ? `${responses === 1 ? "The one success response does not describe" : `None of the ${responses} success responses describes`} what is returned.`
          : `${share(typedResponses, responses, "success response")} describe what is returned${shown === undefined ? "" : `; ${shown}, which may not show every field`}.${left === 0 ? "" : ` What the ${left === 1 ? "other one returns" : "others return"} is not known.`}`,
    ...(unanswered === undefined
      ? []
      : [`${unanswered}. What ${coverage.unanswered === 1 ? "it returns" : "they return"} is not known.`]),
    ...[undescribedFiles(review)].flatMap((words) => (words === undefined ? [] : [ended(capitalized(words))])),
    unresolved === 0
      ? "Every reference ($ref) in the description was resolved."
      : `${count(unresolved, "reference")} could not be resolved. What ${unresolved === 1 ? "it refers" : "they refer"} to was not reviewed.`,
    ...(skipped.length === 0 ? ["No part of the description was skipped."] : []),
    ...[idlePathsSentence(coverage)].filter((sentence) => sentence !== undefined),
  ];
}

/** Why there are no responses to judge, without its full stop. */
export function noResponseWords({ operations }: Review): string {
  return operations.length === 0
    ? "The description has no operations, so there are no responses to judge"
    : "No success response can have a body, so there is no returned data to judge";
}

/** `2 paths have no operation, so there is nothing to review: /a and /b.`; nothing where all have one. */
export function idlePathsSentence({ pathsWithoutOperations = [] }: Review["coverage"]): string | undefined {
  const n = pathsWithoutOperations.length;
  return n === 0
    ? undefined
    : `${count(n, "path")} ${n === 1 ? "has" : "have"} no operation, so ${n === 1 ? "it was" : "they were"} not reviewed: ${listed(pathsWithoutOperations, 4)}.`;
}

/** `33 are described by an example alone`, of success responses; nothing where none is. */
export function exampleWords({ exampleResponses = 0 }: Review["coverage"]): string | undefined {
  return exampleResponses === 0
    ? undefined
    : `${exampleResponses} ${exampleResponses === 1 ? "is" : "are"} described by an example alone`;
}

/** `26 operations describe no success response`; nothing where all do. */
export function unansweredWords({ unanswered = 0 }: Review["coverage"]): string | undefined {
  return unanswered === 0
    ? undefined
    : `${count(unanswered, "operation")} ${unanswered === 1 ? "describes" : "describe"} no success response`;
}
