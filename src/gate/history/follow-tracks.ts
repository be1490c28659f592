import { isSameCredential } from "../../model/schemes-alike.ts";
import { categoryWords } from "../../core/category-words.ts";
import { memo } from "../../core/memo.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import type { Operation } from "../../model/api.ts";
import type { Judgements } from "../../review/assumptions.ts";
import { placeFingerprintAt } from "../../review/findings.ts";
import { lastingId, lastingWitness } from "../../review/fingerprint.ts";
import { matchedSchemes } from "../changes/matched-schemes.ts";
import { isDescribedIn, namesBeside } from "../changes/visibility.ts";
import { followedOperations } from "../matched-operations.ts";
import { judgedPlaces, judgedPlaceAt } from "../places.ts";
import { renamesBetween } from "../renames.ts";
import { isAccepted, isCarried, isForeign, isSeenIn, type Carried, type Track, type TrackName } from "./exposure-at.ts";

/** What was reported, by the names that it has now. */
export interface ReportedExposure {
  /** An operation, and ways to fields of it: none for the operation as such. */
  readonly exposed: readonly {
    readonly operation: string;
    readonly witnesses: readonly string[];
    /** Whether the operation was reported as such, and not some fields of it. */
    readonly isWhole?: boolean;
    /** Whether it only reads, and today's description says all that it gives. */
    readonly isOfData?: boolean;
  }[];
  /** What was not reported and gives the same, each by a way to a field. */
  readonly also?: readonly { readonly operation: string; readonly witness: string }[];
  /** The credential by which they are, where one was reported: an operation that does not accept it exposes nothing by it. */
  readonly credential?: string | undefined;
  /** The schemas and fields that were reported: what gave one of them once may do so no more, and is followed too. */
  readonly carried?: readonly Carried[];
  /** Fingerprints of places of findings. */
  readonly places: readonly string[];
}

/** What was reported, as it is followed. A place of a field is the field: another rule may have found it before. */
export function tracksOf(
  judgements: Judgements,
  { exposed, also = [], places, credential }: ReportedExposure,
): readonly Track[] {
  const { stated } = judgements;
  const names = new Map<string, TrackName>();
  const add = (name: TrackName): void => {
    const { operation = "", witness, place } = name;
    const key = [operation, witness ?? place?.fingerprint ?? ""].join("\n");
    const known = names.get(key);
    if (known === undefined || (known.place === undefined && place !== undefined)) names.set(key, name);
  };
  const operations = new Map(stated.api.operations.map((operation) => [operation.id, operation]));
  const lasting = new Map(stated.api.operations.map((operation) => [lastingId(operation), operation]));
  const whole = new Set<string>();
  const ofData = new Set<string>();
  for (const { operation: id, witnesses, isWhole = false, isOfData = false } of exposed) {
    const operation = operations.get(id);
    if (operation === undefined) continue;
    if (isWhole) whole.add(lastingId(operation));
    if (isWhole && isOfData) ofData.add(lastingId(operation));
    if (witnesses.length === 0) add({ operation: lastingId(operation), witness: undefined, place: undefined });
    for (const witness of witnesses)
      add({ operation: lastingId(operation), witness: lastingWitness(witness, operation), place: undefined });
  }
  for (const fingerprint of places) {
    const { operation, witness, rule } = judgedPlaceAt(judgedPlaces(judgements), fingerprint) ?? {};
    const isField =
      operation !== undefined &&
      witness !== undefined &&
      stated.api.assessed(operation).flows.some((flow) => flow.witness === witness);
    add({
      operation: operation === undefined ? undefined : lastingId(operation),
      witness: isField ? lastingWitness(witness, operation) : undefined,
      place: { fingerprint, rule: rule ?? "" },
    });
  }
  // What no operation accepts any more may have opened some before.
  if (credential !== undefined && names.size === 0) add({ operation: undefined, witness: undefined, place: undefined });
  return [
    ...[...names.values()].map((name) => ({
      names: [{ ...name, credential }],
      ...seenOf(name, stated.api, lasting.get(name.operation ?? "")),
      ...(whole.has(name.operation ?? "") ? { isWhole: true } : {}),
      ...(name.witness === undefined && name.place === undefined && ofData.has(name.operation ?? "")
        ? { isOfData: true }
        : {}),
    })),
    ...also.flatMap(({ operation: id, witness }): Track[] => {
      const operation = operations.get(id);
      if (operation === undefined) return [];
      const name = { operation: lastingId(operation), witness: lastingWitness(witness, operation), place: undefined };
      return [{ names: [name], isAlso: true }];
    }),
  ];
}

/** What a field is that is followed: an older version may have it and not say so. */
function seenOf({ witness }: TrackName, api: AssessedApi, operation: Operation | undefined): Pick<Track, "seen"> {
  if (operation === undefined || witness === undefined) return {};
  const flow = api.assessed(operation).flows.find((one) => lastingWitness(one.witness, operation) === witness);
  const beside = flow?.direction === "read" ? namesBeside(operation, flow.witness) : undefined;
  if (flow === undefined || beside === undefined || beside.size === 0) return {};
  return {
    seen: {
      beside,
      what: categoryWords(flow.field),
      field: flow.field.name,
      owner: flow.field.owner,
      isForeign: isForeign(flow),
    },
  };
}

/**
 * Tracks with the names that they have in another version beside those by which they are known; `newer` is one in which
 * they are. What goes in and comes out says what was called otherwise.
 */
export function followedTracks(
  older: Judgements,
  newer: Judgements,
  tracks: readonly Track[],
  { carried, now }: { readonly carried: readonly Carried[]; readonly now: Judgements },
): readonly Track[] {
  const renamed = renamedTracks(older, newer, withFormerSchemes(older, newer, tracks));
  const then = carriedThen(older, renamed, carried);
  return formerlyCarried(older, now, [...renamed, ...formerlyOpened(older, renamed)], { carried, then });
}

/** What a reported schema or field is called in an older version: by a field that is followed, in an object of nearly the same properties. */
function carriedThen(
  { stated: { api } }: Judgements,
  tracks: readonly Track[],
  carried: readonly Carried[],
): readonly Carried[] {
  if (carried.length === 0) return [];
  const operations = new Map(api.operations.map((operation) => [lastingId(operation), operation]));
  const found = new Map<string, Carried>();
  for (const { names, seen } of tracks) {
    if (seen === undefined) continue;
    const meant = carried.filter(
      ({ schema, field }) =>
        schema !== undefined && schema === seen.owner && (field === undefined || field === seen.field),
    );
    for (const { operation: id, witness } of meant.length === 0 ? [] : names) {
      const operation = operations.get(id ?? "");
      if (operation === undefined || witness === undefined) continue;
      const flow = api.assessed(operation).flows.find((one) => lastingWitness(one.witness, operation) === witness);
      const { owner, name } = flow?.field ?? {};
      if (owner === undefined || name === undefined || !isSeenIn(operation, witness, seen)) continue;
      for (const { field } of meant) {
        const one = { schema: owner, field: field === undefined ? undefined : name };
        if (!carried.some((other) => other.schema === one.schema && other.field === one.field))
          found.set(`${owner} ${one.field ?? ""}`, one);
      }
    }
  }
  return [...found.values()];
}

/**
 * Tracks with what an older version gave of a reported schema or field, others' or that of an account, by operations that
 * are not followed yet: what gives it still was looked at with the report. `then`: what that was called there.
 */
function formerlyCarried(
  { stated: { api } }: Judgements,
  { stated: { api: today } }: Judgements,
  tracks: readonly Track[],
  { carried, then }: { readonly carried: readonly Carried[]; readonly then: readonly Carried[] },
): readonly Track[] {
  if (carried.length === 0) return tracks;
  const still = carriersOf(today)(carried);
  const known = new Set(tracks.flatMap(({ names }) => names.map(({ operation }) => operation)));
  const isOfFields = carried.every(({ field }) => field !== undefined);
  /** A field is known by its object: it may have been called otherwise there. */
  const keyOf = (operation: string | undefined, witness = ""): string =>
    `${operation} ${isOfFields ? witness.slice(0, Math.max(witness.indexOf(" "), witness.lastIndexOf("."))) : witness}`;
  const followed: Track[] = [...tracks];
  const former = new Map<string, number>();
  for (const [index, { names, isFormer = false }] of tracks.entries())
    if (isFormer) for (const { operation, witness } of names) former.set(keyOf(operation, witness), index);
  for (const operation of api.operations) {
    const id = lastingId(operation);
    if (still.has(id)) continue;
    for (const flow of carriedBy(operation, api, [...carried, ...then])) {
      const name = { operation: id, witness: lastingWitness(flow.witness, operation), place: undefined };
      const index = former.get(keyOf(id, name.witness));
      if (index !== undefined) followed[index] = withName(followed[index]!, name); // its own number
      else if (!known.has(id)) {
        former.set(keyOf(id, name.witness), followed.length);
        followed.push({ names: [name], isFormer: true });
      }
    }
  }
  return followed;
}

function withName(track: Track, name: TrackName): Track {
  const isKnown = track.names.some(
    ({ operation, witness }) => operation === name.operation && witness === name.witness,
  );
  return isKnown ? track : { ...track, names: [...track.names, name] };
}

/** The operations that give what was reported; asked with each version of one history. */
const carriersOf = memo((api: AssessedApi) =>
  memo(
    (carried: readonly Carried[]): ReadonlySet<string> =>
      new Set(
        api.operations
          .filter((operation) => carriedBy(operation, api, carried).length > 0)
          .map((operation) => lastingId(operation)),
      ),
  ),
);

/** What comes back from an operation of what was reported, and is not the caller's own. */
function carriedBy(operation: Operation, api: AssessedApi, carried: readonly Carried[]): readonly AssessedFlow[] {
  return api
    .assessed(operation)
    .flows.filter(
      (flow) => flow.direction === "read" && PLAIN.has(flow.via) && flow.whose !== "caller" && isCarried(flow, carried),
    );
}

/** What a reported credential opened in an older version, and is not followed yet: operations as such. */
function formerlyOpened({ stated: { api } }: Judgements, tracks: readonly Track[]): readonly Track[] {
  const names = tracks.flatMap((track) => track.names);
  const called = new Set(names.flatMap(({ credential }) => credential ?? []));
  // The same credential may have a second name there.
  const same = api.securitySchemes.filter((scheme) => called.has(scheme.name));
  const credentials = [
    ...called,
    ...api.securitySchemes.flatMap((scheme) =>
      !called.has(scheme.name) && same.some((one) => isSameCredential(one, scheme)) ? [scheme.name] : [],
    ),
  ];
  const known = new Set(names.map(({ operation }) => operation));
  return api.operations
    .filter(
      (operation) =>
        !known.has(lastingId(operation)) && credentials.some((credential) => isAccepted(credential, operation, api)),
    )
    .map((operation) => ({
      names: credentials.map((credential) => ({
        operation: lastingId(operation),
        witness: undefined,
        credential,
        place: undefined,
      })),
    }));
}

function renamedTracks(older: Judgements, newer: Judgements, tracks: readonly Track[]): readonly Track[] {
  const [base, head] = [older.stated.api, newer.stated.api];
  const inBase = new Map(base.operations.map((operation) => [lastingId(operation), operation]));
  const isThere = ({ operation: id, witness }: TrackName, seen: Track["seen"]): boolean => {
    const operation = id === undefined ? undefined : inBase.get(id);
    if (operation === undefined || witness === undefined) return operation !== undefined;
    return hasFlow(older, operation, witness) || (seen !== undefined && isSeenIn(operation, witness, seen));
  };
  const missing = tracks.filter(
    ({ names, seen }) =>
      names.some(({ operation }) => operation !== undefined) && !names.some((name) => isThere(name, seen)),
  );
  if (missing.length === 0) return tracks;
  const renames = renamesBetween({ base, head }, followedOperations);
  const pairs = new Map(followedOperations(base, head).pairs.map((pair) => [lastingId(pair.head), pair] as const));
  return tracks.map((track) => {
    if (!missing.includes(track)) return track;
    const more = track.names.flatMap((name): TrackName[] => {
      const pair = name.operation === undefined ? undefined : pairs.get(name.operation);
      if (pair === undefined) return [];
      const operation = lastingId(pair.base);
      const written = name.witness === undefined ? undefined : writtenWitness(newer, pair.head, name.witness);
      const former = renames.formerPlace(pair.head, written);
      const ways = former === undefined || written === undefined ? [undefined] : former.witnesses;
      const isKnownWay = ways.some(
        (way) => way !== undefined && hasFlow(older, pair.base, lastingWitness(way, pair.base)),
      );
      const moved = name.witness === undefined || isKnownWay ? undefined : movedWay(older, newer, pair, name.witness);
      return (moved === undefined ? ways : [moved]).flatMap((way): TrackName[] => {
        const witness = way === undefined ? undefined : lastingWitness(way, pair.base);
        if (name.witness !== undefined && (witness === undefined || !hasFlow(older, pair.base, witness))) {
          // At the place that it has now, an older version may have it and not say so.
          const isSeen =
            track.seen !== undefined && name.place === undefined && isSeenIn(pair.base, name.witness, track.seen);
          // What a credential opens is followed as such, whatever it gave then.
          const isOpened = name.credential !== undefined && name.place === undefined;
          return isSeen || isOpened ? [{ ...name, operation }] : wholeAs(track, { ...name, operation });
        }
        const place =
          name.place === undefined
            ? undefined
            : { ...name.place, fingerprint: placeFingerprintAt(name.place.rule, pair.base, way) };
        const isKnown = place === undefined || judgedPlaceAt(judgedPlaces(older), place.fingerprint) !== undefined;
        return [{ ...name, operation, witness, place: isKnown ? place : undefined }];
      });
    });
    return withNames(track, more);
  });
}

/** A track with the names of these that it has not yet: each is looked up in each version. */
function withNames(track: Track, more: readonly TrackName[]): Track {
  if (more.length === 0) return track;
  const names = new Map([...track.names, ...more].map((name) => [nameKey(name), name] as const));
  return names.size === track.names.length ? track : { ...track, names: [...names.values()] };
}

function nameKey({ operation, witness, credential, place }: TrackName): string {
  return JSON.stringify([operation, witness, credential, place?.fingerprint, place?.rule]);
}

/** Tracks with what the credential that was reported is called in an older version. */
function withFormerSchemes(older: Judgements, newer: Judgements, tracks: readonly Track[]): readonly Track[] {
  const known = new Set(tracks.flatMap(({ names }) => names.flatMap(({ credential }) => credential ?? [])));
  if (known.size === 0) return tracks;
  const [was, is] = [older.stated.api.securitySchemes, newer.stated.api.securitySchemes];
  const former = new Map(
    [...matchedSchemes(was, is)].flatMap(([before, after]) =>
      before.name !== after.name && known.has(after.name) && !known.has(before.name)
        ? [[after.name, before.name] as const]
        : [],
    ),
  );
  if (former.size === 0) return tracks;
  return tracks.map((track) => {
    const more = track.names.flatMap((name): TrackName[] => {
      const credential = name.credential === undefined ? undefined : former.get(name.credential);
      return credential === undefined ? [] : [{ ...name, credential }];
    });
    return withNames(track, more);
  });
}

/** An operation that was reported as such, under a former name: it is followed whatever it gave there. */
function wholeAs({ isWhole = false, names }: Track, former: TrackName): TrackName[] {
  const isKnown = names.some(({ operation, witness }) => operation === former.operation && witness === former.witness);
  return isWhole && !isKnown && former.place === undefined ? [former] : [];
}

/** Where a field stood that is in another object of the same operation now: by its name and what it holds. */
function movedWay(older: Judgements, newer: Judgements, { base, head }: Pair, witness: string): string | undefined {
  const is = newer.stated.api.assessed(head).flows.find((flow) => lastingWitness(flow.witness, head) === witness);
  if (is === undefined) return undefined;
  const were = older.stated.api.assessed(base).flows.filter(
    ({ field, direction, via, witness: way }) =>
      field.name === is.field.name &&
      field.category === is.field.category &&
      direction === is.direction &&
      (via === is.via || (PLAIN.has(via) && PLAIN.has(is.via))) &&
      // What is at its place still has not moved.
      !isDescribedIn(head, way),
  );
  return were.toSorted((a, b) => a.path.length - b.path.length)[0]?.witness;
}

type Pair = { readonly base: Operation; readonly head: Operation };

/** A field that moved into another object comes back as before. */
const PLAIN: ReadonlySet<string> = new Set(["body", "embedded"]);

function hasFlow({ stated }: Judgements, operation: Operation, witness: string): boolean {
  return stated.api.assessed(operation).flows.some((flow) => lastingWitness(flow.witness, operation) === witness);
}

/** A way as the description writes it. */
function writtenWitness({ stated }: Judgements, operation: Operation, witness: string): string {
  const flow = stated.api.assessed(operation).flows.find((one) => lastingWitness(one.witness, operation) === witness);
  return flow?.witness ?? witness;
}
