import { memo } from "../core/memo.ts";
import type { Place } from "../core/place.ts";
import type { Finding, FindingPlace, Review } from "../core/review.ts";
import { count } from "../core/prose.ts";
import type { AssessedApi, AssessedFlow } from "../exposure/assessed-api.ts";
import type { GatePolicy } from "../policy/gate-policy.ts";
import type { Judgements } from "../review/assumptions.ts";
import { grouped } from "../core/grouped.ts";
import { isAtLeast } from "../core/severity.ts";
import { placeOf, type Operation } from "../model/api.ts";
import { admissionShift } from "./admission-shift.ts";
import { causesOf } from "./causes.ts";
import type { Change, Compared } from "./change.ts";
import { decide, type DecidedChange, type GateEvidence } from "./decision.ts";
import { exposureDiff, newDescription } from "./exposure-diff.ts";
import { placeFix, type ComparedPlaces } from "./fixes/place-fix.ts";
import { matchedOperations } from "./matched-operations.ts";
import { isMoved, isWrittenAlike } from "./touched-operations.ts";
import { isOnlyReadOtherwise, placesOfKnownCauses } from "./known-causes.ts";
import { isSilencedRequest } from "./untyped-requests.ts";
import {
  judgedPlaces,
  judgedPlaceAt,
  stateOf,
  type FormerPlaces,
  type JudgedPlace,
  worstPlace,
  type JudgedPlaces,
} from "./places.ts";

export type Gate = NonNullable<Review["gate"]>;

/** Two descriptions of one API, judged by one policy; without a base the description is new. */
export interface GateInput {
  readonly base: Judgements | undefined;
  readonly head: Judgements;
  /** What is said of the head, waivers and register counted. */
  readonly review: Review;
  readonly policy: GatePolicy;
  /** What of the head's places the base has under another operation or way; none of a new description. */
  readonly former: FormerPlaces;
  /** What is compared, in words: `main (merge base 3f2a91c)`, `working tree`. */
  readonly names: { readonly base: string; readonly head: string };
  readonly isAccepted: GateEvidence["isAccepted"];
  readonly isAcceptedChange: GateEvidence["isAcceptedChange"];
}

/** What the gate says of one description, and the review with the state of each place. */
export function gateOf(input: GateInput): {
  readonly gate: Gate;
  readonly review: Review;
  readonly changes: readonly DecidedChange[];
} {
  const { base, head, names, former } = input;
  const after = judgedPlaces(head);
  const before = base === undefined ? undefined : judgedPlaces(base);
  const { api } = head.stated;
  const found = base === undefined ? newDescription(api) : exposureDiff({ base: base.stated.api, head: api });
  const known =
    before === undefined || base === undefined
      ? undefined
      : withKnown(before, former, placesOfKnownCauses({ base: base.stated.api, head: api }, before, after));
  const fixed =
    before === undefined || base === undefined ? [] : fixedPlaces({ base, head, before, after, former }, found);
  const evidence: GateEvidence = {
    head: api,
    review: input.review,
    changes: [...found, ...fixed],
    before: known,
    after,
    policy: input.policy,
    isAccepted: input.isAccepted,
    isAcceptedChange: input.isAcceptedChange,
  };
  const { because, changes, reasons } = decide(evidence);
  return {
    changes,
    review: withStates(input.review, known, after),
    gate: {
      decision: because.length > 0 ? "fail" : "pass",
      base: names.base,
      head: names.head,
      because: [...because],
      causes: [...causesOf(reasons, changes, input.review, api)],
      changes: changes.map((change) => entryOf(change, base?.stated.api, api)),
      policyChanges: [],
      overdue: [],
    },
  };
}

/** The places of the base, also by what those that were renamed are known by in the head; and those that are nothing new. */
function withKnown(
  { stated, supposed }: JudgedPlaces,
  former: FormerPlaces,
  known: ReadonlyMap<string, JudgedPlace>,
): JudgedPlaces {
  const also = (places: JudgedPlaces["stated"]): JudgedPlaces["stated"] =>
    new Map([
      ...places,
      ...known,
      ...[...former].flatMap(([is, was]) => {
        const place = places.get(was);
        return place === undefined ? [] : [[is, place] as const];
      }),
    ]);
  return former.size + known.size === 0 ? { stated, supposed } : { stated: also(stated), supposed: also(supposed) };
}

function entryOf(
  { kind, direction, operations, field, text, blocks, base, head, concern, fingerprints }: DecidedChange,
  baseApi: AssessedApi | undefined,
  headApi: AssessedApi,
): Gate["changes"][number] {
  const siteOf = (place: Place | undefined, api: AssessedApi | undefined) =>
    place === undefined || api === undefined ? null : { file: place.file, line: api.document.lineOf(place) };
  return {
    kind,
    direction,
    operation: operations[0]?.id ?? null,
    operations: operations.map(({ id }) => id),
    field: field === undefined ? null : `${field.node.source.file}${field.node.pointer}`,
    text,
    blocks,
    fingerprints: blocks && concern !== undefined ? [...fingerprints] : [],
    base: siteOf(base, baseApi),
    head: siteOf(head, headApi),
  };
}

/**
 * Findings whose places are gone from operations that are still described, and of which nothing is hidden. Of an operation
 * that has another name, and is otherwise what it was, nothing was fixed: it is only no longer found. Nor is what a login
 * keeps back that anyone can get, or of which nobody has said who gets it.
 */
function fixedPlaces(given: ComparedPlaces, changes: readonly Change[]): readonly Change[] {
  const { before, after, former } = given;
  const compared: Compared = { base: given.base.stated.api, head: given.head.stated.api };
  const { pairs } = matchedOperations(compared.base, compared.head);
  const moved = new Set(former.values());
  const unsure = new Set(
    changes
      .filter(
        ({ kind, direction }) =>
          kind === "operation-removed" ||
          kind === "owner-from-caller" ||
          kind === "evidence-lost" ||
          kind === "classification-lowered" ||
          kind.startsWith("response-") ||
          (kind === "field-no-longer-readable" && direction === "neutral"),
      )
      .flatMap(({ operations }) => operations.map(({ id }) => id)),
  );
  const nowOf = new Map(pairs.map(({ base, head }) => [base, head] as const));
  const renamed = new Map(
    pairs.filter((pair) => isMoved(pair) && isWrittenAlike(pair)).map((pair) => [pair.base, pair.head] as const),
  );
  // What is found there in another way is no more fixed than it was.
  const still = new Set(
    [...after.stated]
      .filter(([fingerprint]) => !before.stated.has(fingerprint))
      .map(([, { rule, operation }]) => `${rule} ${operation?.id ?? ""}`),
  );
  const silenced = new Set<Operation | undefined>(pairs.filter(isSilencedRequest).map((pair) => pair.base));
  // What says as little as before, or is called as before by another name, is no better for being read otherwise.
  const readOtherwise = new Set(pairs.filter((pair) => isOnlyReadOtherwise(compared, pair)).map(({ base }) => base));
  // What is no longer found where more can call it than before is moot, unless what it was about is gone.
  const opened = new Map(
    pairs.filter((pair) => admissionShift(pair, compared) < 0).map((pair) => [pair.base, pair.head] as const),
  );
  const isMoot = ({ operation, witness }: JudgedPlace): boolean => {
    const now = operation === undefined ? undefined : opened.get(operation);
    if (now === undefined) return false;
    return witness === undefined || witnessesOf(compared.head.assessed(now).flows).has(witness);
  };
  const isStillClear = compared.head.operations.some(({ servers }) =>
    servers.some(({ addresses }) => addresses.some((address) => /^(?:http|ws):/i.test(address))),
  );
  // That a scope is no longer demanded is told as that, and is not better too.
  const fewerScopes = new Set(
    changes
      .filter(({ kind }) => kind === "scope-dropped" || kind === "scope-weakened")
      .flatMap(({ operations }) => operations.map(({ id }) => id)),
  );
  const isLessAskedFor = changes.some(({ kind }) => kind.endsWith("authentication-removed"));
  const gone = [...before.stated].flatMap(([fingerprint, place]) => {
    // Of a scheme that nobody is asked for any more nothing is fixed.
    if (isLessAskedFor && place.operation === undefined) return [];
    if (place.carriers.some((operation) => readOtherwise.has(operation))) return [];
    if (place.rule === "cleartext-server" && isStillClear) return [];
    if (isMoot(place)) return [];
    if (
      place.rule === "excessive-scope-for-read" &&
      place.operation !== undefined &&
      fewerScopes.has((nowOf.get(place.operation) ?? place.operation).id)
    )
      return [];
    if (place.operation !== undefined && still.has(`${place.rule} ${place.operation.id}`)) return [];
    if (judgedPlaceAt(after, fingerprint) !== undefined || moved.has(fingerprint)) return [];
    if (place.operation !== undefined && unsure.has((nowOf.get(place.operation) ?? place.operation).id)) return [];
    // A request that no longer says what it takes may take it still, and what is found of the call as such may rest on that.
    if (place.witness?.startsWith("request ") !== false && silenced.has(place.operation)) return [];
    return place.severity === "info" || place.confidence === "possible" ? [] : [place];
  });
  const gatedBy = new Map(
    gone.flatMap((place) => {
      const { kind, why } = placeFix(place, given);
      return kind === "only-gated" ? [[place, why] as const] : [];
    }),
  );
  // What no longer comes back is gone by whatever name.
  const renamedTo = ({ operation, witness }: JudgedPlace): Operation | undefined => {
    const now = operation === undefined ? undefined : renamed.get(operation);
    if (now === undefined || witness === undefined) return now;
    const wasGiven = witnessesOf(compared.base.assessed(operation!).flows).has(witness);
    return wasGiven && !witnessesOf(compared.head.assessed(now).flows).has(witness) ? undefined : now;
  };
  const groups = grouped(gone, (place) =>
    JSON.stringify([place.rule, place.message, renamedTo(place) !== undefined, gatedBy.has(place)]),
  );
  return [...groups.values()].map((places): Change => {
    const worst = worstPlace(places);
    const now = renamedTo(worst);
    const what = fixedWords(worst, places, before);
    const gated = gatedBy.get(worst);
    if (gated !== undefined)
      return {
        kind: "finding-only-gated",
        direction: "neutral",
        operations: places.flatMap(({ operation }) => nowOf.get(operation!) ?? []), // what is gated is an operation
        text: `not fixed, only authentication added ${what}. ${gated}`,
        base: worst.at,
        head: undefined,
      };
    return now === undefined
      ? {
          kind: "finding-fixed",
          direction: "better",
          operations: worst.operation === undefined ? [] : [worst.operation],
          text: `fixed ${what}`,
          base: worst.at,
          head: undefined,
        }
      : {
          kind: "evidence-lost",
          direction: "worse",
          operations: [now],
          text: `${now.id} is ${worst.operation!.id} under another name, which does not fix what was found there ${what}`,
          base: worst.at,
          head: placeOf(now),
          concern: "evidence",
          ...(isAtLeast(worst.severity, "high") ? { carries: "restricted" as const } : {}),
        };
  });
}

/** What is fixed; of a finding that keeps other places, only where: its message tells of all. */
function fixedWords(worst: JudgedPlace, places: readonly JudgedPlace[], { stated }: JudgedPlaces): string {
  const { rule, message, severity, title, operation, witness } = worst;
  const all = [...stated.values()].filter((one) => one.rule === rule && one.message === message).length;
  if (all === places.length) return `(${severity}): ${message} (${count(places.length, "place")})`;
  const where = [operation?.id, witness].filter((part) => part !== undefined).join(", ");
  return `(${severity}): ${title} (${places.length} of ${count(all, "place")}${where === "" ? "" : `: ${where}`}${places.length > 1 ? " and others" : ""})`;
}

/** The review with what each place is, held against the base. */
function withStates(review: Review, before: JudgedPlaces | undefined, after: JudgedPlaces): Review {
  const marked = (finding: Finding, side: "stated" | "supposed"): Finding => ({
    ...finding,
    places: finding.places.map((place): FindingPlace => {
      const judged = after[side].get(place.fingerprint) ?? after.stated.get(place.fingerprint);
      if (judged === undefined) return place;
      const known =
        before?.[side].get(place.fingerprint) ??
        (side === "supposed" ? before?.stated.get(place.fingerprint) : undefined);
      return { ...place, state: stateOf(judged, known) };
    }),
  });
  return {
    ...review,
    findings: review.findings.map((finding) => marked(finding, "stated")),
    assumptions: review.assumptions.map((assumption) => ({
      ...assumption,
      ifTrue: assumption.ifTrue.map((finding) => marked(finding, "supposed")),
    })),
  };
}

const witnessesOf = memo(
  (flows: readonly AssessedFlow[]): ReadonlySet<string> => new Set(flows.map(({ witness }) => witness)),
);
