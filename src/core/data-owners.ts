import { OPEN_TO_ANY_CALLER } from "./any-caller.ts";
import { callerBy, type Caller } from "./caller-words.ts";
import { DATA_OWNERS, type DataOwner, type OwnerReason } from "./data-owner-words.ts";
import { FAILED_TEST } from "./failed-test.ts";
import { grouped } from "./grouped.ts";
import { memo } from "./memo.ts";
import { CREDENTIAL_OF_OTHERS, MORE_THAN_MAY_SEE } from "./others-data.ts";
import { CREDENTIAL_ALONE, WITHOUT_VALID_CREDENTIAL } from "./refusal-words.ts";
import type { Finding, OperationEntry, Review } from "./review.ts";
import { settledBy, factsOf, type SettledFinding } from "./settled-findings.ts";
import { isAtLeast } from "./severity.ts";

type Field = Review["fields"][number];
type Flow = Field["flows"][number];

/** Whose data an operation returns, or whose things it changes, and what says so. */
export type OwnedData = NonNullable<OperationEntry["owners"]>[number];

/**
 * A review in which each flow and each operation says whose data it is: the one answer to this, which everything that is
 * said of it takes. An operation has an entry for each owner and reason of what it returns, and one if it can change something.
 */
export function withOwners(review: Review): Review {
  const { fields, operations, tests, assumptions } = review;
  const tested = testedOperations(tests);
  const asked = operationsAsked(assumptions, "tenancy");
  const unstated = operationsAsked(assumptions, "authentication-unstated");
  const ofPeople = new Set(
    fields.flatMap(({ personalData, sensitivity, category, confidence, flows }) =>
      personalData === true &&
      confidence !== "possible" &&
      (sensitivity === "restricted" || category.startsWith("user.financial"))
        ? flows.flatMap(({ direction, via, operation }) =>
            direction === "write" && via !== "parameter" ? [operation] : [],
          )
        : [],
    ),
  );
  const sameForAll = new Set(
    tests.flatMap(({ as, why, operation }) =>
      as === WITHOUT_VALID_CREDENTIAL && why.startsWith(CREDENTIAL_ALONE) ? [operation] : [],
    ),
  );
  const told = toldOfOthers(review, factsOf(review));
  const known = new Map<string, Known>(
    operations.map((operation) => {
      const { id } = operation;
      return [
        id,
        {
          operation,
          tested: tested.get(id),
          isAsked: asked.has(id),
          isSameForAll: sameForAll.has(id),
          isUnstated: unstated.has(id),
          told,
          decidesOverPeople: ofPeople.has(id),
        },
      ] as const;
    }),
  );
  const reads = new Map<string, Map<string, OwnedData>>();
  const decided = fields.map((field) =>
    field.flows.map((flow) => {
      const about = known.get(flow.operation);
      return flow.direction !== "read" || about === undefined ? undefined : ownerOf(about, field, flow);
    }),
  );
  const ofOthers = recordsOfOthers(fields, decided);
  const owned = fields.map((field, n) => ({
    ...field,
    flows: field.flows.map((flow, m) => {
      const one = decided[n]?.[m];
      if (one === undefined) return flow;
      // A record is one person's: what nothing tells of its address or phone number, the rest of it does.
      const {
        owner,
        because,
        findings: by = [],
      } = one.owner === "unknown" ? (ofOthers.get(recordKey(field, flow)) ?? one) : one;
      // What needs asking for, or is no more than a guess, is no part of what an operation is known to return.
      if (field.confidence !== "possible" && flow.via !== "on-request" && flow.via !== "error")
        entriesOf(reads, flow.operation).set([owner, because, ...by].join(" "), {
          direction: "read",
          owner,
          because,
          findings: [...by],
        });
      return { ...flow, owner, because };
    }),
  }));
  return {
    ...review,
    fields: owned,
    operations: operations.map((operation) => ({
      ...operation,
      owners: [
        ...[...(reads.get(operation.id)?.values() ?? [])].toSorted((a, b) => rankOf(a) - rankOf(b)),
        ...changeOf(known.get(operation.id)!), // there is one for each
      ],
    })),
  };
}

/** What was decided of all that says that what an operation returns or changes is other people's; `undefined` where not all is. */
export function settledOthers(
  review: Review,
  { owners = [] }: OperationEntry,
  direction: OwnedData["direction"],
): SettledFinding | undefined {
  const others = owners.filter((one) => one.direction === direction && one.owner === "others");
  return others.every(({ because }) => because === "finding")
    ? settledBy(
        review,
        others.flatMap(({ findings }) => findings),
      )
    : undefined;
}

/** The records that are other people's, and what says so: by a finding, or since nobody who calls can be their owner. */
function recordsOfOthers(
  fields: Review["fields"],
  decided: readonly (readonly (Decided | undefined)[])[],
): ReadonlyMap<string, Decided> {
  const records = new Map<string, Decided>();
  for (const [n, field] of fields.entries())
    for (const [m, flow] of field.flows.entries()) {
      const one = decided[n]?.[m];
      if (one?.owner !== "others" || field.owner === null || field.confidence === "possible") continue;
      const key = recordKey(field, flow);
      if (!records.has(key) || one.because === "finding") records.set(key, one);
    }
  return records;
}

/** One kind of record in what one operation returns. */
function recordKey({ owner }: Field, { operation }: Flow): string {
  return `${operation} ${owner}`;
}

/** A review with what `withOwners` adds, also where it was written without. */
export const owned = memo((review: Review): Review =>
  review.operations.every(({ owners }) => owners !== undefined) ? review : withOwners(review),
);

function entriesOf(all: Map<string, Map<string, OwnedData>>, id: string): Map<string, OwnedData> {
  const before = all.get(id) ?? new Map<string, OwnedData>();
  all.set(id, before);
  return before;
}

function operationsAsked(assumptions: Review["assumptions"], by: string): ReadonlySet<string> {
  return new Set(assumptions.flatMap(({ id, operations }) => (id === by ? operations : [])));
}

/** What is known of an operation besides its fields. */
interface Known {
  readonly operation: OperationEntry;
  /** What the tests of access to it have shown; `undefined` where none is to be made. */
  readonly tested: Tested | undefined;
  /** Whether an open question asks if the people of the operation are the caller's own customers or staff. */
  readonly isAsked: boolean;
  /** Whether what it gives is the provider's, and all that is to be tested is that a credential is asked for. */
  readonly isSameForAll: boolean;
  /** Whether an open question asks if a credential is required. */
  readonly isUnstated: boolean;
  readonly told: Told;
  /** Whether it sets what is restricted of people, or their pay. */
  readonly decidesOverPeople: boolean;
}

interface Tested {
  readonly status: "passed" | "failed" | "untested" | "not-applicable";
  /** Whether one of those that failed may have shown what is somebody else's: that a thing can be referred to shows none of it. */
  readonly isFailedRead: boolean;
  /** Whether one of them names somebody else's object in the request. */
  readonly isOfNamed: boolean;
  /** Whether one of them may find that somebody else's thing is changed. */
  readonly isOfChange: boolean;
}

interface Decided {
  readonly owner: DataOwner;
  readonly because: OwnerReason;
  readonly findings?: readonly string[];
}

function rankOf({ owner }: Pick<Decided, "owner">): number {
  return DATA_OWNERS.indexOf(owner);
}

function ownerOf(known: Known, field: Field, flow: Flow): Decided {
  const { operation, tested, isAsked, isSameForAll, told } = known;
  const findings = [
    ...(told.read.get(operation.id) ?? []),
    ...(flow.subject === "caller" ? [] : (told.flows.get(flowKey(flow)) ?? [])),
    // Without a credential nobody is the caller yet: what lets in is that of whoever the request names.
    ...(operation.admission === "anonymous" && field.category.startsWith(CREDENTIALS)
      ? (told.change.get(operation.id) ?? [])
      : []),
  ];
  // What a finding says of the operation, nothing beside it contradicts.
  if (findings.length > 0) return { owner: "others", because: "finding", findings };
  if (flow.subject === "caller") {
    if (isEntrance(operation)) return { owner: "own", because: "entrance" };
    if (tested?.isOfNamed === true && tested.isFailedRead) return { owner: "others", because: "failed-test" };
    // What a request names by an identifier may be anybody's as long as no test shows that it is refused.
    if (tested?.isOfNamed === true && !CLOSED.has(tested.status) && !isOwnStaffs(operation)) return UNTESTED;
    return { owner: "own", because: "callers-own" };
  }
  if (tested?.isFailedRead === true) return { owner: "others", because: "failed-test" };
  if (flow.published === true) return { owner: "public", because: "published" };
  // What only identifies people to the state, or is as private, is somebody's wherever it is looked up.
  if (isSameForAll && field.sensitivity !== "restricted") return { owner: "public", because: "same-for-all" };
  if (flow.principal)
    return isAsked && flow.whose === "population"
      ? { owner: "unknown", because: "tenancy" }
      : { owner: "others", because: "people-like-the-caller" };
  return ownerOfRecord(known, field, flow);
}

const UNTESTED: Decided = { owner: "unknown", because: "untested" };

/** Whose the data in a record is, which is of no person such as the caller. */
function ownerOfRecord({ operation, tested, isUnstated }: Known, field: Field, flow: Flow): Decided {
  const kinds = callerKindsOf(operation);
  const strangers = kinds.filter(({ admission }) => admission !== "own");
  // An organization has records of the people whom it serves; for others who call as well, its own staff decides nothing.
  if (strangers.length === 0)
    return { owner: field.personalData === false ? "organization" : "others", because: "own-staff" };
  // What a callback sends goes to the address that its subscriber gave, about what that subscriber's own account has.
  if (isToOwnReceiver(operation)) return { owner: "own", because: "callers-own" };
  // Somebody decided that it is nobody else's, or there for all who call.
  if (tested?.status === "not-applicable") return { owner: "public", because: "test-not-applicable" };
  const isNobodys = strangers.some(({ admission, unknown }) => admission === "anonymous" || unknown === "unstated");
  if (tested?.status === "passed" && !isNobodys)
    return { owner: flow.whose === "tenant" ? "organization" : "own", because: "passed-test" };
  // Without a credential nobody is the caller, and what has no owner to test is the same for all who call.
  const isOfNoCaller =
    strangers.some(({ admission }) => admission === "anonymous") ||
    // Of a credential that only texts state it is less sure.
    (tested === undefined &&
      operation.statesCredential !== true &&
      strangers.some(({ unknown }) => unknown === undefined));
  // What places and businesses have, too, may be theirs.
  if (isOfNoCaller && field.personalData === true && !OF_PLACES.test(field.category))
    return { owner: "others", because: "no-caller" };
  // Who can call is another question than whose data comes back.
  if (tested !== undefined) return UNTESTED;
  if (isUnstated) return { owner: "unknown", because: "authentication-unstated" };
  return operation.callers.every((one) => one === "anonymous") && operation.admission === "anonymous"
    ? { owner: "unknown", because: "perhaps-published" }
    : UNTESTED;
}

/**
 * Whether a callback goes to an address that its subscriber gives in the request. Who subscribes without a credential has no
 * account, and an address that is written down is somebody else's.
 */
function isToOwnReceiver({ kind, path, admission, callers }: OperationEntry): boolean {
  return (
    kind === "callback" &&
    admission !== "anonymous" &&
    !callers.includes("anonymous") &&
    /^\s*\{\$(?:request|url|response)\b/.test(path)
  );
}

/** Address, phone and e-mail address are a business's as well as a person's. */
const OF_PLACES = /^user\.(?:contact|location)\b/;

/** Whose things an operation changes, if it can. */
function changeOf(known: Known): readonly OwnedData[] {
  const { operation } = known;
  if (operation.kind !== "path" || !mayChange(operation)) return [];
  const { owner, because, findings = [] } = ownerOfChange(known);
  return [{ direction: "change", owner, because, findings: [...findings] }];
}

function ownerOfChange({ operation, tested, isUnstated, told, decidesOverPeople }: Known): Decided {
  const findings = told.change.get(operation.id) ?? [];
  if (findings.length > 0) return { owner: "others", because: "finding", findings };
  if (tested?.status === "failed") return { owner: "others", because: "failed-test" };
  if (isEntrance(operation)) return { owner: "own", because: "entrance" };
  if (tested?.status === "not-applicable") return { owner: "own", because: "test-not-applicable" };
  if (tested?.status === "passed") return { owner: "own", because: "passed-test" };
  if (isOwnStaffs(operation))
    return {
      owner: decidesOverPeople && !/\/me(?:\/|$)/.test(operation.path) ? "others" : "organization",
      because: "own-staff",
    };
  if (tested?.isOfChange === true) return UNTESTED;
  if (isUnstated) return { owner: "unknown", because: "authentication-unstated" };
  return operation.path.includes("{") ? { owner: "own", because: "callers-own" } : { owner: "own", because: "new" };
}

function isOwnStaffs(operation: OperationEntry): boolean {
  return callerKindsOf(operation).every(({ admission }) => admission === "own");
}

/** Whether calling an operation may change something; reviews that were written without it say so by the method. */
export function mayChange({ changes, method }: Pick<OperationEntry, "changes" | "method">): boolean {
  return changes ?? !READING.has(method);
}

const READING: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "QUERY"]);

/** The kinds of caller of an operation. */
export function callerKindsOf({
  callers,
  admission,
  reach,
  kind,
  security,
  statesCredential,
}: Called): readonly Caller[] {
  const isUnstated = security.length === 0 && statesCredential !== true;
  return (callers.length === 0 ? [admission] : callers).map((one) => callerBy(one, { kind, reach, isUnstated }));
}

/** What says of an operation who can call it. */
export type Called = Pick<OperationEntry, "callers" | "admission" | "reach" | "kind" | "security" | "statesCredential">;

/**
 * Whether an operation is how callers get in: it hands them what is theirs, and is open as is usual. Who is let in
 * already makes an account for somebody else.
 */
export function isEntrance({ intent, admission }: Pick<OperationEntry, "intent" | "admission">): boolean {
  return intent !== null && ENTRANCES.has(intent) && admission !== "own" && admission !== "partner";
}

const ENTRANCES: ReadonlySet<string> = new Set([
  "log-in",
  "sign-up",
  "token",
  "password-reset",
  "verification",
  "client-registration",
]);

/** What the tests of access to each operation come to: one that failed shows it, and all of them have to pass. */
function testedOperations(tests: Review["tests"]): ReadonlyMap<string, Tested> {
  const access = tests.filter(({ kind }) => kind === undefined || !OF_RIGHTS.has(kind));
  return new Map(
    [...grouped(access, ({ operation }) => operation)].map(([id, all]) => [
      id,
      {
        status: all.some(({ status }) => status === "failed")
          ? "failed"
          : all.every(({ status }) => status === "not-applicable")
            ? "not-applicable"
            : all.every(({ status }) => status === "passed" || status === "not-applicable")
              ? "passed"
              : "untested",
        isFailedRead: all.some((test) => test.status === "failed" && !isOfReference(test)),
        isOfNamed: all.some(({ kind }) => kind === "object" || kind === "batch"),
        isOfChange: all.some(({ kind }) => kind === undefined || !OF_LISTS.has(kind)),
      },
    ]),
  );
}

const CLOSED: ReadonlySet<Tested["status"]> = new Set(["passed", "not-applicable"]);

/** Whether a test is that something new refers to what is somebody else's. */
function isOfReference({ kind, operation }: Review["tests"][number]): boolean {
  return kind === "reference" && !/^(?:GET|HEAD|QUERY) /.test(operation);
}

/** Tests of what a caller may do, or decide, and how often: they do not show whose data comes back. */
export const OF_RIGHTS: ReadonlySet<string> = new Set([
  "function",
  "property",
  "recovery",
  "flow",
  "automation",
  "input",
]);

/** Tests of what is among many things: they do not show whose thing is changed. */
const OF_LISTS: ReadonlySet<string> = new Set(["list", "filter", "people", "entry"]);

/** What findings say, open or taken as a risk, is other people's: by operation, or by the single way in which a field comes back. */
interface Told {
  readonly read: ReadonlyMap<string, readonly string[]>;
  readonly flows: ReadonlyMap<string, readonly string[]>;
  readonly change: ReadonlyMap<string, readonly string[]>;
}

function toldOfOthers({ fields, tests }: Review, facts: readonly Finding[]): Told {
  const open = facts.filter((finding) => !finding.assumes.includes("tenancy"));
  // What asks for a password, or hands out a token, returns what belongs to whoever passes.
  const passing = new Set(
    fields.flatMap(({ category, flows }) =>
      category.startsWith(CREDENTIALS) ? flows.map(({ operation }) => operation) : [],
    ),
  );
  // What failed of a reference, or of a caller's rights, shows no record of others.
  const failedAside = new Set(
    tests.flatMap((test) =>
      test.status === "failed" && (isOfReference(test) || OF_RIGHTS.has(test.kind ?? "")) ? [test.operation] : [],
    ),
  );
  const readAll = (finding: Finding): readonly string[] => {
    if (finding.rule === FAILED_TEST) return finding.operations.filter((id) => !failedAside.has(id));
    if (finding.title === OPEN_TO_ANY_CALLER) return finding.operations;
    if (finding.rule === ACCOUNT_ENUMERATION) return finding.operations.filter((id) => !passing.has(id));
    return READS_OF_OTHERS.has(finding.rule) && isAtLeast(finding.severity, "medium") ? finding.operations : [];
  };
  const changed = (finding: Finding): readonly string[] =>
    finding.title === OPEN_TO_ANY_CALLER ||
    finding.rule === FAILED_TEST ||
    (CHANGES_OF_OTHERS.has(finding.rule) && isAtLeast(finding.severity, "medium"))
      ? finding.operations
      : [];
  return {
    read: byKey(open, readAll),
    flows: byKey(open, ({ title, places }) =>
      title === CREDENTIAL_OF_OTHERS || title === MORE_THAN_MAY_SEE ? places.map(flowKey) : [],
    ),
    change: byKey(open, changed),
  };
}

/** The findings of each key, by fingerprint. */
function byKey(
  findings: readonly Finding[],
  keysOf: (finding: Finding) => readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const pairs = findings.flatMap((finding) =>
    [...new Set(keysOf(finding))].map((key) => ({ key, fingerprint: finding.fingerprint })),
  );
  return new Map(
    [...grouped(pairs, ({ key }) => key)].map(([key, all]) => [key, all.map(({ fingerprint }) => fingerprint)]),
  );
}

const CREDENTIALS = "user.authorization";

const ACCOUNT_ENUMERATION = "account-enumeration";

/** Rules whose findings say that an operation returns records of others. */
const READS_OF_OTHERS: ReadonlySet<string> = new Set([
  "bola-client-supplied-owner",
  "knowledge-based-verification",
  "shared-key",
]);

/** Rules whose findings say that callers can act on what is not theirs. */
const CHANGES_OF_OTHERS: ReadonlySet<string> = new Set([
  "bfla-account-settings",
  "bfla-admin-operation",
  "bfla-shared-data-write",
  "bfla-write-weaker-than-read",
  "bola-client-supplied-owner",
  "bola-target-named-twice",
  "knowledge-based-verification",
  "shared-key",
  "unauthenticated-operation",
  "unauthenticated-write",
]);

function flowKey({
  operation,
  witness,
}: {
  readonly operation: string | null;
  readonly witness: string | null;
}): string {
  return `${operation} ${witness}`;
}
