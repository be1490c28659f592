import type { AlikeOperation } from "../core/alike-operation.ts";
import { byCodeUnit } from "../core/compare.ts";
import { dayAfter } from "../core/day.ts";
import type { ImpactAssessment } from "../core/impact.ts";
import { categoriesWords } from "../core/category-words.ts";
import { count, shortened } from "../core/prose.ts";
import type { Review } from "../core/review.ts";
import { titleOf } from "../core/review-title.ts";
import type { Severity } from "../core/severity.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import type { Operation } from "../model/api.ts";
import { successResponses } from "../model/response-coverage.ts";
import { actionOf } from "../operations/candidates/action.ts";
import { unclearPathsOf, understandingOf } from "../operations/understood.ts";
import type { Judgements } from "../review/assumptions.ts";
import { maskFor } from "../review/mask.ts";
import { answersOf, whatCallersCan } from "./answers.ts";
import { callersOf } from "./callers.ts";
import { dutiesOf } from "./duties.ts";
import { formerOf, isWholeCall, peopleOfAll, type FormerTime } from "./former.ts";
import { elsewhereEntries, foundElsewhere } from "./elsewhere/elsewhere.ts";
import type { Found } from "./elsewhere/found.ts";
import { givenStill } from "./elsewhere/same-data.ts";
import { alikeInVersion, unlikeToday } from "./elsewhere/in-version.ts";
import { foundInOther } from "./elsewhere/other-descriptions.ts";
import { otherApisOf } from "./elsewhere/other-apis.ts";
import { sharedCauses } from "./elsewhere/same-weakness.ts";
import { worstFirst } from "../operations/readers/readers.ts";
import { isClosed, knownIssues, recordWords, type KnownIssue, type RecordedIssue } from "./known.ts";
import { logsOf } from "./now/logs.ts";
import { containmentOf, fixOf, rotationOf } from "./now/remedies.ts";
import { testsOf } from "./now/tests.ts";
import { widestNow, withWidest } from "./now/widest.ts";
import { peopleOf } from "./people.ts";
import { placesOf } from "./places.ts";
import { ratingOf } from "./rating.ts";
import { isOwnForSure } from "./scope/carried.ts";
import { isNarrower, isOfCredential, isOfDeeds, scopeOf, type Scope } from "./scope/scope.ts";
import { notAskedFor, reportedItems, type Selection } from "./scope/select.ts";
import { siteOf, type ImpactSource } from "./source.ts";
import { unknownsOf } from "./unknowns.ts";
import { worstActionsFirst, mostUrgentFirst } from "./what/urgency.ts";
import { actionsOf } from "./what/actions.ts";
import { dataOf } from "./what/data.ts";

/** What is given beside the description in which something was reported. */
export interface ImpactCircumstances {
  readonly tool: ImpactAssessment["tool"];
  readonly asOf: string;
  readonly commit: string | null;
  /** Other descriptions that were given in the same call. */
  readonly others: readonly ImpactSource[];
  /** Reviews of other APIs. */
  readonly portfolio: readonly Review[];
  readonly severity: Severity | undefined;
  /** What the register has of the description. */
  readonly issues: readonly RecordedIssue[];
  /** What the history says of the reported exposure; or why it was not asked. */
  readonly historyOf: (question: ExposedQuestion) => Promise<AskedHistory | string>;
}

/** What a history says, and the times that were worse than today. */
export interface AskedHistory {
  readonly since: NonNullable<ImpactAssessment["since"]>;
  readonly peaks: readonly FormerTime[];
}

/** What a history is asked for: ways out of operations, and the places of findings that are about it. */
export interface ExposedQuestion {
  readonly exposed: readonly {
    readonly operation: string;
    readonly witnesses: readonly string[];
    /** Whether the operation was reported as such. */
    readonly isWhole: boolean;
    /** Whether it only reads what is described: by the data that it gave it is known since when it exposed something. */
    readonly isOfData: boolean;
  }[];
  /** What gives the same, by the way to the most sensitive of it. */
  readonly also: readonly { readonly operation: string; readonly witness: string }[];
  /** The credential that was reported, where nothing else was. */
  readonly credential: string | undefined;
  /** The schemas and fields that were reported, by their names: what gave them once is part of the history. */
  readonly carried: readonly { readonly schema: string | undefined; readonly field: string | undefined }[];
  readonly places: readonly string[];
  /** What gives the same in another version of the description. */
  readonly alikeIn: (judged: Judgements, reported: ReadonlySet<string>) => readonly AlikeOperation[];
  /** Whether whole calls were reported, and not some fields of them. */
  readonly isWhole: boolean;
}

/** What a report comes to, of evidence alone. Throws a `UserError` where the description has not what is named. */
export async function assessImpact(
  source: ImpactSource,
  selection: Selection,
  circumstances: ImpactCircumstances,
): Promise<ImpactAssessment> {
  const { api, review } = source;
  const { tool, asOf, commit, others, portfolio, severity, issues, historyOf } = circumstances;
  const accepting = scopeOf(source, reportedItems(source, selection));
  // What nothing accepts any more reaches what asks for no credential today: only the history knows what that is.
  const asked =
    isOfCredential(accepting) && accepting.operations.length === 0
      ? await historyOf(exposedQuestion(accepting, []))
      : undefined;
  const scope = asked === undefined ? accepting : scopeOfOpen(accepting, asked);
  const causes = sharedCauses(scope);
  const foundToday = foundElsewhere(scope, causes);
  const foundThere = others.map((other) => ({ other, found: foundInOther(scope, other) }));
  const history = asked ?? (await historyOf(exposedQuestion(scope, foundToday)));
  const since = typeof history === "string" ? null : history.since;
  const sinceNotAsked = typeof history === "string" ? history : null;
  const weighed = (found: readonly Found[]) => {
    const affected = affectedOf(scope, found);
    const flows = [...scope.flows, ...found.flatMap((one) => (affected.includes(one.operation) ? one.flows : []))];
    const widest = widestNow(scope, affected, flows, causes);
    return { found, affected, flows, widest, rating: withWidest(ratingOf(scope, causes, severity), widest) };
  };
  const now = weighed(foundToday);
  const former = await formerOf(scope, now.rating, typeof history === "string" ? [] : history.peaks, severity);
  const still = givenStill(scope, former.given, foundToday);
  const { found, affected, flows, widest, rating } = still.length === 0 ? now : weighed(foundWith(foundToday, still));
  const givenToday = new Set(
    found.flatMap(({ relation, operation }) => (relation === "same-data" ? [operation.id] : [])),
  );
  const today = peopleOf(scope);
  const people = peopleOfAll([...today, ...former.people]);
  const duties = dutiesOf([...scope.reads, ...former.reads], people, asOf);
  const title = titleOf(review);
  const places = placesOf(source, affected, flows);
  const known = knownIssues(
    scope,
    issues,
    placesOf(source, scope.operations, scope.flows).map(({ fingerprint }) => fingerprint),
  );
  const otherApis = otherApisOf(scope, causes, portfolio);
  const urgent = mostUrgentFirst(scope, affected);
  const credentials = isOfCredential(scope) ? scope.items.map(({ name }) => name) : [];
  const facts = {
    tool,
    asOf,
    commit,
    api: {
      title,
      file: review.document.file,
      sha256: review.document.sha256,
      owner: review.document.owner,
      operations: api.operations.length,
    },
    reported: scope.items.map(({ kind, name, text, file, line, operations }) => ({
      kind,
      name,
      text,
      file,
      line,
      operations: operations.map(({ id }) => id),
    })),
    rating,
    worst: former.worst,
    affected: scope.operations.map((operation) => affectedEntry(scope, operation)),
    data: [...dataOf(source, scope.flows)],
    actions: worstActionsFirst(actionsOf(scope)),
    callers: [...callersOf(scope)],
    elsewhere: [
      ...elsewhereEntries(found, source, scope, null),
      ...foundThere.flatMap(({ other, found: there }) => elsewhereEntries(there, other, scope, titleOf(other.review))),
    ],
    searched: others.map((other) => ({
      api: titleOf(other.review),
      file: other.review.document.file,
      operations: other.api.operations.length,
    })),
    causes,
    otherApis,
    since: since === null ? null : withGivenToday(since, givenToday),
    sinceNotAsked,
    people,
    duties,
    contain: [...containmentOf(scope, affected, flows)],
    fix: [...fixOf(scope, affected, causes, askedFor(found))],
    rotate: [...rotationOf(scope)],
    logs: logsOf(source, urgent, since, credentials),
    // What only issues a credential, or may accept one like it, is not known to accept the one that is out.
    tests: testsOf(
      source,
      isOfCredential(scope) ? mostUrgentFirst(scope, scope.operations) : urgent,
      flows,
      credentials,
    ),
    tell: tellOf(review, duties, otherApis),
    known,
    due: dueOf(api, rating.severity, asOf, known),
    unknown: [...unknownsOf(scope, affected, since, sinceNotAsked)],
  };
  return maskFor(api).review({
    version: 1,
    kind: "impact",
    ...facts,
    answers: answersOf(facts, today, widest),
    scope: {
      description: review.document.file,
      title: shortened(`Reported: ${whatCallersCan({ ...facts, people: today })}`, MOST_OF_TITLE),
      places,
      elsewhere: foundThere.flatMap(({ other, found: there }) => {
        const placesThere = placesOf(
          other,
          there.map(({ operation }) => operation),
          there.flatMap((one) => one.flows),
        );
        return placesThere.length === 0 ? [] : [{ file: other.review.document.file, places: placesThere }];
      }),
    },
  });
}

const MOST_OF_TITLE = 160;

/** When no credential was needed: for what was reported, and for what else gave the same, as long as it did. */
function openedAt(
  opened: NonNullable<NonNullable<ImpactAssessment["since"]>["opened"]>,
  alike: NonNullable<NonNullable<ImpactAssessment["since"]>["alike"]>,
): typeof opened {
  const known = new Set(alike.map(({ operation }) => operation));
  return [
    ...opened.filter(({ isReported, operation }) => isReported || !known.has(operation)),
    ...alike.flatMap(({ operation, from, until, commit, isOpen, beganBefore }) =>
      isOpen ? [{ operation, from, until, commit, isReported: false, beganBefore }] : [],
    ),
  ].toSorted((a, b) => byCodeUnit(a.from, b.from) || byCodeUnit(a.operation, b.operation));
}

/** A history in which what gives the same today is not over: what was reported may have stopped while others still give it. */
function withGivenToday(
  since: NonNullable<ImpactAssessment["since"]>,
  today: ReadonlySet<string>,
): NonNullable<ImpactAssessment["since"]> {
  const { alike = [] } = since;
  const last = new Map(alike.map((one) => [one.operation, one] as const));
  const times = alike.map((one) =>
    one.until !== null && today.has(one.operation) && last.get(one.operation) === one ? { ...one, until: null } : one,
  );
  return { ...since, alike: times, opened: openedAt(since.opened ?? [], times) };
}

/** A reported credential with the operations that accepted it and are open to anyone today, by the history. */
function scopeOfOpen({ source, items }: Scope, history: AskedHistory | string): Scope {
  const opened = typeof history === "string" ? [] : (history.since.opened ?? []);
  const ids = opened.flatMap(({ operation, until, isReported }) => (until === null && isReported ? [operation] : []));
  return scopeOf(
    source,
    items.map((item) => notAskedFor(source, item, ids)),
  );
}

/** What gives the same only where a caller asks for more. */
function askedFor(found: readonly Found[]): readonly Operation[] {
  return found.flatMap(({ relation, way, operation }) =>
    relation === "same-data" && way === "on-request" ? [operation] : [],
  );
}

/** What was found, each operation once: with what gives the same as before in place of what has less in common. */
function foundWith(found: readonly Found[], more: readonly Found[]): readonly Found[] {
  const again = new Set(more.map(({ operation }) => operation));
  return [...found.filter(({ operation }) => !again.has(operation)), ...more];
}

/** What must be fixed together: what was reported, and what gives the same to callers at least as wide. */
function affectedOf(scope: Scope, found: readonly Found[]): readonly Operation[] {
  const { source, operations } = scope;
  const alike = found.filter(
    ({ relation, operation, way }) =>
      relation === "same-data" && way !== "on-request" && !isNarrower(source, operation, scope),
  );
  const all = new Set([...operations, ...alike.map(({ operation }) => operation)]);
  return source.api.operations.filter((operation) => all.has(operation));
}

function affectedEntry({ source, flows }: Scope, operation: Operation): ImpactAssessment["affected"][number] {
  const { api } = source;
  const reads = flows.filter((flow) => flow.operation === operation && flow.direction === "read");
  const understood = isUnderstood(source, operation, reads.length > 0);
  const isPartly = !understood && understandingOf(api, operation) === "partly";
  const unclear = isPartly ? unclearPathsOf(api, operation).slice(0, MOST_UNCLEAR) : [];
  return {
    id: operation.id,
    ...siteOf(source, operation),
    admission: api.assessed(operation).admission,
    gives: [...categoriesWords(worstFirst(reads).map(({ field }) => field))],
    understood,
    ...(unclear.length === 0 ? {} : { unclear }),
  };
}

const MOST_UNCLEAR = 8;

/** Whether the description says what comes back. Where nothing of it is known to matter, all of it must be described. */
function isUnderstood({ api }: ImpactSource, operation: Operation, isKnown: boolean): boolean {
  const understanding = understandingOf(api, operation);
  if (understanding === "opaque" || understanding === "file") return false;
  if (isKnown || understanding === undefined) return true;
  // That a call was accepted is said without what it gives in the end.
  const answers = successResponses(api).filter((one) => one.operation === operation && one.response.status !== "202");
  return understanding !== "partly" && answers.every(({ typing }) => typing === "typed");
}

function exposedQuestion(scope: Scope, found: readonly Found[]): ExposedQuestion {
  const { source, items, operations, flows, findings } = scope;
  const isDone = isOfDeeds(scope);
  const named = new Set(items.flatMap(({ kind, operations: own }) => (kind === "operation" ? own : [])));
  const exposed = operations.map((operation) => ({
    operation: operation.id,
    isWhole: named.has(operation) && !isDone,
    isOfData: named.has(operation) && isOfData(source, operation),
    witnesses: [
      ...new Set(
        flows
          .filter(
            (flow) => flow.operation === operation && flow.direction === "read" && !isOwnForSure(source.api, flow),
          )
          .map(({ witness }) => witness),
      ),
    ],
  }));
  // Of an operation that gives what was reported the fields are followed; of another what is found there.
  const known = new Map(exposed.map(({ operation, witnesses }) => [operation, witnesses] as const));
  const [first] = items;
  const unlike = unlikeToday(scope, found);
  return {
    exposed,
    alikeIn: (judged, reported) => alikeInVersion(scope, judged, reported, unlike),
    isWhole: isWholeCall(scope) && !isDone,
    also: found.flatMap(({ relation, operation, way, flows: given }) => {
      const [worst] = worstFirst(given);
      return relation !== "same-data" || way === "on-request" || worst === undefined
        ? []
        : [{ operation: operation.id, witness: worst.witness }];
    }),
    credential: items.length === 1 && first?.kind === "credential" ? first.name : undefined,
    carried: items.flatMap(({ kind, name, property }): ExposedQuestion["carried"] =>
      kind === "schema"
        ? [{ schema: name, field: undefined }]
        : kind === "field" && property !== undefined
          ? [{ schema: ownerIn(name, property), field: property }]
          : [],
    ),
    places: findings.flatMap(({ places }) =>
      places.flatMap(({ fingerprint, operation }) =>
        operation !== null && known.get(operation)?.length === 0 ? [fingerprint] : [],
      ),
    ),
  };
}

/** Whether an operation only reads, and the description says what: without sensitive data nothing is exposed by a call. */
function isOfData(source: ImpactSource, operation: Operation): boolean {
  return actionOf(operation).isReading && isUnderstood(source, operation, false);
}

/** The schema in the name of a field, `User.location`; `undefined` for one of no schema of a name. */
function ownerIn(name: string, property: string): string | undefined {
  return name.length > property.length + 1 ? name.slice(0, -property.length - 1) : undefined;
}

function tellOf(
  review: Review,
  duties: ImpactAssessment["duties"],
  otherApis: ImpactAssessment["otherApis"],
): ImpactAssessment["tell"] {
  const { owner } = review.document;
  const others = [...new Set(otherApis.flatMap((one) => one.owner ?? []))].filter((one) => one !== owner);
  return [
    { who: owner ?? "whoever runs the API", why: "must fix the weakness and keep the logs" },
    ...(duties.length === 0
      ? []
      : [
          { who: "the privacy officer", why: `must answer ${count(duties.length, "question")} about duties to notify` },
        ]),
    ...(duties.some(({ kind }) => kind === "payment")
      ? [{ who: "whoever answers for payments", why: "must know that payment or financial data could be read" }]
      : []),
    ...others.map((who) => ({ who, why: "must know that their API shares a schema, a credential or the cause" })),
    { who: "whoever reported it", why: "must learn that the report was received, and when the weakness will be fixed" },
  ];
}

/** When it must be fixed: by what is on record, where it is known, so that no assessment moves the day. */
function dueOf(
  { policy }: AssessedApi,
  severity: Severity,
  asOf: string,
  [known]: readonly KnownIssue[],
): ImpactAssessment["due"] {
  if (known !== undefined && (known.due !== null || isClosed(known)))
    return { day: known.due, text: recordWords(known, asOf) };
  const days = policy.deadlines[severity];
  const day = dayAfter(asOf, days) ?? null;
  return {
    day,
    text:
      day === null
        ? `No day is set: the policy has no deadline for ${severity} severity.`
        : `Fix by ${day}: the policy allows ${count(days ?? 0, "day")} for ${severity} severity. Contain the exposure today.`,
  };
}
