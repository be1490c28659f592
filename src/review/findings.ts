import { count } from "../core/prose.ts";
import { byCodeUnit } from "../core/compare.ts";
import { memo, memoBy, memoOfText } from "../core/memo.ts";
import { AUDIENCES, type Audience } from "../core/exposure-words.ts";
import type { Location, Site } from "../core/place.ts";
import type { Finding, FindingPlace } from "../core/review.ts";
import { rulePageUrl } from "../core/rule-page-url.ts";
import { atMostLikely, isAtLeast, milder, moreSevere, SEVERITIES, worse, type Severity } from "../core/severity.ts";
import { judgementOf, type AssessedApi, type Assessment } from "../exposure/assessed-api.ts";
import { placeOf, type Operation } from "../model/api.ts";
import { isInferredAt } from "../model/inferred-schemas.ts";
import { globIndex } from "../policy/glob-index.ts";
import type { ConfiguredRule } from "../policy/policy.ts";
import { overriddenSeverity } from "../policy/rulesets/overrides.ts";
import type { Rule } from "../rules/rule.ts";
import type { Fault, FaultPlace } from "../operations/fault.ts";
import { excerptOf } from "./excerpt.ts";
import { findingFixes } from "./finding-fixes.ts";
import { maskFor } from "./mask.ts";
import { lastingRuleId } from "../core/rule-ids.ts";
import { fingerprintOf, lastingId, lastingWitness } from "./fingerprint.ts";

/** A fault that the policy asks about, with the severity that it has where it stands. */
export interface JudgedFault {
  readonly rule: Rule;
  readonly fault: Fault;
  readonly fingerprint: string;
  readonly severity: Severity;
  /** What `rules` of `sallyport.yaml` makes of the rule, as far as it holds for this fault. */
  readonly setting: ConfiguredRule | undefined;
  /** Where `rules` of `sallyport.yaml` gives it that severity, before what makes it graver or milder. */
  readonly setAt: Site | undefined;
  readonly lowered?: Lowered;
  /** The spots at which the rule is asked. */
  readonly spots: readonly FaultPlace[];
  /** How bad spots are at least: as bad as with callers of the organization's own. */
  readonly atLeast: ReadonlyMap<FaultPlace, Severity>;
  /** Whether that makes it worse than it would be by itself. */
  readonly isRaised: boolean;
}

/** How bad spots are, by what each is known by in every judgement. */
export type SpotSeverities = ReadonlyMap<string, Severity>;

/** How bad each spot of a judgement is. */
export function severitiesBySpot(api: AssessedApi, faults: readonly JudgedFault[]): SpotSeverities {
  const found = new Map<string, Severity>();
  for (const judgedFault of faults)
    for (const [spot, severity] of spotSeverities(api, judgedFault)) {
      const key = keyOf(judgedFault.rule, judgedFault.fault, spot);
      found.set(key, worse(found.get(key) ?? severity, severity));
    }
  return found;
}

function keyOf(rule: Rule, fault: Fault, spot: FaultPlace): string {
  return [fault.cause, ...identityOf(rule, fault, spot)].join("\n");
}

/** What `rules` of `sallyport.yaml` does to a finding that is high or critical without it: as good as a dismissal. */
export interface Lowered {
  /** The worst of the places that it is done to. */
  readonly from: Severity;
  /** `off` where some of these places are no longer reported. */
  readonly to: Severity | "off";
  /** The places that would be high or critical, and are less so now or not reported. */
  readonly spots: readonly FaultPlace[];
  /** Whether nothing is left of the finding. */
  readonly isWhole: boolean;
  readonly source: Site;
  /** Whether the policy lets anybody dismiss what is so severe; else the setting does not hold for it. */
  readonly isAllowed: boolean;
}

/**
 * Checks rules over one API in several judgements: what a rule finds without asking what was worked out of exposure is
 * the same in each, and looked for once; without asking for what the policy says of callers either, once for all answers.
 * `guarded` is how bad spots are where what is open on its network can be called by the organization's own only: that
 * anyone there can call it makes none of them less bad.
 */
export function faultFinder(
  rules: readonly Rule[],
): (api: AssessedApi, guarded?: SpotSeverities) => readonly JudgedFault[] {
  const always = new Map<Rule, readonly Fault[]>();
  const byPolicy = memo((_policy: AssessedApi["policy"]) => new Map<Rule, readonly Fault[]>());
  return (api, guarded) => {
    const known = byPolicy(api.policy);
    const widest = widestExposure(api);
    const exposures = new Set([widest, ...api.operations.map((operation) => api.assessed(operation).judgedAs)]);
    return rules
      .filter((rule) => isAsked(rule, api.policy, exposures))
      .flatMap((rule) => {
        api.document.budget.checkTime(api.document.entry.file);
        let faults = always.get(rule) ?? known.get(rule);
        if (faults === undefined) {
          const watched = watchedFor(api);
          faults = [...rule.check(watched.api)];
          if (watched.asked() === "nothing") always.set(rule, faults);
          if (watched.asked() === "policy") known.set(rule, faults);
        }
        return faults.flatMap((fault) => judged(api, rule, fault, widest, guarded) ?? []);
      });
  };
}

/** Whether a policy asks a rule anywhere: `rules` of `sallyport.yaml` holds before rulesets, its paths before all. */
function isAsked(
  { id }: Rule,
  { rules, severities, rulesets }: AssessedApi["policy"],
  exposures: ReadonlySet<Audience>,
): boolean {
  const setting = rules.get(id);
  if (setting?.paths.some(([, severity]) => severity !== "off") === true) return true;
  return [...exposures].some((exposure) => {
    const configured = setting?.byExposure[exposure];
    // What is off, and would be high, is told as dismissed.
    if (configured !== undefined && configured !== "off") return true;
    return [severities[exposure], ...rulesets[exposure].overrides.map((override) => override.severities)].some(
      (table) => (table.get(id) ?? "off") !== "off",
    );
  });
}

/** What a rule may have asked for that is not the same in each judgement, or not by each policy. */
type Asked = "nothing" | "policy" | "judgement";

/** An API that notices whether anybody asks for what differs between judgements, or by what the policy says of callers. */
function watchedFor(api: AssessedApi): { readonly api: AssessedApi; readonly asked: () => Asked } {
  let asked: Asked = "nothing";
  const ofJudgement = <T>(value: T): T => {
    asked = "judgement";
    return value;
  };
  const ofPolicy = <T>(value: T): T => {
    if (asked === "nothing") asked = "policy";
    return value;
  };
  const { policy } = api;
  const watched: AssessedApi = {
    ...api,
    policy: {
      ...policy,
      get admission() {
        return ofPolicy(policy.admission);
      },
      get tenancy() {
        return ofPolicy(policy.tenancy);
      },
    },
    get whose() {
      return ofPolicy(api.whose);
    },
    get assessed() {
      return ofJudgement(api.assessed);
    },
    get schemes() {
      return ofJudgement(api.schemes);
    },
  };
  return { api: watched, asked: () => asked };
}

/** Every finding of the rules that the policy asks, the worst first; those of one severity in the order of the rules. */
export function findingsOf(api: AssessedApi, rules: readonly Rule[]): Finding[] {
  return findingsFrom(api, faultFinder(rules)(api));
}

/** Whether findings are for somebody to read, or only to be weighed: then they have no excerpts and no fixes. */
export type FindingDetail = "shown" | "weighed";

/**
 * The findings that faults make, the worst first; those of one severity in the order of the faults' rules. What may stop a
 * release and is known by a name that may mean something else comes after what is known for sure.
 */
export function findingsFrom(
  api: AssessedApi,
  faults: readonly JudgedFault[],
  detail: FindingDetail = "shown",
): Finding[] {
  const order = [...new Set(faults.map(({ rule }) => rule))];
  const widest = widestExposure(api);
  return faults
    .map((fault) => ({ finding: findingOf(api, fault, widest, detail), order: order.indexOf(fault.rule) }))
    .toSorted(
      (a, b) =>
        rank(a.finding) - rank(b.finding) ||
        Number(isByName(a.finding)) - Number(isByName(b.finding)) ||
        a.order - b.order ||
        byPlace(a.finding, b.finding),
    )
    .map(({ finding }) => finding);
}

function rank({ severity }: Finding): number {
  return SEVERITIES.indexOf(severity);
}

function isByName({ severity, premises }: Finding): boolean {
  return isAtLeast(severity, "high") && premises !== undefined && INFERRED.has(premises.data);
}

const INFERRED: ReadonlySet<string> = new Set(["inferred", "possible"]);

function byPlace(a: Finding, b: Finding): number {
  return (
    b.operations.length - a.operations.length ||
    byCodeUnit(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    byCodeUnit(a.message, b.message)
  );
}

/** A fault as the policy judges it; `undefined` where it asks of no operation that it is about. */
function judged(
  api: AssessedApi,
  rule: Rule,
  fault: Fault,
  widest: Audience,
  guarded: SpotSeverities | undefined,
): JudgedFault | undefined {
  const setting = api.policy.rules.get(rule.id);
  const asSet = judgedWith(setting, api, rule, fault, widest, guarded);
  if (setting === undefined) return asSet;
  const asBefore = judgedWith(undefined, api, rule, fault, widest, guarded);
  if (asBefore === undefined) return asSet;
  const after = asSet === undefined ? new Map<FaultPlace, Severity>() : spotSeverities(api, asSet);
  const places = [...spotSeverities(api, asBefore)].filter(([spot, before]) => {
    const now = after.get(spot);
    return isAtLeast(before, "high") && (now === undefined || !isAtLeast(now, before));
  });
  if (places.length === 0) return asSet;
  const from = places.map(([, before]) => before).reduce(worse);
  const left = places.map(([spot]) => after.get(spot));
  const to = left.reduce((most, one) => (most === undefined || one === undefined ? undefined : worse(most, one)));
  const { dismissUpTo } = api.policy;
  const isAllowed = dismissUpTo === undefined || isAtLeast(dismissUpTo, from);
  const spots = places.map(([spot]) => spot);
  const lowered: Lowered = {
    from,
    to: to ?? "off",
    spots,
    isWhole: asSet === undefined,
    source: setting.source,
    isAllowed,
  };
  return { ...(isAllowed ? (asSet ?? asBefore) : asBefore), lowered };
}

function judgedWith(
  setting: ConfiguredRule | undefined,
  api: AssessedApi,
  rule: Rule,
  fault: Fault,
  widest: Audience,
  guarded: SpotSeverities | undefined,
): JudgedFault | undefined {
  let worst: Severity | undefined;
  let isSet = setting !== undefined;
  const weigh = (severity: Severity, operation: Operation | undefined): void => {
    const isBySetting = configuredAt(api, setting, operation, widest) !== undefined;
    // Of several that are the worst each must have it from there: else it would be as bad without.
    if (severity === worst) isSet &&= isBySetting;
    else if (worst === undefined || worse(worst, severity) === severity) [worst, isSet] = [severity, isBySetting];
  };
  for (const carrier of fault.carriers ?? []) {
    const severity = insideOf(api, carrier, severityOf(api, rule, setting, carrier, widest));
    if (severity !== "off") weigh(severity, carrier);
  }
  const isWide = (fault.carriers ?? []).length > 0;
  const spots = (fault.places ?? spotsOf(fault)).filter((spot) => {
    if (isWide) return true;
    const severity = severityAt(api, rule, setting, spot, widest);
    if (severity === "off") return false;
    if (spot.isLesser !== true) weigh(severity, spot.operation);
    return true;
  });
  if (worst === undefined) return undefined;
  const own = weighed(worst, fault);
  // What `rules` of `sallyport.yaml` says holds.
  const atLeast = isSet ? NO_SPOTS : leastOf(rule, fault, spots, guarded);
  const severity = [...atLeast].reduce(
    (most, [spot, least]) => (spot.isLesser === true ? most : worse(most, least)),
    own,
  );
  return {
    rule,
    fault,
    fingerprint: fingerprintOf(lastingRuleId(rule.id), fault.cause),
    severity,
    setting,
    setAt: isSet ? setting?.source : undefined,
    spots,
    atLeast,
    isRaised: severity !== own,
  };
}

function leastOf(
  rule: Rule,
  fault: Fault,
  spots: readonly FaultPlace[],
  guarded: SpotSeverities | undefined,
): ReadonlyMap<FaultPlace, Severity> {
  return new Map(
    spots.flatMap((spot) => {
      const there = guarded?.get(keyOf(rule, fault, spot));
      const least = there !== undefined && spot.least !== undefined ? worse(there, spot.least) : (there ?? spot.least);
      return least === undefined ? [] : [[spot, least] as const];
    }),
  );
}

const NO_SPOTS: ReadonlyMap<FaultPlace, Severity> = new Map();

/** A severity with what makes a fault graver or milder than its kind. */
function weighed(severity: Severity, { aggravations = [], mitigations = [] }: Fault): Severity {
  const raised = aggravations.reduce<Severity>((at) => moreSevere(at), severity);
  return mitigations.reduce<Severity>((at) => milder(at), raised);
}

function findingOf(
  api: AssessedApi,
  { rule, fault, fingerprint, severity, setting, setAt, lowered, spots, isRaised }: JudgedFault,
  widest: Audience,
  detail: FindingDetail,
): Finding {
  const operations = new Set<Operation>([
    ...spots.flatMap(({ operation, isRepeat }) => (isRepeat === true ? [] : (operation ?? []))),
    ...[...(fault.operations ?? []), ...fewOf(fault.carriers)].filter(
      (operation) => severityOf(api, rule, setting, operation, widest) !== "off",
    ),
  ]);
  const byExample = isByExample(api, fault, spots);
  const { line, column, endLine, endColumn } = api.document.locate(fault.at);
  const fixes =
    detail === "weighed" ? [] : findingFixes(api, rule, fault, spots, (spot) => placeFingerprint(rule, fault, spot));
  return {
    fingerprint,
    rule: rule.id,
    severity,
    confidence: byExample ? atMostLikely(fault.confidence ?? rule.confidence) : (fault.confidence ?? rule.confidence),
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
    asvs: [...rule.asvs],
    rationale: fault.rationale ?? rule.rationale,
    ...(rule.exploit === "" ? {} : { exploit: fault.exploit ?? rule.exploit }),
    remediation: fault.remediation ?? rule.remediation,
    ...(fixes.length === 0 ? {} : { fixes }),
    ...(api.policy.docsUrl === undefined || rule.isUsers === true
      ? {}
      : { helpUri: rulePageUrl(api.policy.docsUrl, rule.id) }),
    evidence: [
      ...(fault.evidence ?? []),
      ...(byExample ? ["Known from an example alone: no schema says it."] : []),
      ...(lowered !== undefined
        ? [loweredWords(lowered)]
        : setAt === undefined
          ? []
          : [`Severity set in ${setAt.file}, line ${setAt.line}.`]),
      ...(fault.aggravations ?? []).map((reason) => `Severity raised: ${reason}.`),
      ...(fault.mitigations ?? []).map((reason) => `Severity reduced: ${reason}.`),
      ...(!isRaised && spots.some(({ operation }) => operation !== undefined && isInside(api, operation))
        ? ["Severity reduced: it can be reached from the internal network only."]
        : []),
    ],
    status: lowered?.isAllowed === true && lowered.isWhole ? "dismissed" : "open",
    owner: api.policy.owner ?? null,
    firstSeen: null,
    due: null,
    ticket: null,
    assumes: [],
    ...(fault.premises === undefined ? {} : { premises: fault.premises }),
    places: placesOf(api, rule, fault, spots, detail),
  };
}

/** What `rules` of `sallyport.yaml` did to a finding, or may not do. */
function loweredWords({ from, to, spots, isWhole, source: { file, line }, isAllowed }: Lowered): string {
  const where = `${file}, line ${line}`;
  if (!isAllowed)
    return `${where} sets it to ${to}, which does not hold: the policy does not allow dismissing findings of ${from}.`;
  if (isWhole) return `Dismissed: ${where} sets the rule to off.`;
  return to === "off"
    ? `${where} sets the rule to off for ${count(spots.length, "further place")}, the worst of them ${from}.`
    : `Severity set to ${to} in ${where} for ${count(spots.length, "place")}; it would be ${from}.`;
}

/** Whether a fault is about nothing but what examples show. */
function isByExample(api: AssessedApi, { at, fields = [] }: Fault, spots: readonly FaultPlace[]): boolean {
  const places = fields.length > 0 ? fields.map((field) => placeOf(field)) : spots.map((spot) => spot.at);
  return (places.length === 0 ? [at] : places).every((place) => isInferredAt(api, place));
}

/** Those that a fault of something wider is judged by, where they are so few that a reader is helped by their names. */
function fewOf(carriers: Fault["carriers"]): readonly Operation[] {
  return carriers === undefined || carriers.length > MOST_NAMED ? [] : carriers;
}

const MOST_NAMED = 5;

/** How bad each spot of a fault is by itself; a finding is as bad as its worst. What is judged by others is as bad as it is. */
export function spotSeverities(
  api: AssessedApi,
  { rule, fault, severity, setting, spots, atLeast }: JudgedFault,
): ReadonlyMap<FaultPlace, Severity> {
  if ((fault.carriers ?? []).length > 0) return new Map(spots.map((spot) => [spot, severity]));
  const widest = widestExposure(api);
  return new Map(
    spots.flatMap((spot) => {
      const own = severityAt(api, rule, setting, spot, widest);
      if (own === "off") return [];
      const weight = worse(weighed(own, fault), atLeast.get(spot) ?? "info");
      return [[spot, spot.isLesser === true && worse(weight, severity) === weight ? severity : weight]];
    }),
  );
}

/** How bad a spot is: by the ruleset of the exposure that its operation really has; a disclosure to the public is worse. */
function severityAt(
  api: AssessedApi,
  rule: Rule,
  setting: ConfiguredRule | undefined,
  spot: FaultPlace,
  widest: Audience,
): Severity | "off" {
  const { operation, disclosed } = spot;
  const severity = severityOf(api, rule, setting, operation, widest, spot);
  if (severity === "off" || operation === undefined || disclosed === undefined)
    return insideOf(api, operation, severity);
  if (disclosed === "internal") return insideOf(api, operation, milder(severity));
  const isDisclosure =
    disclosed === "restricted" && api.assessed(operation).judgedAs === "public" && severity === "high";
  return insideOf(api, operation, isDisclosure ? "critical" : severity);
}

/** What only callers on the internal network can reach is one step milder; what is of no operation, where all is so. */
function insideOf(api: AssessedApi, operation: Operation | undefined, severity: Severity | "off"): Severity | "off" {
  return severity !== "off" && isInside(api, operation) ? milder(severity) : severity;
}

function isInside(api: AssessedApi, operation: Operation | undefined): boolean {
  return operation === undefined ? isAllInside(api) : isOpenInside(api.assessed(operation));
}

const isAllInside = memoBy(
  judgementOf,
  ({ operations, assessed }) => operations.length > 0 && operations.every((one) => isOpenInside(assessed(one))),
);

/** Who declares an operation public is judged so, whatever its host is called. */
function isOpenInside({ unprotected, declared }: Assessment): boolean {
  return unprotected !== undefined && declared.audience !== "public";
}

/** A place of no operation is judged by the API's widest exposure. A ruleset may differ below some pointers. */
function severityOf(
  { policy, assessed }: AssessedApi,
  rule: Rule,
  setting: ConfiguredRule | undefined,
  operation: Operation | undefined,
  widest: Audience,
  spot?: FaultPlace,
): Severity | "off" {
  const configured = configuredAt({ assessed }, setting, operation, widest);
  if (configured !== undefined) return configured;
  const exposure = operation === undefined ? widest : assessed(operation).judgedAs;
  const severity = policy.severities[exposure].get(rule.id) ?? "off";
  const { overrides } = policy.rulesets[exposure];
  if (overrides.length === 0) return severity;
  const places = [
    ...(spot === undefined ? [] : [spot.at, ...(spot.reachedAt ?? [])]),
    ...(operation === undefined ? [] : [placeOf(operation)]),
  ];
  return overriddenSeverity(overrides, rule.id, places) ?? severity;
}

/** What `rules` of `sallyport.yaml` makes of a rule for an operation, or for what is of none. */
function configuredAt(
  { assessed }: Pick<AssessedApi, "assessed">,
  setting: ConfiguredRule | undefined,
  operation: Operation | undefined,
  widest: Audience,
): Severity | "off" | undefined {
  if (setting === undefined) return undefined;
  if (operation === undefined) return setting.byExposure[widest];
  return severityByPath(setting)(operation.pathItem.path) ?? setting.byExposure[assessed(operation).judgedAs];
}

/** What the paths of a configured rule make of an operation's: there may be very many of both, and each place asks. */
const severityByPath = memo(({ paths }: ConfiguredRule) => {
  const index = globIndex(paths.map(([pattern]) => pattern));
  return memoOfText((path): Severity | "off" | undefined => {
    const first = index.first(path);
    return first === undefined ? undefined : paths[first]![1];
  });
});

/** A document's exposure is its widest operation's. */
const widestExposure = memoBy(judgementOf, (api): Audience => {
  // There may be more operations than a call can have arguments.
  const widest = api.operations.reduce(
    (most, operation) => Math.max(most, AUDIENCES.indexOf(api.assessed(operation).judgedAs)),
    0,
  );
  return AUDIENCES[widest]!;
});

function spotsOf(fault: Fault): readonly FaultPlace[] {
  const operations = fault.operations ?? [];
  return operations.length === 0 ? [{ at: fault.at }] : operations.map((operation) => ({ at: fault.at, operation }));
}

/** What a place is known by, whatever becomes of names, files, lines and texts. */
export function placeFingerprint(rule: Rule, fault: Fault, spot: FaultPlace): string {
  return fingerprintOf(...identityOf(rule, fault, spot));
}

/** The places of a finding, each once by its fingerprint; the excerpt stands with the first at each location. */
function placesOf(
  api: AssessedApi,
  rule: Rule,
  fault: Fault,
  spots: readonly FaultPlace[],
  detail: FindingDetail,
): FindingPlace[] {
  const places = new Map<string, FindingPlace>();
  const shown = new Set<string>();
  for (const spot of spots) {
    const { at, operation, witness } = spot;
    api.document.budget.checkTime(at.file);
    const fingerprint = placeFingerprint(rule, fault, spot);
    if (places.has(fingerprint)) continue;
    const location: Location = api.document.locate(at);
    const where = `${at.file}${at.pointer}`;
    const excerpt =
      detail === "weighed" || shown.has(where) ? [] : excerptOf(api.document.sourceOf(at.file), location, maskFor(api));
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

/** The fingerprint of a place at an operation, by the id of its rule. */
export function placeFingerprintAt(ruleId: string, operation: Operation, witness: string | undefined): string {
  return fingerprintOf(...identityAt(lastingRuleId(ruleId), operation, witness));
}

function identityAt(ruleId: string, operation: Operation, witness: string | undefined): readonly string[] {
  return [ruleId, lastingId(operation), lastingWitness(witness ?? "", operation)];
}

/** What makes a place that one and no other; its fingerprint is the hash of it. */
export function identityOf(rule: Rule, fault: Fault, { operation, witness, cause }: FaultPlace): readonly string[] {
  const id = lastingRuleId(rule.id);
  return operation === undefined
    ? [id, cause ?? fault.cause, ...(witness === undefined ? [] : [witness])]
    : identityAt(id, operation, witness);
}
