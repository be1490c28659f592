import { allFindings } from "../../core/all-findings.ts";
import { grouped } from "../../core/grouped.ts";
import type { ImpactAssessment } from "../../core/impact.ts";
import type { Finding } from "../../core/review.ts";
import { isAtLeast, worse } from "../../core/severity.ts";
import type { Operation } from "../../model/api.ts";
import { candidatesOf, type Candidate } from "../../operations/candidates/candidates.ts";
import { aNoun, pluralOf } from "../../operations/candidates/nouns.ts";
import type { Scope } from "../scope/scope.ts";
import type { Found } from "./found.ts";

/** What is wrong with what was reported, by rule, with all operations of the API that have it too. */
export function sharedCauses({ source, findings }: Scope): ImpactAssessment["causes"] {
  const { review, api } = source;
  return [...grouped(findings, ({ rule }) => rule)].map(([rule, own]) => {
    const alike = allFindings(review).filter(
      (finding) => finding.rule === rule && finding.confidence !== "possible" && isAtLeast(finding.severity, "low"),
    );
    const named = new Set(alike.flatMap(({ operations }) => operations));
    const [first] = own as [Finding]; // a group has one
    return {
      rule,
      title: first.title,
      severity: own.map(({ severity }) => severity).reduce(worse),
      findings: alike.map(({ fingerprint }) => fingerprint),
      operations: api.operations.flatMap(({ id }) => (named.has(id) ? [id] : [])),
      isWide: named.size > MOST_LISTED && named.size * 2 > api.operations.length,
    };
  });
}

/** A cause that more operations have is most of an API's, and no list of them helps. */
const MOST_LISTED = 8;

/**
 * Other operations with the weakness of what was reported: a finding of the same rule, or an object that is named by the same
 * kind of identifier, which has to pass the same check.
 */
export function sameWeakness(scope: Scope, causes: ImpactAssessment["causes"]): readonly Found[] {
  const { source, operations } = scope;
  const reported = new Set(operations);
  const byId = new Map(source.api.operations.map((operation) => [operation.id, operation] as const));
  const found = new Map<Operation, Found>();
  const add = (operation: Operation, why: string, isFinding: boolean): void => {
    if (reported.has(operation) || found.has(operation)) return;
    found.set(operation, { relation: "same-weakness", operation, way: "action", why, isFinding, flows: [] });
  };
  for (const { operations: ids, title, isWide } of causes)
    if (!isWide)
      for (const id of ids) {
        const operation = byId.get(id);
        if (operation !== undefined) add(operation, `has the same finding: ${title}`, true);
      }
  for (const { operation, why } of namedAlike(scope)) add(operation, why, false);
  return source.api.operations.flatMap((operation) => found.get(operation) ?? []);
}

/** Operations that name an object as one does that was reported: whoever checks one must check all. */
function namedAlike({
  source,
  items,
  operations,
}: Scope): readonly { readonly operation: Operation; readonly why: string }[] {
  if (!items.some(({ kind }) => kind === "operation" || kind === "finding")) return [];
  const reported = new Set(operations);
  const candidates = candidatesOf(source.api).filter(({ kind }) => BY_IDENTIFIER.has(kind));
  const nouns = new Set(
    candidates.filter(({ operation }) => reported.has(operation)).map(({ resource }) => resource.bare),
  );
  return candidates.flatMap((candidate: Candidate) => {
    const { operation, resource, identifiers, action } = candidate;
    if (!nouns.has(resource.bare) || identifiers.length === 0) return [];
    return [
      {
        operation,
        why: `${action.isReading ? "reads" : "acts on"} ${pluralOf(resource.bare)} by an identifier of ${aNoun(resource.bare)} too`,
      },
    ];
  });
}

const BY_IDENTIFIER: ReadonlySet<Candidate["kind"]> = new Set([
  "object",
  "batch",
  "filter",
  "reference",
  "people",
  "approval",
]);
