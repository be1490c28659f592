import type { AlikeOperation } from "../../core/alike-operation.ts";
import { daysBetween } from "../../core/day.ts";
import { count } from "../../core/prose.ts";
import { filesBelow, type Files } from "../../load/files.ts";
import type { Judgements } from "../../review/assumptions.ts";
import { gitTree, type GitTree } from "../git/git-tree.ts";
import { blobNameOf, type Repository } from "../git/repository.ts";
import { eventsBetween, exposedIn, tracksOfData, type Standard } from "./exposure-events.ts";
import { openTimes, type OpenTime } from "./open-times.ts";
import { exposurePeaks, type ExposurePeak } from "./exposure-peaks.ts";
import { alikeTimes, type AlikeTime } from "./alike-times.ts";
import { kindsWidened, widening, type Track, type TrackExposure, type VersionExposure } from "./exposure-at.ts";
import { tracksOf, type ReportedExposure } from "./follow-tracks.ts";
import { judgedVersion, newSearch, filesBesides, searchVersions, exposureIn, type Search } from "./version-search.ts";
import { versionsOf, type Version, type Versions } from "./versions.ts";

/** What is asked of a history: since when something that was reported is exposed. */
export interface HistoryQuestion extends ReportedExposure {
  readonly repository: Repository;
  /** The description, relative to the top of the repository. */
  readonly file: string;
  /** The commit up to which; by default the one that is checked out. */
  readonly head?: string;
  /** Judges a version: each by the settings of today, as the gate does. */
  readonly judge: (file: string, files: Files) => Promise<Judgements>;
  /** The description of the working tree, judged by the same: that of the last commit where git has the same files. */
  readonly today?: Judgements | undefined;
  /** Whether all that the operations hand out was reported, and not some fields of them. */
  readonly isWhole?: boolean;
  /** What gives the same in a version, with what the reported operations are called in any; not asked by default. */
  readonly alikeIn?: ((judged: Judgements, reported: ReadonlySet<string>) => readonly AlikeOperation[]) | undefined;
  /** At most so many whole reviews; by default as many as the size of the description allows. */
  readonly mostReviews?: number;
  /** YYYY-MM-DD, up to which days are counted. */
  readonly asOf: string;
}

/** Since when something is exposed, and what became of it. */
export interface ExposureHistory {
  /** The oldest first. */
  readonly events: readonly ExposureEvent[];
  /** Whether the first commit that is known has it already: it began then, or before. */
  readonly beganBefore: boolean;
  /** For how many days it was exposed, all times together; at least so many where `beganBefore`. */
  readonly days: number | null;
  /** When no credential was needed, by operation. */
  readonly opened: readonly OpenTime[];
  /** When other operations gave the same, those that no longer do so too. */
  readonly alike: readonly AlikeTime[];
  /** When more was exposed than is now, or to more callers: the worst time first. */
  readonly peaks: readonly ExposurePeak[];
  /** Commits that changed the description, and how many of them were reviewed. */
  readonly commits: number;
  readonly reviewed: number;
  /** What is not known, a sentence each. */
  readonly unknown: readonly string[];
}

/** A commit by which more or less was exposed, or to more or fewer callers. */
export interface ExposureEvent {
  readonly kind: "began" | "renamed" | "widened" | "narrowed" | "ended";
  readonly commit: string;
  /** YYYY-MM-DD, the committer's, in UTC. */
  readonly date: string;
  /** What the description was called there. */
  readonly file: string;
  readonly operations: readonly string[];
  /** What changed then, a sentence without its end. */
  readonly text: string;
  /** Operations that got another method or path. */
  readonly renamed?: readonly { readonly was: string; readonly is: string }[];
  /** Versions before it that were not, or could not be, reviewed: with none it was this commit. */
  readonly unsure: number;
}

/**
 * The commits in which an exposure began, widened, narrowed and ended, by the comparison that the gate makes. Where every
 * version can be reviewed each is; of more, and larger ones, those are by which the interval of a change is halved, and
 * then those whose text differs in what may decide. What that leaves out is said, and so is why nothing is known.
 */
export async function exposureHistory(question: HistoryQuestion): Promise<ExposureHistory> {
  const { repository, file } = question;
  const head = question.head ?? repository.head();
  if (head === undefined)
    return unknownHistory(["The repository has no commit yet, so it is not known since when it has been exposed"]);
  const { today } = question;
  const isSame = today !== undefined && question.head === undefined && isCommitted(today, gitTree(repository, head));
  const now = isSame ? today : await judgedVersion(question, head, file);
  if ("why" in now)
    return unknownHistory([
      `The description of commit ${head.slice(0, 12)} cannot be read, so its history was not searched: ${now.why}`,
    ]);
  const { document } = now.stated.api;
  const size = document.sources().reduce((sum, { bytes }) => sum + bytes.length, 0);
  const most = question.mostReviews ?? Math.min(MOST_REVIEWS, Math.max(LEAST_REVIEWS, Math.floor(MOST_BYTES / size)));
  let parts = filesBesides(now, file);
  let found = await versionsOf(repository, head, file, parts);
  if (found.versions.length === 0)
    return unknownHistory([`No commit has ${file}, so it is not known since when it has been exposed`]);
  const search = newSearch(question, tracksOf(now, question), now, { most, size });
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    await searchVersions(search, found.versions, parts);
    // An older version may be made of other files: what changed those is a version too.
    const more = [...search.parts].filter((part) => !parts.includes(part) && part !== file);
    if (more.length === 0) break;
    parts = [...parts, ...more];
    found = await versionsOf(repository, head, file, parts);
  }
  return historyOf(search, found, question);
}

/** Whether a commit has all files that a description is made of as they are. */
function isCommitted({ stated: { api } }: Judgements, tree: GitTree): boolean {
  // A file that is missing here may be there.
  if (api.brokenReferences.length > 0) return false;
  return api.document.sources().every(({ file, bytes }) => {
    const blob = tree.blobOf(file);
    return blob !== undefined && blobNameOf(bytes, blob.length) === blob;
  });
}

/** So many bytes of descriptions are reviewed: some forty seconds of work. */
const MOST_BYTES = 48 * 1024 * 1024;
const MOST_REVIEWS = 400;
const LEAST_REVIEWS = 8;
const MOST_ROUNDS = 3;

/** The history of what nobody can know: why, in sentences. */
export function unknownHistory(unknown: readonly string[]): ExposureHistory {
  return {
    events: [],
    opened: [],
    alike: [],
    peaks: [],
    beganBefore: false,
    days: null,
    commits: 0,
    reviewed: 0,
    unknown,
  };
}

function historyOf(
  search: Search,
  { versions, isCut }: Versions,
  { repository, file, asOf, head, isWhole = true }: HistoryQuestion,
): ExposureHistory {
  const covered = coveredTracks(search.tracks);
  const isReported = (_: unknown, index: number): boolean =>
    search.tracks[index]?.isAlso !== true && !covered.has(index);
  // What is beside a track knows it by its number among all.
  const placeOf = new Map<number, number>();
  for (const index of search.tracks.keys()) if (isReported(0, index)) placeOf.set(index, placeOf.size);
  const reportedIn = (version: Version): VersionExposure | undefined => {
    const state = exposureIn(search, version);
    if (state === undefined) return undefined;
    const beside = [...state.beside].flatMap(([key, one]) => {
      const track = placeOf.get(one.track);
      return track === undefined ? [] : [[key, { ...one, track }] as const];
    });
    return { tracks: state.tracks.filter(isReported), beside: new Map(beside) };
  };
  const alsoIn = (version: Version): readonly TrackExposure[] => {
    const tracks = exposureIn(search, version)?.tracks ?? [];
    const own = tracks.filter(
      ({ level, callers }, index) => level > 0 && callers !== undefined && isReported(0, index),
    );
    // What fewer could get is not what made a time worse.
    const isAsWide = ({ callers }: TrackExposure): boolean =>
      callers !== undefined && own.every((one) => kindsWidened(one.callers!, callers) >= 0); // each has callers
    return tracks.filter(
      (one, index) => one.level > 0 && !isReported(0, index) && !covered.has(index) && isAsWide(one),
    );
  };
  const standard = {
    now: reportedIn(versions.at(-1)!),
    tracks: search.tracks.filter(isReported),
    ofData: tracksOfData(
      search.tracks.filter(isReported),
      versions.flatMap((version) => reportedIn(version) ?? []),
    ),
    isOfFields: !isWhole,
  };
  const events: ExposureEvent[] = [];
  let before: { readonly state: VersionExposure; readonly index: number } | undefined;
  let beganBefore = false;
  for (const [index, version] of versions.entries()) {
    const state = reportedIn(version);
    if (state === undefined) continue;
    const { commit, date } = version;
    const was = before?.state ?? NOTHING_BEFORE;
    const unsure = index - (before?.index ?? -1) - 1;
    for (const event of eventsBetween(was, state, standard))
      events.push({ ...event, commit, date, file: version.file, unsure });
    if (before === undefined && exposedIn(state, standard).length > 0) beganBefore = true;
    before = { state, index };
  }
  const knownBy = (exposure: (version: Version) => VersionExposure | undefined) =>
    versions.flatMap((version) => {
      const state = exposure(version);
      return state === undefined ? [] : [{ version, state }];
    });
  const unread = versions.filter(({ key }) => key !== undefined && "why" in (search.known.get(key) ?? {}));
  const left = versions.filter(({ key }) => key !== undefined && !search.known.has(key)).length;
  const oldest = versions[0]!;
  return {
    events,
    opened: openTimes(
      knownBy((version) => exposureIn(search, version)),
      search.tracks,
    ),
    alike: alikeTimes(
      knownBy((version) => exposureIn(search, version)),
      search.tracks,
    ),
    peaks: exposurePeaks(
      knownBy(reportedIn).map((one) => ({ ...one, also: alsoIn(one.version) })),
      standard,
      isWhole,
    ),
    beganBefore,
    days: daysExposed(events, versions, asOf),
    commits: versions.length,
    reviewed: versions.filter((version) => exposureIn(search, version) !== undefined).length,
    unknown: [
      ...(beganBefore ? [beganBeforeWords(oldest, isCut)] : isCut === undefined ? [] : [cutWords(oldest, isCut)]),
      ...callableBefore(knownBy(reportedIn), standard, events),
      ...unread.slice(0, MOST_TOLD).map((version) => unreadWords(version, search)),
      ...(unread.length > MOST_TOLD ? [`${count(unread.length - MOST_TOLD, "further version")} cannot be read`] : []),
      ...(left === 0
        ? []
        : [
            `${count(left, "version")} of ${versions.length} ${left === 1 ? "was" : "were"} not reviewed: what was exposed in between, and taken back, is not seen`,
          ]),
      ...(isInOrder(versions)
        ? []
        : [
            "The dates of commits are not in order; days are counted without dates that are earlier than the one before",
          ]),
      ...(head === undefined && isOtherNow(repository, file, versions.at(-1)!)
        ? [`${file} in the working tree differs from the last commit, with which this history ends`]
        : []),
    ],
  };
}

/** The tracks of operations that another one follows under more names: found before it was known what they were called later. */
function coveredTracks(tracks: readonly Track[]): ReadonlySet<number> {
  const keyOf = ({ operation, credential }: Track["names"][number]): string => JSON.stringify([operation, credential]);
  const isOfCalls = ({ names, isWhole, isAlso }: Track): boolean =>
    isWhole !== true &&
    isAlso !== true &&
    names.every(
      ({ witness, place, credential }) => witness === undefined && place === undefined && credential !== undefined,
    );
  const keys = tracks.map(({ names, isAlso }) => new Set(isAlso === true ? [] : names.map(keyOf)));
  const covered = new Set<number>();
  for (const [index, own] of keys.entries())
    if (
      isOfCalls(tracks[index]!) && // each set is of a track
      keys.some((other) => other.size > own.size && [...own].every((key) => other.has(key)))
    )
      covered.add(index);
  return covered;
}

/** That as many could call a reported operation before it gave what is known to matter: what it gave then may matter too. */
function callableBefore(
  known: readonly { readonly version: Version; readonly state: VersionExposure }[],
  { now, tracks }: Standard,
  events: readonly ExposureEvent[],
): readonly string[] {
  const began = events.find(({ kind }) => kind === "began");
  if (began === undefined) return [];
  const sentences = tracks.flatMap(({ isWhole = false }, index) => {
    const today = now?.tracks[index]?.callers;
    const first = known.find(({ state }) => {
      const callers = state.tracks[index]?.callers;
      return callers !== undefined && (today === undefined || widening(today, callers) >= 0);
    });
    const operation = first?.state.tracks[index]?.operation;
    if (!isWhole || first === undefined || operation === undefined || first.version.date >= began.date) return [];
    const { commit, date } = first.version;
    return [
      `${operation} could be called from ${date} on (commit ${commit.slice(0, 12)}): what it returned before ${began.date} is not known to be sensitive`,
    ];
  });
  return [...new Set(sentences)];
}

const NOTHING_BEFORE: VersionExposure = { tracks: [], beside: new Map() };
const MOST_TOLD = 5;

function beganBeforeWords({ commit, date }: Version, isCut: Versions["isCut"]): string {
  const first = `${commit.slice(0, 12)} of ${date}`;
  if (isCut !== undefined) return `${cutWords({ commit, date }, isCut)}, and the exposure is older than that`;
  return `It was exposed in the first commit that has the description (${first}): whether the API did so before, git cannot tell`;
}

function cutWords({ commit, date }: Pick<Version, "commit" | "date">, isCut: NonNullable<Versions["isCut"]>): string {
  const first = `${commit.slice(0, 12)} of ${date}`;
  return isCut === "shallow"
    ? `The clone is shallow: what was before ${first} is not in it`
    : `The history is longer than the part that was searched: what was before ${first} is not known`;
}

function unreadWords({ commit, date, key }: Version, { known }: Search): string {
  const one = known.get(key ?? "");
  const why = one !== undefined && "why" in one ? one.why : "";
  return `The description of commit ${commit.slice(0, 12)} of ${date} cannot be read: ${why}`;
}

/** Days of all times together: anybody can write any date into a commit, so that none counts as earlier than the one before. */
function daysExposed(events: readonly ExposureEvent[], versions: readonly Version[], asOf: string): number | null {
  const days = new Map<string, string>();
  let latest = "";
  for (const { commit, date } of versions) days.set(commit, (latest = date > latest ? date : latest));
  let [sum, since]: [number | null, string | undefined] = [null, undefined];
  for (const { kind, commit, date } of events) {
    const day = days.get(commit) ?? date;
    if (kind === "began") since = day;
    if (kind === "ended" && since !== undefined) [sum, since] = [(sum ?? 0) + daysBetween(since, day), undefined];
  }
  return since === undefined ? sum : (sum ?? 0) + daysBetween(since, asOf);
}

function isInOrder(versions: readonly Version[]): boolean {
  return versions.every(({ date }, index) => index === 0 || date >= versions[index - 1]!.date);
}

/** Whether the file in the working tree is another than that of the last version. */
function isOtherNow({ top }: Repository, file: string, { key }: Version): boolean {
  const blob = key?.split(" ").find((part) => /^[0-9a-f]{40,64}$/.test(part));
  const { bytes } = filesBelow(top).read(file);
  if (blob === undefined || bytes === undefined) return blob !== undefined || bytes !== undefined;
  const names = [bytes, Buffer.from(Buffer.from(bytes).toString("latin1").replaceAll("\r\n", "\n"), "latin1")].map(
    (one) => blobNameOf(one, blob.length),
  );
  return !names.includes(blob);
}
