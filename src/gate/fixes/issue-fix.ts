import { isFixKind, type IssueFixKind, type PlaceFixKind } from "../../core/fix-kinds.ts";
import { byCodeUnit } from "../../core/compare.ts";
import { count, listed } from "../../core/prose.ts";
import type { FixVerification, IssueFixEntry } from "../../core/review.ts";
import type { Judgements } from "../../review/assumptions.ts";
import { REPORTED_EXPOSURE, reportedFingerprint } from "../../review/reported-exposure.ts";
import type { Operation } from "../../model/api.ts";
import { formerPlaces, judgedPlaces, type FormerPlaces } from "../places.ts";
import { dueOf, type Issue } from "../register/register.ts";
import { renamesBetween } from "../renames.ts";
import { placeFix, type ComparedPlaces, type PlaceBefore, type PlaceFix } from "./place-fix.ts";

/** What was done about an issue between two versions of its description, and whether that closes it. */
export interface IssueFix {
  readonly kind: IssueFixKind;
  /** Whether it is a fix, as far as the description tells. */
  readonly isFix: boolean;
  /** Whether nothing is left to do: it is a fix, and tests have passed where the description can only claim it. */
  readonly closes: boolean;
  /** One sentence without its end. */
  readonly why: string;
  /** Operations whose test must pass before the issue is closed. */
  readonly tests: readonly string[];
  readonly places: readonly IssuePlaceFix[];
}

/** What was done about one place, by its fingerprint. */
export interface IssuePlaceFix extends PlaceFix {
  readonly place: string;
  /** By what a reader knows it. */
  readonly words: string;
  /** Whether a test of its operation has passed as it is now. */
  readonly isTested: boolean;
}

/** Whether a test of an operation has passed: of one that is described as it is now, of another that it is gone. */
export type TestedNow = (operation: Operation, isDescribed: boolean) => boolean;

/** Two versions of a description, to judge the fixes of many issues by. */
export interface FixGrounds {
  readonly compared: ComparedPlaces;
  readonly isTested: TestedNow;
}

/** What fixes are judged by: both versions, and what is on record of tests. */
export function fixGrounds(
  base: Judgements,
  head: Judgements,
  isTested: TestedNow,
  renamed?: FormerPlaces,
): FixGrounds {
  const [before, after] = [judgedPlaces(base), judgedPlaces(head)];
  const former =
    renamed ?? formerPlaces(before, after, renamesBetween({ base: base.stated.api, head: head.stated.api }));
  return { compared: { base, head, before, after, former }, isTested };
}

/** What was done about an issue; `undefined` where the base has none of its places, so that nothing can be compared. */
export function issueFix(
  issue: Pick<Issue, "rule" | "places">,
  { compared, isTested }: FixGrounds,
): IssueFix | undefined {
  const known = issue.rule === REPORTED_EXPOSURE ? reportedPlaces(compared.base) : foundPlaces(compared);
  const places = Object.entries(issue.places).flatMap(([fingerprint, words]): IssuePlaceFix[] => {
    const place = known.get(fingerprint);
    if (place === undefined) return [];
    const fix = placeFix(place, compared);
    const tested = fix.operation !== undefined && isTested(fix.operation, fix.isDescribed);
    // That an operation is gone, a test has shown.
    const isGone = !fix.isDescribed && fix.kind === "hidden" && tested;
    const shown: PlaceFix = isGone
      ? {
          ...fix,
          kind: "removed",
          why: `${fix.operation.id} is no longer described, and a test shows that it is gone`,
        }
      : fix;
    return [{ ...shown, place: fingerprint, words, isTested: tested }];
  });
  return places.length === 0 ? undefined : together(places);
}

function together(places: readonly IssuePlaceFix[]): IssueFix {
  const fixed = places.filter(({ kind }) => isFixKind(kind));
  const open = places.filter(({ kind }) => !isFixKind(kind));
  if (open.length === 0) {
    const untested = fixed.filter((place) => needsTest(place) && !place.isTested);
    const tests = [...new Set(untested.flatMap(({ operation }) => operation?.id ?? []))];
    const kind = WEAKEST.find((one) => fixed.some((place) => place.kind === one))!;
    const told = whyOf(fixed, kind);
    return {
      kind,
      isFix: true,
      closes: tests.length === 0,
      why: tests.length === 0 ? told : `${told}; the issue is closed once a test of ${listed(tests)} has passed`,
      tests,
      places,
    };
  }
  const worst = WORST.find((one) => open.some((place) => place.kind === one))!;
  const why = whyOf(open, worst);
  if (fixed.length === 0) return { kind: worst, isFix: false, closes: false, why, tests: [], places };
  const left = open.length === 1 ? "the other" : "the others";
  return {
    kind: "partial",
    isFix: false,
    closes: false,
    why: `${fixed.length} of ${count(places.length, "place")} ${fixed.length === 1 ? "is" : "are"} fixed; of ${left}: ${why}`,
    tests: [],
    places,
  };
}

/** The issue that something was done about, as reviews and `register verify` have it. */
export function fixedIssueEntry(issue: Issue): FixVerification["issue"] {
  const { id, title, severity, status } = issue;
  return { id, title, severity, status, due: dueOf(issue) ?? null };
}

/** What was done about it. */
export function fixEntry({ kind, isFix, closes, why, tests, places }: IssueFix): IssueFixEntry {
  return {
    kind,
    isFix,
    closes,
    why,
    tests: [...tests],
    places: places
      .toSorted((a, b) => byCodeUnit(a.words, b.words))
      .map(({ place, words, kind: own, why: reason, caution = null, operation, isTested }) => ({
        place,
        words,
        kind: own,
        why: reason,
        caution,
        operation: operation?.id ?? null,
        tested: isTested,
      })),
  };
}

/** Fixes, that which a description can tell least about first. */
const WEAKEST = ["filtered", "narrowed", "removed"] as const;
/** What is no fix, the one that pretends most first. */
const WORST = ["only-gated", "hidden", "renamed", "unchanged"] as const;

/** A description can only claim who gets something: that it is so, and what a caution is about, a test shows. */
function needsTest({ kind, caution }: PlaceFix): boolean {
  return kind !== "removed" || caution !== undefined;
}

/** Why, of the places of one kind: the first reason, and of how many more places there are others. */
function whyOf(places: readonly IssuePlaceFix[], kind: PlaceFixKind): string {
  const reasons = places
    .filter((place) => place.kind === kind)
    .map(({ why, caution }) => (caution === undefined ? why : `${why}, but ${caution}`));
  const [first = ""] = reasons;
  const more = reasons.filter((reason) => reason !== first).length;
  return more === 0 ? first : `${first} (and ${count(more, "more place")})`;
}

function foundPlaces({ before }: ComparedPlaces): ReadonlyMap<string, PlaceBefore> {
  return new Map([...before.supposed, ...before.stated]);
}

/** The places of what somebody reported, as a description has them. */
function reportedPlaces({ stated }: Judgements): ReadonlyMap<string, PlaceBefore> {
  const places = new Map<string, PlaceBefore>();
  const add = (operation: Operation, witness: string | undefined): void => {
    const fingerprint = reportedFingerprint({ id: operation.id, kind: operation.operationKind }, witness);
    places.set(fingerprint, { fingerprint, operation, witness, rule: undefined });
  };
  for (const operation of stated.api.operations) {
    add(operation, undefined);
    for (const { witness } of stated.api.assessed(operation).flows) add(operation, witness);
  }
  return places;
}
