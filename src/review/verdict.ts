import { isAnySecured } from "../model/secured-operations.ts";
import { ADMISSION_WORDS } from "../core/caller-words.ts";
import { FAILED_TEST } from "../core/failed-test.ts";
import { addTo, grouped, partitioned } from "../core/grouped.ts";
import { memo, memoBy } from "../core/memo.ts";
import { count, listed, withoutLeftover } from "../core/prose.ts";
import type { Finding, Review } from "../core/review.ts";
import { isAbove } from "../core/exposure-words.ts";
import { isAtLeast } from "../core/severity.ts";
import { canStop, inferredOf, isWellFounded } from "../core/stops-a-release.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { statedCredential } from "../exposure/stated-credential.ts";
import { takesCredential } from "../exposure/evident-credential.ts";
import { isShownOfMembers } from "../operations/readers/shown-alone.ts";
import { knownResource } from "../data/classify/resource-standards.ts";
import { isReferenceData } from "../exposure/reference-data.ts";
import { optionalCredentialHeader } from "../model/credential-header.ts";
import { operationsAt } from "../model/operations-at.ts";
import type { Node } from "../load/document.ts";
import type { Schema } from "../model/schema.ts";
import { freeSchemasOf, itemSchemasOf, partsOf } from "../model/schema-parts.ts";
import { placeOf, type Operation } from "../model/api.ts";
import { makesUp } from "../exposure/made-up.ts";
import { readingOf } from "../exposure/reading.ts";
import { endsInKey } from "../exposure/secret-link.ts";
import { isMeantToBeSeen } from "../operations/flows/open-files.ts";
import { boundaryMeaning } from "./boundaries.ts";
import { isToldAtAll, isToldInWords, isToldOfNobody, isToldOfPeople } from "../operations/told-in-words.ts";
import { isAmongPublicReads } from "../operations/candidates/public-reads.ts";
import { isCommonData, isEvidentlyCommon, isToldAsPublished } from "../operations/candidates/common-data.ts";
import { addressParts, standsForName } from "../exposure/reach.ts";
import { ANSWERED_FETCH, CLIENT_SUPPLIED_URL } from "../operations/inputs/answers.ts";
import { understandingOf } from "../operations/understood.ts";
import { catchAllPaths } from "./catch-all-paths.ts";
import { readAcross } from "./read-across.ts";
import { doubtedInheritance, waysAroundRights } from "./doubted-requirements.ts";
import { missingGraphSchema } from "./graph-schema.ts";
import { CONTROL } from "./accept.ts";
import { loweredFields } from "./confirmed-fields.ts";
import { unboundCredential } from "./unbound-credential.ts";
import { owedProofs } from "./owed-proofs.ts";
import type { OpenAttestation } from "./register-record.ts";
import { NOTHING_RECORDED, untestedWords, wordOfPeople, type VerdictRecord } from "./word-of-people.ts";
import { successResponses, unansweredOperations } from "../model/response-coverage.ts";

type Verdict = Review["verdict"];
type Reason = Omit<Verdict["reasons"][number], "kind">;

/**
 * The least share of responses that must say what comes back, for a verdict to rest on them: those that strangers can read,
 * and those behind a credential, of whose records the tests show to whom they are given.
 */
const LEAST_TYPED = { strangers: 0.7, holders: 0.3 };

/** Whether the API may be exposed, and why: what blocks now, what depends on an answer, and the conditions, in this order. */
export function verdictOf(
  api: AssessedApi,
  findings: readonly Finding[],
  assumptions: Review["assumptions"],
  boundaries: NonNullable<Review["boundaries"]>,
  record: VerdictRecord = NOTHING_RECORDED,
): Verdict {
  const open = findings.filter(
    ({ status, confidence }) => (status === "open" || status === "regressed") && confidence !== "possible",
  );
  if (api.operations.length === 0)
    return { decision: "insufficient-evidence", reasons: [{ kind: "depends", ...NOTHING_TO_JUDGE }] };
  const settled = open.filter((finding) => isSettled(api, finding));
  const isSettledOne = new Set(settled);
  const standing = open.filter((finding) => canStop(finding) && finding.assumes.length === 0);
  const [founded, unfounded] = partitioned(standing, isWellFounded);
  const blocking = [
    // What a test has shown comes before what a description says.
    ...partitioned(founded, ({ rule }) => rule === FAILED_TEST)
      .flat()
      .map((finding) => becauseOf(finding)),
    ...settled.map((finding) => becauseOf(finding, "", ALIKE)),
  ];
  const gaps = evidenceGaps(api);
  const unbound = unboundReasons(api, assumptions);
  const [awaited, asked] = partitioned(
    undecided(
      api,
      open.filter((finding) => !isSettledOne.has(finding)),
      assumptions,
    ),
    ({ isAwaited }) => isAwaited,
  );
  const depending = [
    ...unfounded.map((finding) => becauseOf(finding, "To be confirmed: ", inferredWords(finding))),
    ...open
      .filter((finding) => hangsOnGuard(api, finding))
      .map((finding) => becauseOf(finding, "To be confirmed: ", GUARD)),
    ...awaited.map((one) => one.reason),
    ...unbound.depends,
    ...doubtedReasons(api, assumptions),
    ...gaps.depends,
  ];
  const accepted = new Map(
    [...findings, ...assumptions.flatMap(({ ifTrue }) => ifTrue)]
      .filter((finding) => finding.status === "accepted" && isGrave(finding))
      .map((finding) => [finding.fingerprint, finding]),
  );
  // What blocks or depends on an answer is no condition besides.
  const weighed = new Set([...blocking, ...depending].flatMap((one) => one.findings));
  const further = [...open.filter(isGrave), ...open.filter(({ severity }) => severity === "medium")];
  const isTold = new Set(further.map(({ fingerprint }) => fingerprint));
  const conditions = [
    ...further.filter(({ fingerprint }) => !weighed.has(fingerprint)).map((finding) => becauseOf(finding)),
    ...[...accepted.values()].map((finding) => becauseOf(finding, acceptedWords(finding))),
    ...boundaryConditions(boundaries),
    ...attestationConditions(record.open),
    ...proofConditions(api, open, record.testOf),
    // A question about findings that are conditions themselves says nothing more.
    ...asked.flatMap(({ reason: { findings: about, ...rest } }) =>
      about.length > 0 && about.every((one) => isTold.has(one)) ? [] : [{ ...rest, findings: about }],
    ),
    ...unbound.conditions,
    ...(depending.length === 0 ? [...gaps.conditions, ...unclearReads(api)] : []),
  ];
  const reasons = [
    ...blocking.map((one) => ({ kind: "blocks" as const, ...one })),
    ...depending.map((one) => ({ kind: "depends" as const, ...one })),
    ...conditions.map((one) => ({ kind: "condition" as const, ...one })),
  ];
  // An approval that one answer would overturn is none before it is given: the answer is a condition.
  const isApproval = reasons.every(({ kind }) => kind === "condition");
  const told =
    reasons.length === 0
      ? [...conditionalAnswers(assumptions), ...(record.asked ?? []).map(askedFirst)]
      : [...reasons, ...(isApproval ? overturningAnswers(assumptions, reasons) : [])];
  const [first] = told;
  return first === undefined
    ? { decision: "approve", reasons: [{ kind: "nothing", ...nothingAgainst(api, assumptions, record) }] }
    : { decision: DECISIONS[first.kind], reasons: [...told] };
}

/** The questions to which one answer leads to reject, beside other conditions; which findings it brings stands with the question. */
function overturningAnswers(
  assumptions: Review["assumptions"],
  reasons: readonly Reason[],
): readonly (Reason & { readonly kind: "condition" })[] {
  const asked = new Set(reasons.flatMap((one) => one.assumptions));
  return assumptions
    .filter(({ id, answers = [] }) => !asked.has(id) && answers.some(({ decision }) => decision === "reject"))
    .map(({ id, question }) => ({ kind: "condition" as const, text: question, findings: [], assumptions: [id] }));
}

/** The questions to which one answer brings findings that are conditions of a release. */
function conditionalAnswers(assumptions: Review["assumptions"]): readonly (Reason & { readonly kind: "condition" })[] {
  return assumptions.flatMap(({ id, question, ifTrue }) => {
    const findings = ifTrue.filter(
      ({ severity, confidence, status }) =>
        isAtLeast(severity, "medium") && confidence !== "possible" && status !== "accepted" && status !== "dismissed",
    );
    return findings.length === 0
      ? []
      : [
          {
            kind: "condition" as const,
            text: question,
            findings: findings.map(({ fingerprint }) => fingerprint),
            assumptions: [id],
          },
        ];
  });
}

/** A question that is answered before a release, though no finding hangs on it. */
function askedFirst(text: string): Reason & { readonly kind: "condition" } {
  return { kind: "condition", ...reason(text) };
}

/** What the gravest reason comes to. */
const DECISIONS = {
  blocks: "reject",
  depends: "insufficient-evidence",
  condition: "approve-with-conditions",
} as const satisfies Record<string, Verdict["decision"]>;

/**
 * What is said of an approval: on whose word it rests where people have recorded something, also of what was not tested;
 * and where the description leaves open who can call, that each answer to it leads to an approval as well.
 */
function nothingAgainst(api: AssessedApi, assumptions: Review["assumptions"], record: VerdictRecord): Reason {
  const isOpen =
    api.operations.some((operation) => api.assessed(operation).assumed) &&
    assumptions.every(({ answers }) => answers?.every(({ decision }) => decision === "approve") === true);
  const words = wordOfPeople(record, loweredFields(api));
  const asserted =
    words === undefined
      ? "No finding prevents the release, and what the description leaves open does not change the verdict"
      : `The verdict rests on ${words}`;
  const whoever = isOpen && words !== undefined ? ", and the verdict does not depend on who can call the API" : "";
  return reason(`${asserted}${whoever}.${untestedWords(record)}`);
}

/**
 * Whether a finding stops a release whoever gets the credential: it is found for approved partners, so for anyone as well.
 * Behind a host that anybody can reach, and where nobody declares the API to be private, those are the likely answers; that
 * only the organization's own can call it is then not what the question is kept open for. Who calls is no premise then.
 */
function isSettled(api: AssessedApi, finding: Finding): boolean {
  const { assumes, premises, operations } = finding;
  if (!canStop(finding) || assumes.length !== 1) return false;
  const byId = operationsById(api.operations);
  const called = operations.flatMap((id) => byId.get(id) ?? []);
  // A credential that must be sent is known, whatever the requirement leaves out; who gets it is the question that is left.
  const isKept = assumes[0] === "admission" || called.every(takesCredential(api));
  if (!isKept) return false;
  const isOutside = called.every((operation) => {
    const { reach, declared } = api.assessed(operation);
    return reach === "external" && declared.audience !== "private" && !isAtStandIn(operation);
  });
  return (
    isOutside &&
    called.length > 0 &&
    (premises === undefined || isWellFounded({ ...finding, premises: { ...premises, caller: "stated" } }))
  );
}

/** Whether a server only stands for a real one: then it is not known that anybody can reach that. */
function isAtStandIn({ servers }: Operation): boolean {
  return servers.some(({ addresses }) =>
    addresses.some((address) => standsForName((addressParts(address)?.host ?? "").replace(/:\d+$/, ""))),
  );
}

const operationsById = memo((operations: readonly Operation[]) => grouped(operations, ({ id }) => id));

/**
 * Whether anybody may be able to make the server load an address, and nothing says whether inner ones are refused: what is reached then
 * decides, and the description shows neither. Where a webhook is registered, or a link is shown, the caller's own is meant.
 */
function hangsOnGuard(api: AssessedApi, finding: Finding): boolean {
  if (!isGrave(finding) || canStop(finding) || finding.assumes.length > 0 || !LOADING.has(finding.title)) return false;
  const byId = operationsById(api.operations);
  return finding.operations
    .flatMap((id) => byId.get(id) ?? [])
    .map((operation) => api.assessed(operation))
    .some(({ judgedAs, assumed }) => judgedAs === "public" || (assumed && judgedAs !== "private"));
}

const LOADING: ReadonlySet<string> = new Set([CLIENT_SUPPLIED_URL, ANSWERED_FETCH]);
const GUARD = ". It is not stated whether internal addresses, and redirects to them, are refused";

const ALIKE = `. The description does not say who can get the credential that these operations require. The finding applies if the public, partners or registered customers can get one. It does not apply if only ${ADMISSION_WORDS.own} can get one.`;

function isGrave({ severity }: Finding): boolean {
  return isAtLeast(severity, "high");
}

function becauseOf({ title, message, fingerprint }: Finding, prefix = "", suffix = ""): Reason {
  return { text: `${prefix}${title}: ${message}${suffix}`, findings: [fingerprint], assumptions: [] };
}

/** What holds of an accepted finding: `accepted until 2026-12-31 (control: a rate limit): `. */
function acceptedWords({ due, evidence }: Finding): string {
  const control = evidence
    .find((line) => line.startsWith(CONTROL))
    ?.slice(CONTROL.length)
    .replace(/[.]$/, "");
  return `accepted${due === null ? "" : ` until ${due}`}${control === undefined ? "" : ` (control: ${control})`}: `;
}

/** A question on whose answer grave findings hang, and whether a release waits for it. */
interface Undecided {
  readonly isAwaited: boolean;
  readonly reason: Reason;
}

/** Assumptions that would change the verdict, and findings that rest on one. */
function undecided(
  api: AssessedApi,
  open: readonly Finding[],
  assumptions: Review["assumptions"],
): readonly Undecided[] {
  return assumptions.flatMap(({ id, question, ifTrue }) => {
    const hidden = ifTrue.filter(
      (finding) => canStop(finding) && finding.confidence !== "possible" && finding.status !== "accepted",
    );
    const resting = open.filter((finding) => canStop(finding) && finding.assumes.includes(id));
    const concerned = [...resting, ...hidden];
    const isAwaited =
      isWorthWaiting(api, id, concerned) ||
      (id === UNSTATED && (changesWithoutCredential(api) || hangsOnUnstated(api, true)));
    if (!isAwaited && concerned.length === 0 && !(id === UNSTATED && hangsOnUnstated(api, false))) return [];
    const findings = [...new Set(concerned.map(({ fingerprint }) => fingerprint))];
    return [{ isAwaited, reason: { text: question, findings, assumptions: [id] } }];
  });
}

const UNSTATED = "authentication-unstated";
const MANY_OPERATIONS = 10;

/**
 * Whether a release waits for an answer. Where only the holders of a credential call, it waits if they would see or change what
 * is other people's at more than one operation, or what is critical; a single one of many operations is tested before a release,
 * and is a condition. A secret that only comes back to who may have it is one too.
 */
function isWorthWaiting(api: AssessedApi, id: string, findings: readonly Finding[]): boolean {
  const others = findings.filter(({ rule }) => !OF_SECRETS.has(rule));
  if (id === UNSTATED) return others.length > 0;
  const concerned = new Set(others.flatMap(({ operations }) => operations));
  return (
    concerned.size > 1 ||
    (concerned.size > 0 && api.operations.length < MANY_OPERATIONS) ||
    others.some(({ severity }) => severity === "critical")
  );
}

/**
 * That nobody says who gets the credential of a program, nor what it is bound to: a release waits for the answer where more than one
 * operation of many depends on it.
 */
function unboundReasons(
  api: AssessedApi,
  assumptions: Review["assumptions"],
): { readonly depends: readonly Reason[]; readonly conditions: readonly Reason[] } {
  const unbound = unboundCredential(api);
  const asked = assumptions.find(({ id }) => id === "admission");
  if (unbound === undefined || asked === undefined) return { depends: [], conditions: [] };
  const told = [{ text: unbound.words, findings: [], assumptions: [asked.id] }];
  return unbound.operations.length > 1 || api.operations.length < MANY_OPERATIONS
    ? { depends: told, conditions: [] }
    : { depends: [], conditions: told };
}

/** Where the description itself shows that a requirement may not be what is built, or that another way in goes round it. */
function doubtedReasons(api: AssessedApi, assumptions: Review["assumptions"]): readonly Reason[] {
  const asked = assumptions.find(({ id }) => id === "admission");
  if (asked === undefined) return [];
  return [doubtedInheritance(api), waysAroundRights(api), readAcross(api)].flatMap((one) =>
    one === undefined ? [] : [{ text: one.words, findings: [], assumptions: [asked.id] }],
  );
}

const OF_SECRETS: ReadonlySet<string> = new Set(["credential-in-response", "stored-credential-returned"]);

/**
 * Whether an operation of which only texts say that it asks for a credential hands out what nobody may read without one. A
 * text is no requirement; a parameter that must be sent is one, and then it is unknown who can get the credential.
 */
function hangsOnUnstated(api: AssessedApi, isRestrictedAlone: boolean): boolean {
  const { beyond, policy } = api;
  if (beyond === undefined || isCommonData(api)) return false;
  const takes = takesCredential(api);
  const { sent, gateway, keys } = statedCredential(api);
  return api.operations.some((operation) => {
    if (operation.access !== "unstated" || beyond.assessed(operation).admission === "anonymous") return false;
    if (takes(operation)) return false;
    const flows = api
      .assessed(operation)
      .exposed.filter(
        ({ field, whose }) =>
          field.confidence !== "possible" &&
          (!isRestrictedAlone || field.sensitivity === "restricted") &&
          isAbove(field.sensitivity, "internal") &&
          isAbove(field.sensitivity, policy.ceilings.anonymous[whose]),
      );
    const isNamed =
      sent !== undefined || gateway !== undefined || operation.parameters.some(({ name }) => keys.has(name));
    // What says which credential is sent, and where, is enough for what is not restricted: its holders are the question.
    return flows.some(
      (flow) => (!flow.principal || !isShownOfMembers(flow)) && (!isNamed || flow.field.sensitivity === "restricted"),
    );
  });
}

/** Whether each operation that changes something is written down as one that may be called without its credential header. */
function changesWithoutCredential(api: AssessedApi): boolean {
  const changing = api.operations.filter(
    (operation) =>
      operation.operationKind === "path" && operation.access === "unstated" && readingOf(operation) === undefined,
  );
  return changing.length > 0 && changing.every(({ parameters }) => optionalCredentialHeader(parameters) !== undefined);
}

/**
 * What the description leaves out of operations that are not private: what a verdict depends on, and what one part that is
 * not read leaves to be said of a single plain read.
 */
function evidenceGaps(api: AssessedApi): {
  readonly depends: readonly Reason[];
  readonly conditions: readonly Reason[];
} {
  const elsewhere = [missingGraphSchema(api), catchAllPaths(api)].flatMap((one) => one ?? []);
  const [most, some] = partitioned(elsewhere, ({ isMost }) => isMost);
  const depends: Reason[] = most.map(({ words }) => reason(words));
  const conditions = some.map(({ words }) => reason(words));
  if (isUnknownMatter(api)) depends.push(...unknownResponses(api));
  const isExposed = api.operations.some((operation) => api.assessed(operation).judgedAs !== "private");
  const skipped = [...api.skipped, ...api.brokenReferences].filter((part) => {
    const operations = operationsAt(api, placeOf(part));
    return operations.length === 0
      ? isExposed
      : operations.some((operation) => api.assessed(operation).judgedAs !== "private");
  });
  if (skipped.length === 0) return { depends, conditions };
  const unread = reason(unreadWords(skipped.map(({ why }) => why)));
  const isOfReads = skipped.every((part) => isOnlyRead(api, part));
  const isAside = skipped.every((part) => isOfRefusalOrRequest(api, part));
  return (skipped.length === 1 && isOfReads && depends.length === 0) || isAside
    ? { depends, conditions: [...conditions, unread] }
    : { depends: [...depends, unread], conditions };
}

/**
 * Whether what is not described matters to a release: a path or text of such a read names people, or nothing at all says what the
 * API gives. Else a schema is missing and no fact: a condition.
 */
function isUnknownMatter(api: AssessedApi): boolean {
  const mute = readsOfOthers(api).filter(
    (operation) =>
      understandingOf(api, operation) === "opaque" ||
      operation.responses.every(({ content }) => content.every(({ schema }) => schema === undefined)),
  );
  return (
    mute.some((operation) => isToldOfPeople(operation)) ||
    (mute.length > 0 && (api.info.description ?? "") === "" && !mute.some(isToldAtAll))
  );
}

const DATALESS: ReadonlySet<string> = new Set(["HEAD", "OPTIONS", "TRACE"]);

/** Where an API gives its own description, which is what is reviewed. */
const DESCRIBES_ITSELF =
  /^\/(?:(?:api|docs?|rest|v\d[\w.]{0,10})\/){0,4}(?:openapi|swagger|api-docs)(?:\.(?:json|ya?ml))?\/?$/i;

const OWN_SPEC = /^\/(?:(?:api|docs?|rest|v\d[\w.]{0,10})\/){0,4}spec\/?$/i;

function describesItself({ path, summary = "", description = "" }: Operation): boolean {
  return (
    DESCRIBES_ITSELF.test(path) ||
    (OWN_SPEC.test(path) && /\b(?:openapi|swagger|json schema)\b/i.test(`${summary} ${description.slice(0, 200)}`))
  );
}

/** What is to be described before an approval: of what is nobody's, and told in words, nothing. */
function unclearReads(api: AssessedApi): readonly Reason[] {
  if (isCommonData(api) && readsOfOthers(api).every((one) => isToldAtAll(one) && isEvidentlyCommon(api, one)))
    return [];
  const whole = undescribed(api);
  // Where nothing at all is described, single operations need not be named besides.
  const told = whole.length > 0 ? whole : untold(api);
  return told.length > 0
    ? told
    : (tooLittleSaid(api, readsOfOthers(api), "others can call", LEAST_TYPED.strangers, false) ?? []);
}

/** Operations that only read and that others can call; OPTIONS and its like return no data, and what is made up is nobody's. */
const readsOfOthers = memo((api: AssessedApi): readonly Operation[] =>
  api.operations.filter(
    (operation) =>
      !DATALESS.has(operation.method) &&
      !describesItself(operation) &&
      api.assessed(operation).judgedAs !== "private" &&
      readingOf(operation) !== undefined &&
      !makesUp(operation),
  ),
);

/**
 * The reads of which too few say what comes back: of those that strangers may call, else of all that others can call. Unless it
 * is stated that no credential is needed, a text of what a call gives is enough to go on: the schema is a condition then.
 */
function unknownResponses(api: AssessedApi): readonly Reason[] {
  const reads = readsOfOthers(api);
  const open = reads.filter(
    (operation) =>
      api.assessed(operation).judgedAs === "public" || api.beyond?.assessed(operation).admission === "anonymous",
  );
  return (
    tooLittleSaid(api, open, "may be open to anyone", LEAST_TYPED.strangers) ??
    tooLittleSaid(api, reads, "others can call", LEAST_TYPED.holders) ??
    []
  );
}

/** Whether a read behind a credential is told in a sentence to be of nobody: a schema would be better, and no release waits for it. */
function isTakenAtItsWord(api: AssessedApi, operation: Operation): boolean {
  return (
    operation.access === "secured" &&
    api.assessed(operation).row !== "anonymous" &&
    readingOf(operation) !== undefined &&
    isToldAsPublished(operation)
  );
}

/** Says where fewer than a share of operations say what comes back; a single one that says nothing is a condition. */
function tooLittleSaid(
  api: AssessedApi,
  reads: readonly Operation[],
  called: string,
  least: number,
  isInWords = true,
): readonly Reason[] | undefined {
  // What its standard or its path says is known as well.
  const isTold = (operation: Operation): boolean => isToldAtAll(operation) && isEvidentlyCommon(api, operation);
  const isKnown = (operation: Operation): boolean =>
    knownResource(operation) !== undefined ||
    isReferenceData(api, operation) ||
    isTold(operation) ||
    (isInWords &&
      api.assessed(operation).row !== "anonymous" &&
      (isToldOfNobody(operation) || isToldInWords(operation)));
  const responses = successResponses({ operations: reads }).filter(
    // A page is for people.
    ({ response }) => !response.content.some(({ type }) => /^text\/html/i.test(type)),
  );
  const typed = responses.filter(({ typing, operation }) => typing === "typed" || isKnown(operation)).length;
  const mute = unansweredOperations({ operations: reads }).filter((operation) => !isKnown(operation));
  const silent = mute.length;
  const all = responses.length + silent;
  if (typed >= all * least || all - typed <= 1) return undefined;
  // What is known by its path alone is not described either.
  const unclear = responses.filter(({ typing }) => typing !== "typed");
  // Named first are those of which nothing else says what they return.
  const untyped = new Set(
    partitioned(unclear, ({ operation }) => !isKnown(operation))
      .flat()
      .map(({ operation }) => operation.id),
  );
  const ids = [...new Set([...untyped, ...mute.map(({ id }) => id)])];
  const few =
    unclear.length + silent === all
      ? `none of the ${count(all, "response")} of operations that ${called} is described`
      : `of the ${count(all, "response")} of operations that ${called}, ${unclear.length + silent} are not described`;
  const missing = `; ${count(silent, "operation")} ${silent === 1 ? "has" : "have"} no success response at all`;
  return [
    {
      ...reason(
        `Describe the ${ids.length === 1 ? "response" : "responses"} of ${listed(ids, 3)}: ${few}${silent === 0 ? "" : missing}`,
      ),
      operations: [...untyped],
    },
  ];
}

/**
 * Whether a part that could not be read is of what a call is refused with, or of the body that it takes: nothing that comes
 * back, and nothing that says who may call, hangs on it.
 */
function isOfRefusalOrRequest(api: AssessedApi, part: { readonly node: Node }): boolean {
  const { pointer } = placeOf(part);
  const [, inside] = /^#\/(?:paths|webhooks)\/[^/]+\/[^/]+\/(.+)$/.exec(pointer) ?? [];
  if (inside !== undefined)
    return /^(?:responses\/[45]|requestBody\/)/.test(inside) || /^parameters\/\d+\/schema\b/.test(inside);
  if (!/^#\/(?:components\/(?:schemas|responses|requestBodies)|definitions|responses)\//.test(pointer)) return false;
  return !returning(api).has(part.node.value);
}

/** Whether a part that could not be read stands in operations that only read and whose path names nobody and nothing. */
function isOnlyRead(api: AssessedApi, part: { readonly node: Node }): boolean {
  const standing = operationsAt(api, placeOf(part));
  const operations = standing.length > 0 ? standing : (returning(api).get(part.node.value) ?? []);
  return operations.length === 1 && operations.every((one) => readingOf(one) !== undefined && !one.path.includes("{"));
}

/** Operations that return what a part describes that could not be read, however deep: of each part one, or two of many. */
const returning = memoBy(
  ({ operations }: AssessedApi) => operations,
  ({ operations, skipped, brokenReferences }): ReadonlyMap<unknown, readonly Operation[]> => {
    const parts = new Set([...skipped, ...brokenReferences].map(({ node }) => node.value));
    const found = new Map<unknown, Operation[]>();
    for (const operation of operations)
      for (const part of returnedOf(operation, parts))
        if ((found.get(part)?.length ?? 0) < 2) addTo(found, part, operation);
    return found;
  },
);

/** Those of some parts that describe what an operation returns. */
function returnedOf({ responses }: Operation, parts: ReadonlySet<unknown>): ReadonlySet<unknown> {
  const successes = responses.filter(({ statusClass, status }) => statusClass === "2xx" || status === "default");
  const left = successes.flatMap(({ content }) => content.flatMap(({ schema }) => schema ?? []));
  const seen = new Set<Schema>(left);
  const found = new Set<unknown>();
  for (let next = left.pop(); next !== undefined && seen.size < MOST_SCHEMAS; next = left.pop()) {
    if (parts.has(next.node.value)) found.add(next.node.value);
    const inner = [...partsOf(next), ...itemSchemasOf(next), ...freeSchemasOf(next), ...next.properties.values()];
    for (const schema of inner)
      if (!seen.has(schema)) {
        seen.add(schema);
        left.push(schema);
      }
  }
  return found;
}

/** So many schemas of one operation are looked through. */
const MOST_SCHEMAS = 2000;

/** Reads that more than the organization's own can call, and of which the response is not described: in the way of approval. */
function untold(api: AssessedApi): readonly Reason[] {
  const operations = api.operations.filter(
    (operation) =>
      api.assessed(operation).judgedAs !== "private" &&
      api.assessed(operation).intent !== "health" &&
      !DATALESS.has(operation.method) &&
      !describesItself(operation) &&
      readingOf(operation) !== undefined &&
      !isTakenAtItsWord(api, operation) &&
      !isAmongPublicReads(api, operation) &&
      (understandingOf(api, operation) === "opaque" || isOpenFile(api, operation)),
  );
  if (operations.length === 0) return [];
  const ids = listed(
    operations.map(({ id }) => id),
    3,
  );
  return [
    {
      ...reason(
        `Describe what ${ids} ${operations.length === 1 ? "returns" : "return"}: the description does not say, so it is not known whether the data is harmless`,
      ),
      operations: operations.map(({ id }) => id),
    },
  ];
}

/** Whether anybody gets a file of something by its identifier, and nothing says what is in it. */
function isOpenFile(api: AssessedApi, operation: Operation): boolean {
  return (
    operation.access === "anonymous" &&
    api.assessed(operation).intent === undefined &&
    operation.path.includes("{") &&
    understandingOf(api, operation) === "file" &&
    !isMeantToBeSeen(operation) &&
    !endsInKey(operation) &&
    isAnySecured(api.operations)
  );
}

/**
 * Where no response at all is described, what comes back is told by paths alone: enough to judge it by, and not to approve
 * it.
 */
function undescribed(api: AssessedApi): readonly Reason[] {
  const responses = successResponses(api).filter(({ operation }) => api.assessed(operation).judgedAs !== "private");
  if (responses.length < 2 || responses.some(({ typing, isByExample }) => typing === "typed" && !isByExample))
    return [];
  if (responses.every(({ operation }) => isTakenAtItsWord(api, operation))) return [];
  const isShown = responses.some(({ isByExample }) => isByExample);
  return [
    reason(
      `Describe what is returned: none of the ${count(responses.length, "success response")} has a schema that names its fields, and only ${isShown ? "examples" : "the paths"} suggest what they are`,
    ),
  ];
}

/** What could not be read, one cause however many places it has: `1 part of the description …: "…" cannot be resolved (5 times).` */
function unreadWords(causes: readonly string[]): string {
  const [[first, times] = ["", []], ...others] = grouped(causes, (cause) => cause);
  const repeated = times.length > 1 ? ` (${times.length} times)` : "";
  return `${count(others.length + 1, "part")} of the description could not be read: ${first}${repeated}${others.length > 0 ? ", and others" : ""}.`;
}

/** The boundaries that nobody has tested, the worst first; what is beyond a screen is counted. */
function boundaryConditions(boundaries: NonNullable<Review["boundaries"]>): readonly Reason[] {
  // A test that failed is a finding.
  const owed = boundaries.filter(({ open = [], failed = [] }) => open.length > failed.length);
  const shown = withoutLeftover(owed, MOST_BOUNDARIES);
  const reasons = shown.map(({ id, text }) => reason(`${text} [${id}]`));
  const more = owed.slice(shown.length);
  if (more.length === 0) return reasons;
  const operations = new Set(more.flatMap((boundary) => boundary.operations)).size;
  return [
    ...reasons,
    reason(
      `Test ${count(more.length, "further boundary", "further boundaries")} as well: ${listed(
        more.map((boundary) => `${boundaryName(boundary)} [${boundary.id}]`),
        more.length,
      )} (${count(operations, "operation")}, in the test list)`,
    ),
  ];
}

/** What is to be shown of single operations, with what records that it was. */
function proofConditions(
  api: AssessedApi,
  open: readonly Finding[],
  testOf: VerdictRecord["testOf"],
): readonly Reason[] {
  return owedProofs(api, open, testOf).map(({ operations, words }) =>
    reason(
      `${words(operations)}. Record the result${operations.length === 1 ? "" : " of each"} with "sallyport register test"`,
    ),
  );
}

/** What fixes of the description claim about the service, and nobody has attested; what is beyond a screen is counted. */
function attestationConditions(attestations: readonly OpenAttestation[]): readonly Reason[] {
  const shown = attestations.slice(0, MOST_ATTESTATIONS).map(({ id, fix, claim, places }) => {
    const where = listed([...new Set(Object.values(places))], 3);
    return attestation([id], `Attest ${id}, of the fix "${fix}" (${where}): ${claim}`);
  });
  const more = attestations.slice(MOST_ATTESTATIONS);
  return more.length === 0
    ? shown
    : [
        ...shown,
        attestation(
          more.map(({ id }) => id),
          `Attest ${count(more.length, "further claim")} of fixes as well: ${listed(
            more.map(({ id }) => id),
            more.length,
          )}`,
        ),
      ];
}

const MOST_ATTESTATIONS = 7;

/** What a boundary is, without the kinds of things and the operations: `that user A cannot read user B's objects by ID`. */
function boundaryName({ id, text }: Pick<NonNullable<Review["boundaries"]>[number], "id" | "text">): string {
  return (boundaryMeaning(id) ?? text).replace(/^Test /, "").replace(/(?:: | \().*$/s, "");
}

const MOST_BOUNDARIES = 7;

function attestation(ids: readonly string[], text: string): Reason {
  return { ...reason(text), attestations: [...ids] };
}

function reason(text: string): Reason {
  return { text, findings: [], assumptions: [] };
}

const NOTHING_TO_JUDGE: Reason = {
  text: "The description has no operation, webhook or callback: there is nothing to judge.",
  findings: [],
  assumptions: [],
};

function inferredWords({ premises }: Finding): string {
  return premises === undefined ? "" : `. Confirm what is only inferred: ${listed(inferredOf(premises), 3)}`;
}
