import type { ImpactAssessment } from "../core/impact.ts";
import type { Review } from "../core/review.ts";
import { fieldName } from "../core/field-name.ts";
import { count } from "../core/prose.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import type { Operation } from "../model/api.ts";
import { understandingOf } from "../operations/understood.ts";
import { containerPartOf } from "./elsewhere/containers.ts";
import { openDays } from "./open-words.ts";
import { siteOf } from "./source.ts";
import { REPORTED_DATA } from "./scope/reported-fields.ts";
import type { Scope } from "./scope/scope.ts";

type Unknown = ImpactAssessment["unknown"][number];

/** What bears on the impact and no description shows, each with the evidence that would settle it. */
export function unknownsOf(
  scope: Scope,
  affected: readonly Operation[],
  since: ImpactAssessment["since"],
  sinceNotAsked: string | null,
): readonly Unknown[] {
  const { source, operations, reads } = scope;
  const { api, review } = source;
  const ids = new Set(affected.map(({ id }) => id));
  const isAffected = (named: readonly string[]): boolean => named.some((id) => ids.has(id));
  const here = (named: readonly string[]): string[] => named.filter((id) => ids.has(id));
  const reported = operations.map(({ id }) => id);
  const opaque = affected.filter((operation) => {
    const understanding = understandingOf(api, operation);
    return understanding === "opaque" || understanding === "file";
  });
  const untested = review.tests.filter(({ operation, status }) => ids.has(operation) && status === "untested");
  const unknownContents = [
    ...new Set(reads.filter(({ field }) => field.category === REPORTED_DATA).map(({ field }) => fieldName(field))),
  ];
  const first = [...(since?.events ?? []).slice(0, 1).map(({ date }) => date), ...openDays(since)].toSorted()[0];
  const failed = new Set(opaque.map(({ id }) => id));
  return [
    {
      text: "Whether anyone used it, and who.",
      evidence: `Access logs of ${affected.length === 1 ? "the operation" : `the ${affected.length} operations`}${first === undefined ? "" : ` since ${first}`}.`,
      operations: [],
    },
    {
      text: "How many people and records are concerned.",
      evidence: "A count of the records behind these operations.",
      operations: reported,
    },
    ...unknownContents.map((name): Unknown => ({
      text: `What ${name} holds: its category is not known, so it counts as at least confidential because it was reported.`,
      evidence: "A declaration in sallyport.yaml: data.fields.",
      operations: reported,
    })),
    ...review.assumptions
      .filter((assumption) => isAffected(assumption.operations) && !isOfReported(scope, assumption))
      .map(({ question, settle, operations: named }): Unknown => ({
        text: questionAlone(question),
        evidence:
          settle.length === 0
            ? "An answer of the team that runs the API."
            : `An answer in sallyport.yaml: ${settle.join(", ")}.`,
        operations: here(named),
      })),
    ...(opaque.length === 0
      ? []
      : [
          {
            text: `What ${count(opaque.length, "affected operation")} ${opaque.length === 1 ? "returns" : "return"}: the description does not say.`,
            evidence: "A recorded response of each, or its schema.",
            operations: [...failed],
          },
        ]),
    ...(untested.length === 0
      ? []
      : [
          {
            text: `Whether the server checks more than the description says: ${count(untested.length, "affected operation")} ${untested.length === 1 ? "has" : "have"} an authorization test that has not been run.`,
            evidence: "The tests below, run against the deployed service.",
            operations: [...new Set(untested.map(({ operation }) => operation))],
          },
        ]),
    ...otherParts(scope, ids),
    ...review.questions
      .filter((question) => isAffected(question.operations) && namesOnly(question.text, ids, api))
      .map(({ text, settle, operations: named }): Unknown => ({
        text: questionAlone(text),
        evidence:
          settle === null ? "An answer of the team that runs the API." : `An answer in sallyport.yaml: ${settle}.`,
        operations: here(named),
      })),
    ...(review.skipped.length === 0
      ? []
      : [
          {
            text: `What ${count(review.skipped.length, "part")} of the description say: ${review.skipped.length === 1 ? "it" : "they"} could not be read.`,
            evidence: "The missing files, or a description without errors.",
            operations: [],
          },
        ]),
    ...(since === null
      ? [
          {
            text: `Since when: ${sinceNotAsked ?? "the history was not searched"}.`,
            evidence: "The git history of the description.",
            operations: [],
          },
        ]
      : since.unknown.map((text) => ({ text, evidence: evidenceOfTimes(text), operations: [] }))),
    {
      text: "Whether what is deployed is what is described: operations that no description has are not found here.",
      evidence: `The routes of the deployed service beside ${siteOf(source, operations[0] ?? api).file}.`,
      operations: [],
    },
  ];
}

/** A question without what an answer would mean for the whole API: an assessment is about what was reported. */
function questionAlone(text: string): string {
  const [question] = /^.*?\?/s.exec(text) ?? [text];
  return question;
}

/** Whether a question names no operation but affected ones. */
function namesOnly(text: string, affected: ReadonlySet<string>, { operations }: AssessedApi): boolean {
  return operations.every(({ id }) => affected.has(id) || !namesOperation(text, id));
}

function namesOperation(text: string, id: string): boolean {
  const at = text.indexOf(id);
  return at >= 0 && !/[\w/{-]/.test(text.charAt(at + id.length));
}

/** Whether a question is about who can get the credential that was reported: whoever has it is known to have it. */
function isOfReported({ items }: Scope, { question, settle }: Review["assumptions"][number]): boolean {
  const reported = new Set(items.flatMap(({ kind, name }) => (kind === "credential" ? [name] : [])));
  const named = [...question.matchAll(/"([^"]+)"/g)].flatMap(([, name]) => name ?? []);
  return (
    settle.some((one) => one.startsWith("admission.")) && named.length > 0 && named.every((name) => reported.has(name))
  );
}

/** What would show how it was at a time of which the history says nothing. */
function evidenceOfTimes(text: string): string {
  if (/\bwere? not reviewed\b|\bwas not reviewed\b|cannot be read/.test(text))
    return "These versions, read by a person: which operations they have, and what they return.";
  if (/\bgit cannot tell\b/.test(text)) return "What was deployed before: releases, and the team that runs the API.";
  return "The whole git history of the description.";
}

/** Of a container in whose path the same check stands: whether it is made for all that is in it, too much to be listed. */
function otherParts({ source: { api }, items, operations }: Scope, affected: ReadonlySet<string>): readonly Unknown[] {
  const named = new Set(items.flatMap((item) => (item.kind === "operation" ? item.operations : [])));
  const parts = new Map(
    operations.flatMap((operation) => {
      const part = named.has(operation) ? containerPartOf(api, operation) : undefined;
      return part === undefined ? [] : [[part.container, part] as const];
    }),
  );
  return [...parts.values()].map(({ container, others }): Unknown => {
    const left = others.filter(({ id }) => !affected.has(id));
    return {
      text: `Whether ${count(left.length, "other operation")} on what is below ${container} ${left.length === 1 ? "checks" : "check"} that the caller may see it: too many to list here.`,
      evidence: "Their authorization tests (sallyport tests), first of those that read sensitive data.",
      operations: [],
    };
  });
}
