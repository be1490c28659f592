import { isCredential } from "../data/taxonomy/is-credential.ts";
import { grouped } from "../core/grouped.ts";
import { count, listed, quoted } from "../core/prose.ts";
import { uncapitalized } from "../core/sentence.ts";
import { isAbove } from "../core/exposure-words.ts";
import { readingOf } from "../exposure/reading.ts";
import { openNumbers, type OpenNumbers } from "../core/open-findings.ts";
import { isAtLeast, type Severity } from "../core/severity.ts";
import type { Finding, Review } from "../core/review.ts";
import type { AssessedApi, AssessedFlow } from "../exposure/assessed-api.ts";
import { credentialWords } from "../exposure/credential-words.ts";
import type { Operation } from "../model/api.ts";
import type { Answer } from "../policy/answered.ts";
import { worstCase } from "../core/possible-answers.ts";
import { statedCredential } from "../exposure/stated-credential.ts";
import { credentialHeader, optionalCredentialHeader } from "../model/credential-header.ts";
import type { SecurityScheme } from "../model/security.ts";
import type { Fault } from "../operations/fault.ts";
import { findingsFrom, identityOf, type FindingDetail, type JudgedFault } from "./findings.ts";
import { carriedBy, flowsOverCeiling } from "../operations/readers/readers.ts";

type Assumption = Review["assumptions"][number];

/** An assumption of which it is not worked out yet what its answer changes. */
export type OpenAssumption = Omit<Assumption, "decides" | "answers">;

/** One judgement: who can call, and what is wrong then. */
export interface Judgement {
  readonly api: AssessedApi;
  readonly faults: readonly JudgedFault[];
}

/** What one API is judged as: as stated, as if anyone got in, and as if only the organization's own did. */
export interface Judgements {
  readonly stated: Judgement;
  readonly open: Judgement;
  readonly closed: Judgement;
  /** The same API, judged by the policy with an answer in it; not there where nobody can ask for that. */
  readonly answered?: (answer: Answer) => Judgements;
}

/** The findings as stated, each with the assumptions without which it would not stand. `detail` as in `findingsFrom`. */
export function findingsWithAssumptions({ stated, closed }: Judgements, detail: FindingDetail = "shown"): Finding[] {
  const kindsOf = kindFinder(stated.api, stated.faults);
  const without = new Set(closed.faults.map(({ fingerprint }) => fingerprint));
  const supposed = new Map(stated.faults.map(({ fault, fingerprint }) => [fingerprint, fault.assumes ?? []]));
  const always = new Set(stated.faults.flatMap(({ fault, fingerprint }) => (fault.isWrongForAll ? [fingerprint] : [])));
  return findingsFrom(stated.api, stated.faults, detail).map((finding) => {
    const kinds = new Set([
      ...(always.has(finding.fingerprint) || without.has(finding.fingerprint) ? [] : kindsOf(finding)),
      ...(supposed.get(finding.fingerprint) ?? []),
    ]);
    return { ...finding, assumes: KINDS.filter((kind) => kinds.has(kind)) };
  });
}

/** The findings of which nothing tells whether the people in them are such as the caller. */
function undecidedIn(faults: readonly JudgedFault[]): ReadonlySet<string> {
  return new Set(faults.flatMap(({ fault, fingerprint }) => (isOfTenancy(fault) ? [fingerprint] : [])));
}

function isOfTenancy({ assumes = [] }: Fault): boolean {
  return assumes.includes("tenancy");
}

/**
 * What the description does not say and a judgement hangs on: one question a kind, with all that is at stake. `detail` as in
 * `findingsFrom`.
 */
export function assumptionsOf(judgements: Judgements, detail: FindingDetail = "shown"): OpenAssumption[] {
  const { stated, open } = judgements;
  const kindsOf = kindFinder(stated.api, open.faults);
  const undecided = undecidedIn(open.faults);
  const further = grouped(furtherFindings(judgements, detail), (finding) => {
    if (undecided.has(finding.fingerprint)) return "tenancy";
    const kinds = kindsOf(finding);
    return KINDS.find((one) => kinds.has(one)) ?? "admission";
  });
  return KINDS.flatMap((kind) => {
    const ifTrue = further.get(kind) ?? [];
    const operations = operationsOf(kind, judgements, ifTrue);
    if (operations.length === 0) return [];
    return [
      {
        id: kind,
        question: questionOf(kind, judgements, operations, ifTrue),
        operations: operations.map(({ id }) => id),
        ifTrue,
        settle: settlingKeys(kind, stated.api, operations),
      },
    ];
  });
}

/**
 * Whether an answer changes the verdict, its conditions, or what is found of medium and above, or says who is let in to restricted data of
 * others: a question that changes nothing is none for a meeting.
 */
export function isDeciding(
  { id, ifTrue, operations, answers = [] }: Omit<Assumption, "decides">,
  { findings, verdict }: Pick<Review, "findings" | "verdict">,
  api: AssessedApi,
): boolean {
  const resting = findings.filter(({ assumes }) => assumes.includes(id));
  const now = graveNumbers(openNumbers(findings));
  const owed = verdict.reasons.filter(({ kind }) => kind === "condition").length;
  return (
    answers.some(
      ({ decision, open, conditions = owed }) =>
        decision !== verdict.decision || graveNumbers(open) !== now || conditions !== owed,
    ) ||
    verdict.reasons.some(({ assumptions }) => assumptions.includes(id)) ||
    [...ifTrue, ...resting].some(({ severity, status }) => isAtLeast(severity, "medium") && status !== "fixed") ||
    (id !== "tenancy" && letsInToOthers(api, new Set(operations)))
  );
}

/** The numbers of open findings of medium and above, as a text to compare. */
function graveNumbers(open: OpenNumbers): string {
  return ["critical", "high", "medium"].map((severity) => open[severity as Severity] ?? 0).join(" ");
}

/** Whether operations return restricted data of people, or secrets, that are not the caller's own. */
function letsInToOthers(api: AssessedApi, operations: ReadonlySet<string>): boolean {
  return api.operations.some(
    (operation) =>
      operations.has(operation.id) &&
      api
        .assessed(operation)
        .exposed.some(
          ({ field, whose }) =>
            whose !== "caller" &&
            field.sensitivity === "restricted" &&
            field.confidence !== "possible" &&
            (field.isPersonal || isCredential(field.category)),
        ),
  );
}

/** Those that an assumption is about: of tenancy those alone with which something is found, since it is asked for nothing else. */
function operationsOf(
  kind: AssumptionKind,
  { stated, open }: Judgements,
  ifTrue: readonly Finding[],
): readonly Operation[] {
  const { operations } = stated.api;
  if (kind !== "tenancy") return operations.filter((operation) => assumptionKindOf(stated.api, operation) === kind);
  const named = new Set([
    ...ifTrue.flatMap((finding) => finding.operations),
    ...[...stated.faults, ...open.faults].flatMap(({ fault, spots }) =>
      isOfTenancy(fault) ? spots.flatMap(({ operation }) => operation?.id ?? []) : [],
    ),
  ]);
  return operations.filter(({ id }) => named.has(id));
}

const KINDS = ["admission", "authentication-unstated", "subscription", "tenancy"] as const;
export type AssumptionKind = (typeof KINDS)[number];

/** What an operation's exposure hangs on; `undefined` where it is known, or does not depend on who gets in. */
export function assumptionKindOf(api: AssessedApi, operation: Operation): AssumptionKind | undefined {
  const { admission, assumed } = api.assessed(operation);
  if (!assumed || admission !== "unknown") return undefined;
  if (operation.operationKind === "webhook") return "subscription";
  return operation.access === "unstated" ? "authentication-unstated" : "admission";
}

/**
 * Whether all operations of which no requirement tells who calls them state a credential: none can be called without one. What
 * gives callers theirs, or is open by its purpose, asks nobody for it.
 */
export function isCredentialStated(api: AssessedApi): boolean {
  const asked = api.operations.filter((operation) => assumptionKindOf(api, operation) === "authentication-unstated");
  const stating = asked.filter((operation) => api.assessed(operation).statesCredential);
  return (
    stating.length > 0 &&
    asked.every((operation) => {
      const { statesCredential, intent } = api.assessed(operation);
      return statesCredential || (intent !== undefined && BEFORE_CREDENTIAL.has(intent));
    })
  );
}

/** What callers do who have no credential yet, or ask how the service is. */
const BEFORE_CREDENTIAL: ReadonlySet<string> = new Set([
  "log-in",
  "sign-up",
  "token",
  "password-reset",
  "verification",
  "health",
]);

/** What only the second judgement finds, or makes a matter for the verdict. */
function furtherFindings({ stated, open }: Judgements, detail: FindingDetail): readonly Finding[] {
  const known = new Map<string, Severity>();
  for (const { rule, fault, severity, spots } of stated.faults)
    for (const spot of spots) known.set(identityOf(rule, fault, spot).join("\n"), severity);
  const further = open.faults.filter(({ rule, fault, severity, spots }) =>
    spots.some((spot) => {
      const before = known.get(identityOf(rule, fault, spot).join("\n"));
      return before === undefined || (isAtLeast(severity, "high") && !isAtLeast(before, "high"));
    }),
  );
  return findingsFrom(open.api, further, detail);
}

/** Tells what the exposure of the operations that a finding of `faults` is judged by hangs on. */
function kindFinder(
  stated: AssessedApi,
  faults: readonly JudgedFault[],
): (finding: Finding) => ReadonlySet<AssumptionKind> {
  const byId = new Map(stated.operations.map((operation) => [operation.id, operation]));
  const carriers = new Map(faults.map(({ fingerprint, fault }) => [fingerprint, fault.carriers ?? []]));
  return ({ fingerprint, operations }) => {
    const judgedBy = [...operations.flatMap((id) => byId.get(id) ?? []), ...(carriers.get(fingerprint) ?? [])];
    return new Set(judgedBy.flatMap((operation) => assumptionKindOf(stated, operation) ?? []));
  };
}

function questionOf(
  kind: AssumptionKind,
  { open }: Judgements,
  operations: readonly Operation[],
  ifTrue: readonly Finding[],
): string {
  const credentials = schemesInQuestion(open.api, operations).map((scheme) => credentialWords(scheme, open.api));
  const asked = {
    admission: credentials.length === 0 ? "Who can get access?" : `Who can get ${listed(credentials, 6, "or")}?`,
    "authentication-unstated": unstatedQuestion(open.api, operations),
    subscription: "Who can subscribe to the API's webhooks?",
    tenancy: "Can callers reach data beyond their own account?",
  }[kind];
  const inQuestion = new Set(operations.map(({ id }) => id));
  const flows = flowsOverCeiling(open.api).filter(
    ({ operation, isUndecided }) => inQuestion.has(operation.id) && isUndecided === (kind === "tenancy"),
  );
  const handed = handedToStrangers(flows);
  if (handed !== undefined) return `${asked} ${worstCase(kind)}, ${handed}.`;
  const grave = ifTrue.find(({ severity }) => isAtLeast(severity, "medium"));
  return grave === undefined
    ? `${asked} ${whatHangs(open.api, operations)}.`
    : `${asked} ${worstCase(kind)}, ${uncapitalized(grave.message)}.`;
}

/** What is done with operations of which nobody knows who can call them: `This concerns 12 operations: 9 of them return names or pictures, and 4 of them change something`. */
function whatHangs(api: AssessedApi, operations: readonly Operation[]): string {
  const flows = operations.flatMap((operation) =>
    api
      .assessed(operation)
      .exposed.filter(({ field }) => field.confidence !== "possible" && isAbove(field.sensitivity, "internal")),
  );
  const isOne = operations.length === 1;
  const changing = operations.filter((operation) => readingOf(operation) === undefined).length;
  const returning = new Set(flows.map(({ operation }) => operation)).size;
  const parts = [
    ...(flows.length === 0
      ? []
      : [
          isOne
            ? `it returns ${carriedBy(flows, 6, "plural")}`
            : `${amongThem(returning, operations.length)} ${returning === 1 ? "returns" : "return"} ${carriedBy(flows, 6, "plural", "or")}`,
        ]),
    ...(changing === 0
      ? []
      : [
          isOne
            ? "it changes data"
            : `${amongThem(changing, operations.length)} ${changing === 1 ? "changes" : "change"} something`,
        ]),
  ];
  const concerned = `This concerns ${count(operations.length, "operation")}`;
  return parts.length === 0 ? concerned : `${concerned}: ${parts.join(", and ")}`;
}

function amongThem(n: number, all: number): string {
  return n === all ? "all of them" : `${n} of them`;
}

/** Who gets in where nothing is required: anybody, unless a credential is asked for in other words. */
function unstatedQuestion(open: AssessedApi, operations: readonly Operation[]): string {
  const bare = operations.filter((operation) => open.assessed(operation).admission === "anonymous").length;
  const optional = operations.map(({ parameters }) => optionalCredentialHeader(parameters));
  const called =
    operations.length === open.operations.length ? "the API" : `${operations.length} of the API's operations`;
  if (bare === operations.length)
    return optional.every((header) => header !== undefined)
      ? `Who can call ${called}, and do they need a credential? The header ${quoted(optional[0]!.name)} is declared as optional.`
      : `Who can call ${called}, and do they need a credential?`;
  const said = statedCredential(open).later;
  if (said !== undefined)
    return `Who can call ${called}, and do they need the token that is sent in the header ${quoted(said.header)}? ${said.where} says: ${quoted(said.sentence, 160)}, but no security requirement names that header.`;
  const headers = [...new Set(operations.map(({ parameters }) => credentialHeader(parameters)?.name))];
  if (headers.length <= MOST_HEADERS && headers.every((header) => header !== undefined))
    return `Who can get the credential that is sent in the header ${listed(
      headers.map((header) => quoted(header)),
      MOST_HEADERS,
      "or",
    )}? No security requirement names ${headers.length === 1 ? "this header" : "these headers"}.`;
  return bare === 0
    ? "Which credential is required, and who can get it? The responses or texts of the description show that there is one, but no security requirement names it."
    : `Who can call ${called}, and do they need the credential that some texts in the description mention?`;
}

/** Of more than these it is unclear which is the credential. */
const MOST_HEADERS = 2;

/** What strangers would get: other people's data, and what records hold, which may be anybody's. */
function handedToStrangers(flows: readonly AssessedFlow[]): string | undefined {
  const persons = flows.filter(({ principal }) => principal);
  const records = flows.filter(({ principal }) => !principal);
  const operationCount = (some: readonly AssessedFlow[]): number =>
    new Set(some.map(({ operation }) => operation)).size;
  const [ofPersons, ofRecords] = [operationCount(persons), operationCount(records)];
  const parts = [
    ...(ofPersons === 0
      ? []
      : [
          `${count(ofPersons, "operation")} ${ofPersons === 1 ? "shows" : "show"} other people's ${carriedBy(persons, 6, "plural")} to strangers`,
        ]),
    ...(ofRecords === 0
      ? []
      : [`${count(ofRecords, "operation")} could return ${carriedBy(records, 6, "plural")} to strangers`]),
  ];
  return parts.length === 0 ? undefined : parts.join(", and ");
}

/** The schemes that nobody knows the holders of, which the operations ask for. */
function schemesInQuestion(api: AssessedApi, operations: readonly Operation[]): readonly SecurityScheme[] {
  const unknown = new Map(
    api.schemes
      .filter(({ admission, scheme }) => admission === "self-registered" && scheme.schemeKind !== "undefined")
      .map(({ scheme }) => [scheme.name, scheme] as const),
  );
  return requiredBy(operations).flatMap((name) => unknown.get(name) ?? []);
}

/** The names of the schemes that operations ask for, each once. */
function requiredBy(operations: readonly Operation[]): readonly string[] {
  const requirements = new Set(operations.map(({ security }) => security));
  const names = new Set<string>();
  for (const requirement of requirements)
    for (const { schemes } of requirement?.alternatives ?? []) for (const { name } of schemes) names.add(name);
  return [...names];
}

function settlingKeys(kind: AssumptionKind, api: AssessedApi, operations: readonly Operation[]): string[] {
  if (kind === "authentication-unstated") return ["admission.*"];
  if (kind === "subscription") return ["admission.webhooks"];
  if (kind === "tenancy") return ["tenancy"];
  const unknown = new Set(
    api.schemes.filter(({ admission }) => admission === "unknown").map(({ scheme }) => scheme.name),
  );
  const names = requiredBy(operations).filter((name) => unknown.has(name));
  return names.length === 0 ? ["admission.*"] : names.map((name) => `admission.${name}`);
}
