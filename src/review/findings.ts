import type { Location } from "../core/place.ts";
import type { Finding, FindingPlace } from "../core/review.ts";
import { milder, SEVERITIES, type Severity } from "../core/severity.ts";
import type { Document } from "../load/document.ts";
import type { Api, Operation } from "../model/api.ts";
import type { Policy } from "../policy/policy.ts";
import type { Fault, Rule, Spot } from "../rules/rule.ts";
import { excerptOf } from "./excerpt.ts";
import { fingerprintOf, lastingId, lastingWitness } from "./fingerprint.ts";

/** Every finding of the rules that the policy asks, the worst first; those of one severity in the order of the rules. */
export function findingsOf(api: Api, rules: readonly Rule[], policy: Policy): Finding[] {
  const found: { finding: Finding; order: number }[] = [];
  for (const [order, rule] of rules.entries()) {
    const severity = policy.severities.get(rule.id) ?? "off";
    if (severity === "off") continue;
    for (const fault of rule.check(api)) found.push({ finding: findingOf(api.document, rule, fault, severity), order });
  }
  return found
    .toSorted((a, b) => rank(a.finding) - rank(b.finding) || a.order - b.order || byPlace(a.finding, b.finding))
    .map(({ finding }) => finding);
}

function rank({ severity }: Finding): number {
  return SEVERITIES.indexOf(severity);
}

function byPlace(a: Finding, b: Finding): number {
  return compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.message, b.message);
}

/** By code unit, so that the order is the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function findingOf(document: Document, rule: Rule, fault: Fault, severity: Severity): Finding {
  const location = document.locate(fault.at);
  const spots = fault.places ?? spotsOf(fault);
  const operations = new Set<Operation>([
    ...(fault.operations ?? []),
    ...spots.flatMap(({ operation }) => operation ?? []),
  ]);
  const { line, column, endLine, endColumn } = location;
  return {
    fingerprint: fingerprintOf(rule.id, fault.cause),
    rule: rule.id,
    severity: (fault.mitigations ?? []).reduce<Severity>((at) => milder(at), severity),
    confidence: fault.confidence ?? rule.confidence,
    title: rule.title,
    message: fault.message,
    ...fault.at,
    line,
    column,
    endLine,
    endColumn,
    operations: [...operations].map(({ id }) => id),
    fields: [],
    owasp: [...rule.owasp],
    cwe: [...rule.cwe],
    rationale: rule.rationale,
    remediation: rule.remediation,
    evidence: [...(fault.evidence ?? []), ...(fault.mitigations ?? []).map((reason) => `Milder because ${reason}.`)],
    status: "open",
    owner: null,
    firstSeen: null,
    due: null,
    ticket: null,
    assumes: [],
    places: placesOf(document, rule, fault, spots),
  };
}

function spotsOf(fault: Fault): readonly Spot[] {
  const operations = fault.operations ?? [];
  return operations.length === 0 ? [{ at: fault.at }] : operations.map((operation) => ({ at: fault.at, operation }));
}

/** The places of a finding, each once by its fingerprint; the excerpt stands with the first at each location. */
function placesOf(document: Document, rule: Rule, fault: Fault, spots: readonly Spot[]): FindingPlace[] {
  const places = new Map<string, FindingPlace>();
  const shown = new Set<string>();
  for (const { at, operation, witness } of spots) {
    const identity =
      operation === undefined
        ? [rule.id, fault.cause]
        : [rule.id, lastingId(operation), lastingWitness(witness ?? "", operation)];
    const fingerprint = fingerprintOf(...identity);
    if (places.has(fingerprint)) continue;
    const location: Location = document.locate(at);
    const where = `${at.file}${at.pointer}`;
    const excerpt = shown.has(where) ? [] : excerptOf(document.sourceOf(at.file), location);
    shown.add(where);
    places.set(fingerprint, {
      fingerprint,
      ...at,
      line: location.line,
      operation: operation?.id ?? null,
      witness: witness ?? null,
      state: null,
      excerpt,
    });
  }
  return [...places.values()];
}
