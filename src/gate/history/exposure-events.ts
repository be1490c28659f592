import { memo } from "../../core/memo.ts";
import { grouped } from "../../core/grouped.ts";
import { listed } from "../../core/prose.ts";
import { gateCallerWords } from "../changes/words.ts";
import {
  kindsWidened,
  widening,
  type Beside,
  type Track,
  type TrackExposure,
  type VersionExposure,
} from "./exposure-at.ts";
import type { ExposureEvent } from "./exposure-history.ts";
import { demandShift, demandWords } from "./scope-demands.ts";

/** What counts as exposed: what is so now, by as much and by as many callers. */
export interface Standard {
  readonly now: VersionExposure | undefined;
  readonly tracks: readonly Track[];
  /** The tracks of operations of which a version is known that gave something: without that they expose nothing. */
  readonly ofData?: ReadonlySet<number>;
  /** Whether some fields were reported, and not all that the operations hand out. */
  readonly isOfFields?: boolean;
}

type Event = Pick<ExposureEvent, "kind" | "operations" | "text" | "renamed">;

/** What a version exposes, by the numbers of the tracks: of operations also what they no longer give today. */
export function exposedIn(version: VersionExposure, standard: Standard): readonly number[] {
  const beside = besideExposed(version, standard);
  return version.tracks.flatMap((exposure, index) =>
    isExposed(exposure, index, standard) || beside.has(index) ? [index] : [],
  );
}

/** The tracks whose operations give what was reported, and is none of what is followed. */
function besideExposed({ tracks, beside }: VersionExposure, { now, ...standard }: Standard): ReadonlySet<number> {
  const found = new Set<number>();
  for (const { track, isReported, isOver } of beside.values()) {
    if (!isReported) continue;
    const today = standard.tracks[track]?.isFormer === true ? now && widestOf(now) : now?.tracks[track];
    const was = tracks[track];
    const isAsToday = today?.level === 1 && was?.callers !== undefined && isAsWide(was, today);
    if (isOver || isAsToday) found.add(track);
  }
  return found;
}

/** What of the tracks a version exposes, by their numbers. */
function tracksExposed({ tracks }: VersionExposure, standard: Standard): readonly number[] {
  return tracks.flatMap((exposure, index) => (isExposed(exposure, index, standard) ? [index] : []));
}

/** The tracks of operations that only read, of which some version gave what matters. */
export function tracksOfData(tracks: readonly Track[], versions: Iterable<VersionExposure>): ReadonlySet<number> {
  const found = new Set<number>();
  for (const { beside } of versions)
    for (const { track, isReported } of beside.values())
      if (isReported && tracks[track]?.isOfData === true) found.add(track);
  return found;
}

function isExposed(exposure: TrackExposure, index: number, { now, tracks, ofData }: Standard): boolean {
  if (ofData?.has(index) === true) return false;
  const today = tracks[index]?.isFormer === true ? now && widestOf(now) : now?.tracks[index];
  // What needs no credential at all is open to whoever has a reported one, too.
  if (exposure.isOpen === true) return true;
  if (exposure.level === 2 || (exposure.level === 1 && exposure.credential !== undefined)) return true;
  // What is within the limit is no exposure before as many as now could get it.
  if (today?.level === 1) return exposure.level === 1 && isAsWide(exposure, today);
  // What a rule finds of an operation as such another one may have found before: as many could call it.
  const isAction = tracks[index]?.names.every(
    ({ witness, operation }) => witness === undefined && operation !== undefined,
  );
  // The same field of others, to as many: how an object around it is written changes what a rule makes of it, and not who reads it.
  const isSameRead = exposure.level === 1 && exposure.isForeign === true && today?.isForeign === true;
  return (
    (isAction === true || isSameRead) &&
    today?.level === 2 &&
    today.callers !== undefined &&
    exposure.callers !== undefined &&
    isAsWide(exposure, today)
  );
}

/** Of what is given today, that which the most can get. */
const widestOf = memo(({ tracks }: VersionExposure): TrackExposure | undefined => {
  const given = tracks.filter(({ level, callers }) => level === 1 && callers !== undefined);
  return given.toSorted((a, b) => widening(a.callers!, b.callers!))[0]; // each has callers
});

/** Whether as many callers can get it as today. */
function isAsWide({ callers }: TrackExposure, today: TrackExposure): boolean {
  return (
    callers === undefined ||
    today.callers === undefined ||
    widening(today.callers, callers) >= 0 ||
    // Without a scope that is asked for today others could, whoever got a credential then.
    demandShift(today.callers.demands, callers.demands) > 0
  );
}

/** What of an exposure is other in a version than in the one before. */
export function eventsBetween(was: VersionExposure, is: VersionExposure, standard: Standard): readonly Event[] {
  const [all, left] = [exposedIn(was, standard), exposedIn(is, standard)];
  if (all.length === 0 && left.length === 0) return [];
  if (all.length === 0) return [eventOf("began", left, is, beganWords(was, is, left, standard))];
  if (left.length === 0) return [eventOf("ended", all, was, endedWords(was, is, all, standard))];
  const [before, after] = [tracksExposed(was, standard), tracksExposed(is, standard)];
  const both = left.filter((index) => all.includes(index));
  const shift = (index: number): number => shiftOf(was.tracks[index], is.tracks[index]);
  const [more, fewer] = [both.filter((index) => shift(index) > 0), both.filter((index) => shift(index) < 0)];
  const [added, gone] = [
    after.filter((index) => !before.includes(index)),
    before.filter((index) => !after.includes(index)),
  ];
  const ofCalls = (one: VersionExposure, other: VersionExposure): readonly KeyedBeside[] =>
    standard.isOfFields === true ? [] : besideIn(one, other);
  const beside = [...ofCalls(is, was), ...openedIn(is, was, both)];
  const besideGone = [...ofCalls(was, is).filter(isGone), ...openedIn(was, is, both)];
  return [
    ...renamedEvents(was, is, both),
    ...(more.length + added.length + beside.length === 0
      ? []
      : [
          eventOf("widened", [...added, ...more, ...beside.map(({ track }) => track)], is, [
            ...callerSentences(was, is, more),
            ...(added.length === 0 ? [] : beganWords(was, is, added, standard)),
            ...besideWords("also returns", beside),
          ]),
        ]),
    ...(fewer.length + gone.length + besideGone.length === 0
      ? []
      : [
          eventOf("narrowed", [...gone, ...fewer, ...besideGone.map(({ track }) => track)], was, [
            ...callerSentences(was, is, fewer),
            ...(gone.length === 0 ? [] : endedWords(was, is, gone, standard)),
            ...besideWords("no longer returns", besideGone),
          ]),
        ]),
  ];
}

function shiftOf(was: TrackExposure | undefined, is: TrackExposure | undefined): number {
  const opened = Number(is?.isOpen === true) - Number(was?.isOpen === true);
  if (opened > 0) return opened;
  // Whoever has a reported credential could call it before it was asked for, too; who else gets such a credential is no matter.
  if (opened < 0) return 0;
  if (was?.credential !== undefined && was.callers !== undefined && is?.callers !== undefined)
    return demandShift(was.callers.demands, is.callers.demands);
  return was?.callers === undefined || is?.callers === undefined ? 0 : widening(was.callers, is.callers);
}

/** What got another path or method, or another name of a field, and is exposed as before. */
function renamedEvents(was: VersionExposure, is: VersionExposure, both: readonly number[]): readonly Event[] {
  const names = new Map<string, string>();
  const fields = new Map<string, Set<string>>();
  for (const index of both) {
    const [before, after] = [was.tracks[index], is.tracks[index]];
    if (before?.operation === undefined || after?.operation === undefined) continue;
    if (unnamed(before.operation) !== unnamed(after.operation)) names.set(after.operation, before.operation);
    if (before.field === undefined || after.field === undefined || before.field === after.field) continue;
    const key = `${before.field} is ${after.field} now`;
    fields.set(key, (fields.get(key) ?? new Set()).add(after.operation));
  }
  const renamed = [...names].map(([after, before]) => ({ was: before, is: after }));
  if (renamed.length + fields.size === 0) return [];
  const told = [
    ...renamed.slice(0, MOST_OPERATIONS).map((one) => `${one.was} is ${one.is} now`),
    ...[...fields].map(([words, operations]) => `${words} in ${listed([...operations], MOST_OPERATIONS)}`),
  ];
  const operations = new Set([...renamed.map((one) => one.is), ...[...fields.values()].flatMap((one) => [...one])]);
  return [
    {
      kind: "renamed",
      operations: [...operations],
      text: told.join("; "),
      ...(renamed.length === 0 ? {} : { renamed }),
    },
  ];
}

/** An operation whatever its path parameters are called. */
function unnamed(operation: string): string {
  return operation.replace(/\{[^{}]*\}/g, "{}");
}

/** What confidential data operations hand out in one version beside what is followed, and not in the other. */
function besideIn(one: VersionExposure, other: VersionExposure): readonly KeyedBeside[] {
  return without(one.beside, other.beside).filter(({ isFollowed, isSure }) => isSure && !isFollowed);
}

/** Whether what a version no longer has is not there; what is taken for something else now is. */
function isGone({ isStillGiven }: Beside): boolean {
  return !isStillGiven;
}

/** What a reported credential opens in one version, and not in the other, of operations that accept it in both. */
function openedIn(
  one: VersionExposure,
  other: VersionExposure,
  both: readonly number[],
): readonly Pick<Beside, "operation" | "what" | "track">[] {
  return both.flatMap((track) => {
    const { credential, operation, what } = one.tracks[track] ?? {};
    const isOpened = credential !== undefined && what !== undefined && other.tracks[track]?.what === undefined;
    return isOpened && operation !== undefined ? [{ track, operation, what }] : [];
  });
}

/** What the same operations hand out, in one and not in the other. */
function without(one: Besides, other: Besides): readonly KeyedBeside[] {
  return [...one].flatMap(([key, beside]) => (other.has(key) ? [] : [{ key, ...beside }]));
}

type Besides = VersionExposure["beside"];
type KeyedBeside = Beside & { readonly key: string };

function besideWords(verb: string, found: readonly Pick<Beside, "operation" | "what">[]): readonly string[] {
  if (found.length === 0) return [];
  const operations = [...new Set(found.map(({ operation }) => operation))];
  return [`${listed(operations)} ${verb} ${listed([...new Set(found.map(({ what }) => what))])}`];
}

function eventOf(
  kind: Event["kind"],
  indexes: readonly number[],
  { tracks }: VersionExposure,
  sentences: readonly string[],
): Event {
  const operations = [...new Set(indexes.flatMap((index) => tracks[index]?.operation ?? []))];
  return { kind, operations, text: sentences.join("; ") };
}

/** Of operations with the same callers what they hand out: `GET /users/{id} returns name and date of birth to anyone who signs up`. */
function beganWords(
  was: VersionExposure,
  is: VersionExposure,
  indexes: readonly number[],
  standard: Standard,
): readonly string[] {
  const { now, isOfFields = false } = standard;
  // What is followed is what is there today: what was taken out since then began with it.
  const beside = isOfFields ? [] : besideIn(is, was).filter(({ key }) => now?.beside.has(key) !== true);
  return byOperation(is, indexes).map(({ operation, callers, own, whats: followed }) => {
    const whats = [
      ...new Set([...followed, ...beside.filter((one) => one.operation === operation).map(({ what }) => what)]),
    ];
    const before = own.map((index) => was.tracks[index]);
    const isNew = before.every((one) => one?.operation === undefined);
    const isOpened = before.some((one) => one !== undefined && one.level > 0);
    if (operation === undefined) return "the weakness is found for the first time";
    const { credential, isOpen } = is.tracks[own[0]!] ?? {};
    if (isOpen === true)
      return `${operation} ${isNew && was.tracks.length > 0 ? "is new, and asks" : "asks"} for no credential: anyone can call it${whats.length === 0 ? "" : `, and it returns ${listed(whats)}`}`;
    if (credential !== undefined && before.every((one) => one?.callers === undefined))
      return `${operation} accepts ${credential}${whats.length === 0 ? "" : `, and returns ${listed(whats)}`}`;
    if (was.tracks.length === 0)
      return whats.length === 0
        ? `${callers} can call ${operation}`
        : `${operation} returns ${listed(whats)} to ${callers}`;
    const asked = scopeSentence(before[0], is.tracks[own[0]!]);
    if (asked !== undefined)
      return `${asked}: ${callers} can ${whats.length === 0 ? "call the operation" : `read ${listed(whats)} through the operation`}`;
    if (whats.length === 0)
      return isNew ? `${operation} is new, and ${callers} can call it` : `${callers} can call ${operation}`;
    if (isOpened) return `${callers} can read ${listed(whats)} with ${operation}`;
    const given = new Set(
      tracksExposed(was, standard).flatMap((index) =>
        !own.includes(index) && is.tracks[index]?.operation === operation ? (was.tracks[index]?.what ?? []) : [],
      ),
    );
    if (given.size > 0)
      return whats.every((what) => given.has(what))
        ? `${operation} returns ${listed(whats)} in more places, to ${callers}`
        : `${operation} also returns ${listed(whats)} to ${callers}`;
    return `${operation} ${isNew ? "is new, and returns" : "began to return"} ${listed(whats)} to ${callers}`;
  });
}

function endedWords(
  was: VersionExposure,
  is: VersionExposure,
  indexes: readonly number[],
  { isOfFields = false, ofData }: Standard,
): readonly string[] {
  const gone = isOfFields ? [] : besideIn(was, is).filter(isGone);
  return byOperation(was, indexes).map(({ operation, own, whats: followed }) => {
    const whats = [
      ...new Set([...followed, ...gone.filter((one) => one.operation === operation).map(({ what }) => what)]),
    ];
    const after = own.map((index) => is.tracks[index]);
    if (operation === undefined) return "the weakness is no longer found";
    const { credential } = after[0] ?? {};
    if (credential !== undefined && after.every((one) => one?.callers === undefined))
      return was.tracks[own[0]!]?.isOpen === true
        ? `${operation} asks for a credential now, and does not accept ${credential}`
        : `${operation} no longer accepts ${credential}`;
    if (after.every((one) => one?.operation === undefined)) return `${operation} is no longer described`;
    const now = after.find((one, at) => one !== undefined && one.level > 0 && ofData?.has(own[at]!) !== true);
    if (now?.callers !== undefined) return fewerWords(was.tracks[own[0]!], now, operation, whats);
    return whats.length === 0
      ? `${operation}: the weakness is no longer found`
      : `${operation} no longer returns ${listed(whats)}`;
  });
}

/** `GET /users/{id} is open to anybody without a credential; before, to partners`. */
function callerSentences(was: VersionExposure, is: VersionExposure, indexes: readonly number[]): readonly string[] {
  const sentences = byOperation(is, indexes).map(({ operation, own, callers }) => {
    const [before, after] = [was.tracks[own[0]!], is.tracks[own[0]!]];
    if (after?.isOpen === true)
      return `${operation} asks for no credential: anyone can call it, also without ${after.credential}`;
    const asked = scopeSentence(before, after);
    if (asked !== undefined) return asked;
    return `${operation ?? "it"} is open to ${callers}; before, to ${before === undefined ? "nobody" : callersIn(before)}`;
  });
  return [...new Set(sentences)];
}

/** To the same callers: what scopes an operation asks for now. */
function scopeSentence(was: TrackExposure | undefined, is: TrackExposure | undefined): string | undefined {
  if (was?.callers === undefined || is?.callers === undefined || kindsWidened(was.callers, is.callers) !== 0)
    return undefined;
  const words = demandWords(was.callers.demands, is.callers.demands);
  return words === undefined ? undefined : `${is.operation ?? "it"} ${words}`;
}

/** What is exposed no more, since fewer can get it. */
function fewerWords(
  was: TrackExposure | undefined,
  now: TrackExposure,
  operation: string,
  whats: readonly string[],
): string {
  const subject = whats.length === 0 ? operation : `${listed(whats)} of ${operation}`;
  return scopeSentence(was, now) ?? `${subject}: only ${callersIn(now)} now`;
}

function byOperation({ tracks }: VersionExposure, indexes: readonly number[]) {
  const groups = grouped(indexes, (index) => tracks[index]?.operation);
  const found = [...groups].map(([operation, own]) => ({
    operation,
    own,
    callers: callersIn(tracks[own[0]!]),
    whats: [...new Set(own.flatMap((index) => tracks[index]?.what ?? []))],
  }));
  return found.slice(0, MOST_OPERATIONS);
}

/** The JSON has the names of all. */
const MOST_OPERATIONS = 6;

function callersIn(exposure: TrackExposure | undefined): string {
  return exposure?.callers === undefined ? "callers" : gateCallerWords(exposure.callers, exposure.callers);
}
