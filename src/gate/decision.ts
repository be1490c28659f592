import { worstCase } from "../core/possible-answers.ts";
import { SENSITIVITIES } from "../core/exposure-words.ts";
import { grouped } from "../core/grouped.ts";
import { count, listed } from "../core/prose.ts";
import type { Finding, FindingPlace, Review } from "../core/review.ts";
import { isAtLeast, worse, type Severity } from "../core/severity.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import type { GatePolicy } from "../policy/gate-policy.ts";
import { isPublishedOfNobody } from "../operations/readers/perhaps-published.ts";
import { fingerprintOf, lastingId } from "../review/fingerprint.ts";
import type { Change } from "./change.ts";
import { stateOf, worstPlace, type JudgedPlace, type JudgedPlaces } from "./places.ts";

/** A change with whether it blocks, and by what it can be accepted. */
export interface DecidedChange extends Change {
  readonly blocks: boolean;
  /** Of the change in one operation each: what a register accepts. */
  readonly fingerprints: readonly string[];
}

/** Whether a change to a description may be merged, and why not. */
export interface GateDecision {
  readonly because: readonly string[];
  readonly changes: readonly DecidedChange[];
  /** The same as `because`, with what each is about. */
  readonly reasons: readonly Reason[];
}

/** One reason to fail, with the places or the change that it is about. */
export interface Reason {
  readonly text: string;
  readonly places: readonly JudgedPlace[];
  readonly change: DecidedChange | undefined;
}

/** What decides. */
export interface GateEvidence {
  readonly head: AssessedApi;
  readonly review: Review;
  readonly changes: readonly Change[];
  readonly before: JudgedPlaces | undefined;
  readonly after: JudgedPlaces;
  readonly policy: GatePolicy;
  /** Whether somebody accepted a place or a change that is known by this fingerprint. */
  readonly isAccepted: (place: FindingPlace, finding: Finding) => boolean;
  readonly isAcceptedChange: (fingerprint: string) => boolean;
}

/** Decides by what is new or worse, by whom the change lets in, and by what it hides. */
export function decide(evidence: GateEvidence): GateDecision {
  const places = blockingPlaces(evidence);
  const assumed = blockingAssumptions(evidence);
  const hit = new Set([...places, ...assumed.flatMap((one) => one.places)].map(keyOf));
  const changes = evidence.changes.map((change) => decided(change, evidence, hit));
  const told = changes.filter(
    (change) => change.blocks && change.concern !== undefined && isConcerning(change, evidence),
  );
  const reasons: readonly Reason[] = [
    ...placeReasons(places),
    ...told.map((change) => ({ text: change.text, places: [], change })),
    ...assumed.map((one) => ({ text: one.text, places: one.places.map(({ place }) => place), change: undefined })),
  ];
  return { because: reasons.map(({ text }) => text), changes, reasons };
}

/** The fingerprint by which a change in one operation can be accepted. */
export function changeFingerprint(kind: string, operation: Parameters<typeof lastingId>[0]): string {
  return fingerprintOf(kind, lastingId(operation));
}

interface BlockingPlace {
  readonly place: JudgedPlace;
  readonly state: "new" | "worsened";
  /** Why it blocks, where its severity alone does not say it. */
  readonly because?: string;
}

/** Places of the policy's severity or above that the base does not have, or has milder, and that nobody accepted. */
function blockingPlaces(evidence: GateEvidence): readonly BlockingPlace[] {
  const { review, before, after, policy, isAccepted } = evidence;
  const least = policy.failOn;
  if (least === "never") return [];
  const isShown = shownToAnybody(evidence);
  return review.findings.flatMap((finding) =>
    finding.confidence === "possible"
      ? []
      : finding.places.flatMap((place) => {
          const judged = after.stated.get(place.fingerprint);
          if (judged === undefined) return [];
          const because = isAtLeast(judged.severity, least)
            ? undefined
            : isAtLeast(weightOf(judged), least)
              ? "which blocks in itself"
              : isShown(judged)
                ? "open to anyone"
                : "";
          const state = stateOf(judged, before?.stated.get(place.fingerprint));
          if (because === "" || (state !== "new" && state !== "worsened") || isAccepted(place, finding)) return [];
          return [{ place: judged, state, ...(because === undefined ? {} : { because }) }];
        }),
  );
}

/**
 * How much a place weighs for the gate. What can be undone in no release weighs as much as a high one, though a review
 * has it milder for what else is there: a credential that was published, and one that is sent in clear, or to any host.
 */
function weightOf({ rule, severity }: JudgedPlace): Severity {
  const least = IN_ITSELF.get(rule);
  return least !== undefined && isAtLeast(severity, least) ? worse(severity, "high") : severity;
}

/** Rules whose places weigh as much as a high one, each with the severity from which they do: below, nothing is lost by them. */
const IN_ITSELF: ReadonlyMap<string, Severity> = new Map([
  ["secret-in-description", "medium"],
  ["cleartext-server", "medium"],
  ["cleartext-token-endpoint", "medium"],
  ["caller-controlled-server", "low"],
]);

/**
 * Whether a place is of what a new operation shows to anybody without a credential, be it a medium finding: it is exposed
 * as widely as what an operation shows that was opened. What a web page may show of a place or an author is no such thing.
 */
function shownToAnybody({ head, changes, policy }: GateEvidence): (place: JudgedPlace) => boolean {
  const least = policy.widenedExposure;
  if (least === "never") return () => false;
  const added = new Set(changes.flatMap(({ kind, operations }) => (kind === "operation-added" ? operations : [])));
  return ({ operation, witness, severity }) => {
    if (operation === undefined || !added.has(operation) || !isAtLeast(severity, "medium")) return false;
    const { admission, reach, over } = head.assessed(operation);
    return (
      admission === "anonymous" &&
      reach !== "internal" &&
      !isPublishedOfNobody(head, operation, [...over]) &&
      [...over].some(
        (flow) =>
          flow.witness === witness &&
          flow.whose !== "caller" &&
          SENSITIVITIES.indexOf(flow.field.sensitivity) >= SENSITIVITIES.indexOf(least),
      )
    );
  };
}

interface BlockingAssumption {
  readonly text: string;
  readonly places: readonly BlockingPlace[];
}

/** Assumptions under which the change makes places that the base does not have under it, nor without it. */
function blockingAssumptions({
  review,
  before,
  after,
  policy,
  isAccepted,
}: GateEvidence): readonly BlockingAssumption[] {
  const least = policy.failOn === "never" ? "high" : policy.failOn;
  if (policy.decisiveAssumptions === "report") return [];
  return review.assumptions.flatMap(({ id, question, ifTrue, settle }) => {
    const found = ifTrue
      .filter(({ confidence }) => confidence !== "possible")
      .map((finding) => ({
        finding,
        places: finding.places.flatMap((place): BlockingPlace[] => {
          const judged = after.supposed.get(place.fingerprint);
          if (judged === undefined || !isAtLeast(judged.severity, least)) return [];
          const known = before?.supposed.get(place.fingerprint) ?? before?.stated.get(place.fingerprint);
          const state = stateOf(judged, known);
          return (state === "new" || state === "worsened") && !isAccepted(place, finding)
            ? [{ place: judged, state }]
            : [];
        }),
      }))
      .filter(({ places }) => places.length > 0);
    const [first] = found;
    if (first === undefined) return [];
    const [asked = question] = question.split("? ");
    const places = found.flatMap((one) => one.places);
    const more = found.length > 1 ? `, and ${count(found.length - 1, "further finding")}` : "";
    return [
      {
        text: `It is not stated: ${asked.replace(/\?$/, "")}? ${worstCase(id)}, the change brings ${count(places.length, "place")} of ${least} or above: ${newWords(first.finding, first.places)}${more} (answer: ${settle.join(", ")})`,
        places,
      },
    ];
  });
}

/** What is found; of a finding that has other places too only where it is new: its message tells of all. */
function newWords(finding: Finding, places: readonly BlockingPlace[]): string {
  const operations = [...new Set(places.flatMap(({ place }) => place.operation?.id ?? []))];
  const isOfAll = places.length === finding.places.length || operations.length === 0;
  return isOfAll ? places[0]!.place.message : `${finding.title}, with ${listed(operations, 3)}`;
}

/** A reason for each finding, by the worst of its places, with how many of them are new or worse. */
function placeReasons(places: readonly BlockingPlace[]): readonly Reason[] {
  const alike = grouped(places, ({ place, state }) => JSON.stringify([state, place.rule, place.message]));
  return [...alike.values()].map((group) => {
    const place = worstPlace(group.map((one) => one.place));
    const { state, because } = group.find((one) => one.place === place)!; // it is one of them
    const first = [place.operation?.id, place.witness].filter((part) => part !== undefined).join(", ");
    const n = group.length;
    const where = first === "" ? place.at.file : n === 1 ? first : `${count(n, "place")}, such as ${first}`;
    return {
      text: `${state === "new" ? "New" : "Worse"} (${place.severity}${because === undefined ? "" : `, ${because}`}): ${place.message} (${where})`,
      places: group.map((one) => one.place),
      change: undefined,
    };
  });
}

/** What a place and a change have in common: the operation, and of fields the way. */
function keyOf({ place: { operation, witness } }: BlockingPlace): string {
  return `${operation?.id ?? ""} ${witness ?? ""}`;
}

function decided(change: Change, evidence: GateEvidence, hit: ReadonlySet<string>): DecidedChange {
  const fingerprints = change.operations.map((operation) => changeFingerprint(change.kind, operation));
  const isOfPlace =
    change.direction === "worse" &&
    (change.kind === "operation-added"
      ? change.operations.some(({ id }) => [...hit].some((key) => key.startsWith(`${id} `)))
      : change.witness !== undefined && change.operations.some(({ id }) => hit.has(`${id} ${change.witness!}`)));
  return { ...change, fingerprints, blocks: isOfPlace || isConcerning(change, evidence) };
}

/** Whether the policy lets a change block for what it is, whatever findings it makes. */
function isConcerning(change: Change, { head, policy, isAcceptedChange }: GateEvidence): boolean {
  if (change.direction !== "worse" || change.concern === undefined) return false;
  const open = change.operations.filter((operation) => !isAcceptedChange(changeFingerprint(change.kind, operation)));
  if (open.length === 0) return false;
  switch (change.concern) {
    case "authentication": {
      if (policy.weakenedAuthentication === "report") return false;
      const now = new Set(head.operations);
      return open.some((operation) => now.has(operation) && head.assessed(operation).judgedAs !== "private");
    }
    case "exposure": {
      const least = policy.widenedExposure;
      if (least === "never" || change.carries === undefined) return false;
      return SENSITIVITIES.indexOf(change.carries) >= SENSITIVITIES.indexOf(least);
    }
    case "agents":
      return policy.allowedToAgents === "fail" || (policy.allowedToAgents === "changed" && change.base !== undefined);
    case "evidence":
      return policy.lostEvidence === "fail" && change.carries !== undefined;
  }
}
