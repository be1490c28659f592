import { AUDIENCES, type Audience } from "../core/exposure-words.ts";
import type { Location } from "../core/place.ts";
import type { Finding, FindingPlace } from "../core/review.ts";
import { milder, SEVERITIES, worse, type Severity } from "../core/severity.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import type { Operation } from "../model/api.ts";
import type { Fault, Rule, Spot } from "../rules/rule.ts";
import { excerptOf } from "./excerpt.ts";
import { fingerprintOf, lastingId, lastingWitness } from "./fingerprint.ts";

/** Every finding of the rules that the policy asks, the worst first; those of one severity in the order of the rules. */
export function findingsOf(api: AssessedApi, rules: readonly Rule[]): Finding[] {
  const found: { finding: Finding; order: number }[] = [];
  for (const [order, rule] of rules.entries()) {
    for (const fault of rule.check(api)) {
      const finding = findingOf(api, rule, fault);
      if (finding !== undefined) found.push({ finding, order });
    }
  }
  return found
    .toSorted((a, b) => rank(a.finding) - rank(b.finding) || a.order - b.order || byPlace(a.finding, b.finding))
    .map(({ finding }) => finding);
}

function rank({ severity }: Finding): number {
  return SEVERITIES.indexOf(severity);
}

function byPlace(a: Finding, b: Finding): number {
  return (
    b.operations.length - a.operations.length ||
    compare(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compare(a.message, b.message)
  );
}

/** By code unit, so that the order is the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The finding of a fault; `undefined` where the policy does not ask it of any operation that it is about. */
function findingOf(api: AssessedApi, rule: Rule, fault: Fault): Finding | undefined {
  const judged = (fault.places ?? spotsOf(fault)).flatMap((spot) => {
    const severity = severityAt(api, rule, spot);
    return severity === "off" ? [] : [{ spot, severity }];
  });
  if (judged.length === 0) return undefined;
  const spots = judged.map(({ spot }) => spot);
  const severity = judged.map((one) => one.severity).reduce(worse);
  const operations = new Set<Operation>([
    ...spots.flatMap(({ operation }) => operation ?? []),
    ...(fault.operations ?? []).filter((operation) => severityOf(api, rule, operation) !== "off"),
  ]);
  const { line, column, endLine, endColumn } = api.document.locate(fault.at);
  return {
    fingerprint: fingerprintOf(rule.id, fault.cause),
    rule: rule.id,
    severity: (fault.mitigations ?? []).reduce<Severity>((at) => milder(at), severity),
    confidence: fault.confidence ?? rule.confidence,
    title: fault.title ?? rule.title,
    message: fault.message,
    ...fault.at,
    line,
    column,
    endLine,
    endColumn,
    operations: [...operations].map(({ id }) => id),
    fields: [...new Set((fault.fields ?? []).map(({ node }) => `${node.source.file}${node.pointer}`))],
    owasp: [...rule.owasp],
    cwe: [...rule.cwe],
    rationale: rule.rationale,
    remediation: rule.remediation,
    evidence: [...(fault.evidence ?? []), ...(fault.mitigations ?? []).map((reason) => `Milder because ${reason}.`)],
    status: "open",
    owner: api.policy.owner ?? null,
    firstSeen: null,
    due: null,
    ticket: null,
    assumes: [],
    places: placesOf(api, rule, fault, spots),
  };
}

/** How bad a spot is: by the ruleset of the exposure that its operation really has; a disclosure to the public is worse. */
function severityAt(api: AssessedApi, rule: Rule, { operation, disclosed }: Spot): Severity | "off" {
  const severity = severityOf(api, rule, operation);
  if (severity === "off" || operation === undefined || disclosed === undefined) return severity;
  if (disclosed === "internal") return milder(severity);
  return disclosed === "restricted" && api.assessed(operation).exposure === "public" && severity === "high"
    ? "critical"
    : severity;
}

function severityOf(api: AssessedApi, rule: Rule, operation: Operation | undefined): Severity | "off" {
  const exposure = operation === undefined ? widestExposure(api) : api.assessed(operation).exposure;
  return api.policy.severities[exposure].get(rule.id) ?? "off";
}

/** A document's exposure is its widest operation's. */
export function widestExposure(api: AssessedApi): Audience {
  const exposures = api.operations.map((operation) => AUDIENCES.indexOf(api.assessed(operation).exposure));
  return AUDIENCES[Math.max(0, ...exposures)]!;
}

function spotsOf(fault: Fault): readonly Spot[] {
  const operations = fault.operations ?? [];
  return operations.length === 0 ? [{ at: fault.at }] : operations.map((operation) => ({ at: fault.at, operation }));
}

/** The places of a finding, each once by its fingerprint; the excerpt stands with the first at each location. */
function placesOf({ document }: AssessedApi, rule: Rule, fault: Fault, spots: readonly Spot[]): FindingPlace[] {
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
