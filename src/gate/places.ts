import { memo } from "../core/memo.ts";
import type { Place } from "../core/place.ts";
import { SEVERITIES, type Confidence, type Severity } from "../core/severity.ts";
import type { Operation } from "../model/api.ts";
import { assumptionKindOf, type AssumptionKind, type Judgement, type Judgements } from "../review/assumptions.ts";
import { placeFingerprint, placeFingerprintAt, spotSeverities } from "../review/findings.ts";
import type { Renames } from "./renames.ts";

/** A place of a finding, with how bad it is by itself. */
export interface JudgedPlace {
  readonly fingerprint: string;
  readonly rule: string;
  readonly title: string;
  readonly message: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly operation: Operation | undefined;
  /** Of what is found of the document as a whole: the operations that it is found for. */
  readonly carriers: readonly Operation[];
  readonly witness: string | undefined;
  readonly at: Place;
  /** The assumption under which it stands; `undefined` where it stands by itself. */
  readonly assumes: AssumptionKind | undefined;
}

/** Every place of a description by its fingerprint: those that are stated, and those that are found if an assumption is true. */
export interface JudgedPlaces {
  readonly stated: ReadonlyMap<string, JudgedPlace>;
  readonly supposed: ReadonlyMap<string, JudgedPlace>;
}

/** The place of a fingerprint, as it is stated or else as it is found if an assumption is true. */
export function judgedPlaceAt({ stated, supposed }: JudgedPlaces, fingerprint: string): JudgedPlace | undefined {
  return stated.get(fingerprint) ?? supposed.get(fingerprint);
}

/** How places of the head stand to those of the base. */
export type PlaceState = "new" | "worsened" | "unchanged" | "fixed";

/** The places of one description. A place that several findings have counts as the worst of them. */
export const judgedPlaces = memo(({ stated, open, closed }: Judgements): JudgedPlaces => {
  const certain = new Set(placesOf(closed, () => undefined).keys());
  const assumedBy = (operations: readonly Operation[]): AssumptionKind | undefined =>
    operations.map((operation) => assumptionKindOf(stated.api, operation)).find((kind) => kind !== undefined);
  const found = placesOf(stated, ({ fingerprint }, operations) =>
    certain.has(fingerprint) ? undefined : assumedBy(operations),
  );
  const supposed = placesOf(open, (_place, operations) => assumedBy(operations) ?? "admission");
  return {
    stated: found,
    supposed: new Map(
      [...supposed].filter(([fingerprint, { severity }]) => {
        const before = found.get(fingerprint);
        return before === undefined || isWorse(severity, before.severity);
      }),
    ),
  };
});

/** Whether one severity is worse than another. */
export function isWorse(severity: Severity, than: Severity): boolean {
  return SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(than);
}

/** The most severe of some places, of which there is one at least; of several the first. */
export function worstPlace(places: readonly JudgedPlace[]): JudgedPlace {
  return places.reduce((worst, one) => (isWorse(one.severity, worst.severity) ? one : worst));
}

/** What a place of the head is, held against the place of the base with its fingerprint. */
export function stateOf({ severity }: JudgedPlace, before: JudgedPlace | undefined): PlaceState {
  if (before === undefined) return "new";
  return isWorse(severity, before.severity) ? "worsened" : "unchanged";
}

type Unplaced = Omit<JudgedPlace, "assumes">;

function placesOf(
  { api, faults }: Judgement,
  /** By the operations that a place is judged by. */
  assumedBy: (place: Unplaced, operations: readonly Operation[]) => AssumptionKind | undefined,
): ReadonlyMap<string, JudgedPlace> {
  const places = new Map<string, JudgedPlace>();
  for (const judged of faults) {
    const { rule, fault } = judged;
    for (const [spot, severity] of spotSeverities(api, judged)) {
      const fingerprint = placeFingerprint(rule, fault, spot);
      const before = places.get(fingerprint);
      if (before !== undefined && !isWorse(severity, before.severity)) continue;
      const place: Unplaced = {
        fingerprint,
        rule: rule.id,
        title: fault.title ?? rule.title,
        message: fault.message,
        severity,
        confidence: fault.confidence ?? rule.confidence,
        operation: spot.operation,
        carriers: spot.operation === undefined ? (fault.carriers ?? []) : [],
        witness: spot.witness,
        at: spot.at,
      };
      const judgedBy = spot.operation === undefined ? place.carriers : [spot.operation];
      places.set(fingerprint, { ...place, assumes: assumedBy(place, judgedBy) });
    }
  }
  return places;
}

/** By the fingerprint of each place that the head alone has, that which the base has it under: it was renamed, or moved. */
export type FormerPlaces = ReadonlyMap<string, string>;

/** The places of the head that the base has under another operation or way. */
export function formerPlaces(before: JudgedPlaces, after: JudgedPlaces, renames: Renames): FormerPlaces {
  const former = new Map<string, string>();
  const isOf = (side: JudgedPlaces, fingerprint: string): boolean => judgedPlaceAt(side, fingerprint) !== undefined;
  for (const { fingerprint, rule, operation, witness } of [...after.stated.values(), ...after.supposed.values()]) {
    if (operation === undefined || isOf(before, fingerprint) || former.has(fingerprint)) continue;
    const place = renames.formerPlace(operation, witness);
    if (place === undefined) continue;
    const ways = place.witnesses.length === 0 ? [undefined] : place.witnesses;
    const known = ways
      .map((way) => placeFingerprintAt(rule, place.operation, way))
      // What the head has too has not moved.
      .find((one) => isOf(before, one) && !isOf(after, one));
    if (known !== undefined) former.set(fingerprint, known);
  }
  return former;
}
