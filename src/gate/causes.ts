import { allFindings } from "../core/all-findings.ts";
import { addTo, grouped } from "../core/grouped.ts";
import { memo } from "../core/memo.ts";
import { count } from "../core/prose.ts";
import type { Finding, Review } from "../core/review.ts";
import { SEVERITIES } from "../core/severity.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import type { Operation } from "../model/api.ts";
import type { ChangeKind } from "./change.ts";
import { changeFingerprint, type DecidedChange, type Reason } from "./decision.ts";
import { operationWords } from "./changes/words.ts";
import type { JudgedPlace } from "./places.ts";

type Cause = NonNullable<NonNullable<Review["gate"]>["causes"]>[number];

/**
 * The reasons to fail by their causes: a requirement that is dropped makes findings, widens exposure and lets in new
 * callers, and is one thing to put right. A reason that no change explains is a cause by itself.
 */
export function causesOf(
  reasons: readonly Reason[],
  changes: readonly DecidedChange[],
  review: Review,
  head: AssessedApi,
): readonly Cause[] {
  const roots = changes.filter(({ direction, kind }) => direction === "worse" && ROOTS.has(kind));
  const fields = changes.filter(({ direction, witness }) => direction === "worse" && witness !== undefined);
  const known = { roots: byKeys(roots, ({ id }) => id), fields: byKeys(fields, fieldKey) };
  const groups = grouped(reasons, (reason) => causeOf(reason, known) ?? reason);
  const causes = [...groups].map(([cause, own]) => ({ change: "kind" in cause ? cause : cause.change, own }));
  // What is new by itself is told by itself, also where a finding of it follows from who can call now.
  const told = new Set(causes.map(({ change }) => change));
  const besides = fields.filter(
    (change) => change.blocks && !told.has(change) && change.carries !== undefined && FIELDS.has(change.kind),
  );
  return [...causes, ...besides.map((change) => ({ change, own: [] }))].map(({ change, own }) =>
    causeEntry(change, own, review, head),
  );
}

/** Changes of which others are effects: who may call, and what is there. */
const ROOTS: ReadonlySet<ChangeKind> = new Set<ChangeKind>([
  "operation-added",
  "authentication-removed",
  "root-authentication-removed",
  "authentication-optional",
  "alternative-added",
  "alternative-weakened",
  "authentication-replaced",
  "scope-dropped",
  "scope-weakened",
  "scheme-weakened",
]);

/** What is returned that was not. */
const FIELDS: ReadonlySet<ChangeKind> = new Set<ChangeKind>(["field-readable", "field-spread"]);

/** What follows from another change of the same operations. */
const EFFECTS: ReadonlySet<ChangeKind> = new Set<ChangeKind>(["exposure-widened", "newly-reachable"]);

/** What may be a cause, by what is asked of it: changes and findings may be very many. */
interface KnownChanges {
  /** By the ID of an operation. */
  readonly roots: ReadonlyMap<string, readonly Known[]>;
  /** By an operation and what is in it. */
  readonly fields: ReadonlyMap<string, readonly Known[]>;
}

/** A change with its place among those that are known. */
interface Known {
  readonly change: DecidedChange;
  readonly place: number;
}

function byKeys(
  changes: readonly DecidedChange[],
  keyOf: (operation: Operation, witness: string | undefined) => string,
): ReadonlyMap<string, readonly Known[]> {
  const found = new Map<string, Known[]>();
  for (const [place, change] of changes.entries())
    for (const key of new Set(change.operations.map((operation) => keyOf(operation, change.witness))))
      addTo(found, key, { change, place });
  return found;
}

function fieldKey({ id }: Operation, witness: string | undefined): string {
  return `${id}\n${witness}`;
}

function causeOf({ change, places }: Reason, { roots, fields }: KnownChanges): DecidedChange | undefined {
  if (change !== undefined) {
    if (!EFFECTS.has(change.kind)) return change;
    return coveringOf(change.operations, roots) ?? change;
  }
  // A field that is new in an operation that was there explains its own findings.
  const [first] = places;
  const own = (first?.operation === undefined ? [] : (fields.get(fieldKey(first.operation, first.witness)) ?? [])).find(
    ({ change: { operations, witness } }) =>
      places.every((place) => place.witness === witness && isAmong(place.operation, operations)),
  );
  if (own !== undefined) return own.change;
  return coveringOf(
    places.flatMap(({ operation }) => operation ?? []),
    roots,
    places.every(({ operation }) => operation !== undefined),
  );
}

/** The first root that has all operations, else the first of several that have all of them together. */
function coveringOf(
  operations: readonly Operation[],
  roots: KnownChanges["roots"],
  isWhole = true,
): DecidedChange | undefined {
  if (!isWhole || operations.length === 0) return undefined;
  const having = operations.map(({ id }) => roots.get(id) ?? []);
  if (having.some((some) => some.length === 0)) return undefined;
  const whole = having[0]!.find(({ change }) => operations.every((operation) => isAmong(operation, change.operations)));
  if (whole !== undefined) return whole.change;
  return having.map(([first]) => first!).reduce((first, other) => (other.place < first.place ? other : first)).change;
}

/** Whether an operation is one of some, by its ID. */
function isAmong(operation: Operation | undefined, operations: readonly Operation[]): boolean {
  return operation !== undefined && idsOf(operations).has(operation.id);
}

const idsOf = memo((operations: readonly Operation[]): ReadonlySet<string> => new Set(operations.map(({ id }) => id)));

function causeEntry(
  change: DecidedChange | undefined,
  reasons: readonly Reason[],
  review: Review,
  head: AssessedApi,
): Cause {
  const places = reasons.flatMap((reason) => reason.places);
  const findings = findingsOf(places, review);
  const worst = findings[0];
  const own = reasons.filter((reason) => reason.change !== undefined && reason.change !== change);
  const changes = [...new Set(reasons.flatMap((reason) => reason.change ?? []))];
  const operations = [
    ...new Set(
      [...(change?.operations ?? []), ...places.flatMap(({ operation }) => operation ?? [])].map(({ id }) => id),
    ),
  ];
  const remedy = worst === undefined ? undefined : firstSentence(worst.remediation);
  return {
    kind: change?.kind ?? null,
    text: change === undefined ? (reasons[0]?.text ?? "") : withConsequence(change, reasons, own),
    // A requirement keeps strangers out of a new operation; what else is wrong with it stays.
    fix:
      change?.kind === "operation-added"
        ? joined(fixOf(change, head), remedy)
        : (change?.fix ?? fixOf(change, head) ?? remedy ?? null),
    reasons: reasons.map(({ text }) => text),
    operations,
    findings: findings.map(({ fingerprint }) => fingerprint),
    accept: [
      ...new Set([
        ...places.map(({ fingerprint }) => fingerprint),
        ...changes
          .filter(({ concern, blocks }) => blocks && concern !== undefined)
          .flatMap(({ kind, operations: changed }) => changed.map((operation) => changeFingerprint(kind, operation))),
      ]),
    ],
    head: siteOf(change, places, head),
  };
}

function joined(first: string | undefined, second: string | undefined): string | null {
  if (first === undefined || second === undefined) return first ?? second ?? null;
  return `${first}. ${second}`;
}

/** A change, and what comes of it: the worst finding, else who can call now. */
function withConsequence(change: DecidedChange, reasons: readonly Reason[], effects: readonly Reason[]): string {
  const found = reasons.filter(({ places }) => places.length > 0);
  const rank = ({ places }: Reason): number => Math.min(...places.map(({ severity }) => SEVERITIES.indexOf(severity)));
  const [worst] = found.toSorted((a, b) => rank(a) - rank(b));
  const consequence = worst ?? effects[0];
  if (consequence === undefined) return change.text;
  const more = found.length > 1 ? `, and ${count(found.length - 1, "further finding")}` : "";
  return `${change.text}. ${consequence.text}${more}`;
}

/** What undoes a change that does not say so itself. */
function fixOf(change: DecidedChange | undefined, head: AssessedApi): string | undefined {
  if (change === undefined) return undefined;
  const { kind, operations, witness } = change;
  if (kind === "operation-added") return requirementOfOthers(operations, head);
  const where = operationWords(operations);
  if (FIELDS.has(kind)) return witness === undefined ? undefined : `leave ${witness} out of what ${where} returns`;
  return FIXES.get(kind)?.(where);
}

const FIXES: ReadonlyMap<ChangeKind, (where: string) => string> = new Map([
  ["response-schema-removed", (where: string) => `restore the schema of the response of ${where}`],
  [
    "field-writable",
    (where: string) => `require a credential on ${where}, or have it refer to a key that the server holds`,
  ],
  ["response-opened", (where: string) => `name the fields that ${where} returns`],
  [
    "classification-lowered",
    () => "restore the classification, or confirm it with a reason in sallyport.yaml under data",
  ],
]);

/** What most operations ask for, where a new one asks for nothing. */
function requirementOfOthers(added: readonly Operation[], head: AssessedApi): string | undefined {
  const isOpen = (operation: Operation): boolean => head.assessed(operation).admission === "anonymous";
  const open = added.filter(isOpen);
  if (open.length === 0) return undefined;
  // Those that are new together are open together, or none of them is.
  const most = mostAsked(head);
  return most === undefined
    ? undefined
    : `require ${most[0]} on ${operationWords(open)}, as ${count(most[1].length, "operation")} do${most[1].length === 1 ? "es" : ""}`;
}

/** What most operations that ask for a credential ask for, with these. */
const mostAsked = memo((head: AssessedApi): readonly [words: string, operations: readonly Operation[]] | undefined => {
  const others = head.operations.filter((operation) => head.assessed(operation).admission !== "anonymous");
  const [most] = [...grouped(others, (operation) => requirementWords(operation)).entries()]
    .filter(([words]) => words !== "")
    .toSorted(([, a], [, b]) => b.length - a.length);
  return most;
});

function requirementWords({ security }: Operation): string {
  return (security?.alternatives ?? [])
    .map(({ schemes }) =>
      schemes
        .map(({ scheme, scopes }) => (scopes.length === 0 ? scheme.name : `${scheme.name} (${scopes.join(", ")})`))
        .join(" with "),
    )
    .join(" or ");
}

function findingsOf(places: readonly JudgedPlace[], review: Review): readonly Finding[] {
  const found = new Set(places.flatMap(({ fingerprint }) => findingsAt(review).get(fingerprint) ?? []));
  return [...found].toSorted((a, b) => a.at - b.at).map(({ finding }) => finding);
}

/** Findings by the fingerprints of their places, each with its place among all. */
const findingsAt = memo((review: Review) => {
  const found = new Map<string, { readonly finding: Finding; readonly at: number }[]>();
  for (const [at, finding] of allFindings(review).entries()) {
    const known = { finding, at };
    for (const fingerprint of new Set(finding.places.map((place) => place.fingerprint)))
      addTo(found, fingerprint, known);
  }
  return found;
});

function firstSentence(text: string): string {
  const [paragraph = ""] = text.split("\n\n");
  const end = /[.!?](?= |$)/.exec(paragraph)?.index ?? paragraph.length;
  return paragraph.slice(0, end);
}

function siteOf(
  change: DecidedChange | undefined,
  places: readonly JudgedPlace[],
  { document }: AssessedApi,
): Cause["head"] {
  const place = change?.head ?? places[0]?.at;
  return place === undefined ? null : { file: place.file, line: document.lineOf(place) };
}
