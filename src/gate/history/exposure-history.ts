import { daysBetween } from "../../core/day.ts";
import { count } from "../../core/prose.ts";
import { UserError } from "../../core/user-error.ts";
import { filesBelow, type Files } from "../../load/files.ts";
import type { Judgements } from "../../review/assumptions.ts";
import { gitTree } from "../git/git-tree.ts";
import { blobNameOf, type Repository } from "../git/repository.ts";
import { eventsBetween, exposedIn, type Standard } from "./exposure-events.ts";
import { exposureAt, type Track, type VersionExposure } from "./exposure-at.ts";
import { followedTracks, tracksOf, type ReportedExposure } from "./follow-tracks.ts";
import { versionHints } from "./version-hints.ts";
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
  /** Commits that changed the description, and how many of them were reviewed. */
  readonly commits: number;
  readonly reviewed: number;
  /** What is not known, a sentence each. */
  readonly unknown: readonly string[];
}

/** A commit by which more or less was exposed, or to more or fewer callers. */
export interface ExposureEvent {
  readonly kind: "began" | "widened" | "narrowed" | "ended";
  readonly commit: string;
  /** YYYY-MM-DD, the committer's, in UTC. */
  readonly date: string;
  /** What the description was called there. */
  readonly file: string;
  readonly operations: readonly string[];
  /** What changed then, a sentence without its end. */
  readonly text: string;
  /** Versions before it that were not, or could not be, reviewed: with none it was this commit. */
  readonly unsure: number;
}

/**
 * The commits in which an exposure began, widened, narrowed and ended, by the comparison that the gate makes. Where every
 * version can be reviewed each is; of more, and larger ones, those are by which the interval of a change is halved, and
 * then those whose text differs in what may decide. What that leaves out is said. Throws a `UserError` for a description
 * of today that cannot be read.
 */
export async function exposureHistory(question: HistoryQuestion): Promise<ExposureHistory> {
  const { repository, file } = question;
  const head = question.head ?? repository.head();
  if (head === undefined)
    return nothing(["The repository has no commit yet, so that nothing tells since when it is exposed"]);
  const now = await judgedAt(question, head, file).catch(asUnread);
  if ("why" in now)
    return nothing([
      `The description of commit ${head.slice(0, 12)} cannot be read, so that its history was not asked: ${now.why}`,
    ]);
  const { document } = now.stated.api;
  const size = document.sources().reduce((sum, { bytes }) => sum + bytes.length, 0);
  const most = question.mostReviews ?? Math.min(MOST_REVIEWS, Math.max(LEAST_REVIEWS, Math.floor(MOST_BYTES / size)));
  let parts = partsOf(now, file);
  let found = await versionsOf(repository, head, file, parts);
  if (found.versions.length === 0)
    return nothing([`No commit has ${file}, so that nothing tells since when it is exposed`]);
  const search = newSearch(question, tracksOf(now, question), now, { most, size });
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    await searched(search, found.versions, repository, parts);
    // An older version may be made of other files: what changed those is a version too.
    const more = [...search.parts].filter((part) => !parts.includes(part) && part !== file);
    if (more.length === 0) break;
    parts = [...parts, ...more];
    found = await versionsOf(repository, head, file, parts);
  }
  return historyOf(search, found, question);
}

/** So many bytes of descriptions are reviewed: some forty seconds of work. */
const MOST_BYTES = 48 * 1024 * 1024;
const MOST_REVIEWS = 400;
const LEAST_REVIEWS = 8;
const MOST_ROUNDS = 3;
/** The share of the reviews after which those are left out that nothing asks for. */
const SAMPLED = 0.6;
/** As many bytes of descriptions stay judged beside that of today, each some fifty times as large in memory. */
const MOST_HELD = 4 * 1024 * 1024;

function nothing(unknown: readonly string[]): ExposureHistory {
  return { events: [], beganBefore: false, days: null, commits: 0, reviewed: 0, unknown };
}

/** Why a version cannot be judged. */
interface Unread {
  readonly why: string;
}

function asUnread(error: unknown): Unread {
  if (error instanceof UserError) return { why: error.message.split("\n")[0]! };
  throw error;
}

async function judgedAt(
  { repository, judge }: Pick<HistoryQuestion, "repository" | "judge">,
  commit: string,
  file: string,
): Promise<Judgements> {
  return judge(file, gitTree(repository, commit));
}

function partsOf({ stated }: Judgements, file: string): readonly string[] {
  return stated.api.document.sources().flatMap((source) => (source.file === file ? [] : [source.file]));
}

/** What is known of versions so far, by their keys. */
interface Search {
  readonly question: HistoryQuestion;
  readonly known: Map<string, VersionExposure | Unread>;
  /** Judgements that are still held, the latest last. */
  readonly held: Map<string, Judgements>;
  readonly now: Judgements;
  /** The key of the version that is judged in `now`. */
  nowKey: string | undefined;
  readonly parts: Set<string>;
  readonly most: number;
  readonly size: number;
  /** By `followed`, pairs of versions next to each other that were compared with each other. */
  readonly compared: Set<string>;
  tracks: readonly Track[];
  reviews: number;
}

function newSearch(
  question: HistoryQuestion,
  tracks: readonly Track[],
  now: Judgements,
  { most, size }: Pick<Search, "most" | "size">,
): Search {
  return {
    question,
    known: new Map(),
    held: new Map(),
    now,
    nowKey: undefined,
    parts: new Set(),
    most,
    size,
    compared: new Set(),
    tracks,
    reviews: 1,
  };
}

/** Reviews versions until it is known between which something changed, or as many were as may be. */
async function searched(
  search: Search,
  versions: readonly Version[],
  repository: Repository,
  parts: readonly string[],
): Promise<void> {
  search.nowKey = versions.at(-1)!.key;
  let hints: readonly (string | undefined)[] | undefined;
  while (search.reviews < search.most) {
    for (const version of [versions.at(-1)!, versions[0]!]) await learn(search, version);
    if (await isFollowed(search, versions)) continue;
    const gaps = gapsIn(search, versions);
    if (gaps.length === 0) return;
    if (versions.length > search.most) hints ??= versionHints(repository, versions, parts, search.tracks);
    const next = nextOf(gaps, hints);
    if (!next.isHinted && hints !== undefined && search.reviews >= search.most * SAMPLED) return;
    await learn(search, versions[next.index]!);
  }
}

/** Reviews one version, unless one like it was. */
async function learn(search: Search, version: Version): Promise<void> {
  const { key } = version;
  if (key === undefined || search.known.has(key)) return;
  const judged = await held(search, version);
  if ("why" in judged) {
    search.known.set(key, judged);
    return;
  }
  follow(search, judged, search.now);
  search.known.set(key, exposureAt(judged, search.tracks));
}

/** A judged version, again where it is no longer held. */
async function held(search: Search, version: Version): Promise<Judgements | Unread> {
  const key = version.key ?? "";
  const before = key === search.nowKey ? search.now : search.held.get(key);
  if (before !== undefined) return before;
  search.reviews += 1;
  const judged = await judgedAt(search.question, version.commit, version.file).catch(asUnread);
  if ("why" in judged) return judged;
  for (const part of partsOf(judged, version.file)) search.parts.add(part);
  search.held.set(key, judged);
  for (const old of search.held.keys()) {
    if (search.held.size <= Math.max(1, Math.floor(MOST_HELD / search.size))) break;
    search.held.delete(old);
  }
  return judged;
}

/** Looks for what is followed under the names of an older version; with new names all that is known is worked out again. */
function follow(search: Search, older: Judgements, newer: Judgements): boolean {
  const tracks = followedTracks(older, newer, search.tracks);
  const isMore = tracks.some((track, index) => track !== search.tracks[index]);
  if (!isMore) return false;
  search.tracks = tracks;
  for (const [key, one] of search.known) if (!("why" in one)) search.known.delete(key);
  for (const [key, judged] of search.held) search.known.set(key, exposureAt(judged, tracks));
  return true;
}

/** Whether something that a version lacks, and the next has, was called otherwise: these two are compared by themselves. */
async function isFollowed(search: Search, versions: readonly Version[]): Promise<boolean> {
  for (let index = versions.length - 1; index > 0; index -= 1) {
    const [older, newer] = [versions[index - 1]!, versions[index]!];
    const [was, is] = [stateOf(search, older), stateOf(search, newer)];
    if (was === undefined || is === undefined || older.key === undefined) continue;
    const isNew = is.tracks.some(({ level }, track) => level > 0 && (was.tracks[track]?.level ?? 0) === 0);
    const pair = `${older.key}\n${newer.key ?? ""}`;
    if (!isNew || search.compared.has(pair)) continue;
    search.compared.add(pair);
    const [before, after] = [await held(search, older), await held(search, newer)];
    if (!("why" in before) && !("why" in after) && follow(search, before, after)) return true;
  }
  return false;
}

/** What is known to be exposed by a version; nothing where the commit has no description. */
function stateOf({ known, tracks }: Search, { key }: Version): VersionExposure | undefined {
  if (key === undefined)
    return {
      tracks: tracks.map(() => ({ level: 0, operation: undefined, callers: undefined, what: undefined })),
      beside: new Map(),
    };
  const one = known.get(key);
  return one === undefined || "why" in one ? undefined : one;
}

/** Versions from one that is known to the next that is, with some between that may be reviewed. */
interface Gap {
  readonly from: number;
  readonly to: number;
  readonly open: readonly number[];
  readonly isChanged: boolean;
}

function gapsIn(search: Search, versions: readonly Version[]): readonly Gap[] {
  const gaps: Gap[] = [];
  const standard = standardOf(search, versions);
  let from: number | undefined;
  let open: number[] = [];
  for (const [index, version] of versions.entries()) {
    const state = stateOf(search, version);
    if (state === undefined) {
      if (!search.known.has(version.key ?? "")) open.push(index);
      continue;
    }
    if (open.length > 0) {
      const before = from === undefined ? undefined : stateOf(search, versions[from]!);
      const isChanged = before === undefined || eventsBetween(before, state, standard).length > 0;
      gaps.push({ from: from ?? -1, to: index, open, isChanged });
    }
    from = index;
    open = [];
  }
  return gaps;
}

function standardOf(search: Search, versions: readonly Version[]): Standard {
  return { now: stateOf(search, versions.at(-1)!), tracks: search.tracks };
}

/**
 * The version to review next: of an interval in which something changed the middle one, of those whose text differs in
 * what may decide; then of those in which nothing seems to have changed.
 */
function nextOf(gaps: readonly Gap[], hints: readonly (string | undefined)[] | undefined): Next {
  const ranked = gaps
    .map((gap) => ({ gap, ends: hints === undefined ? gap.open : differingEnds(gap, hints) }))
    .toSorted(
      (a, b) =>
        Number(b.gap.isChanged) - Number(a.gap.isChanged) ||
        Number(b.ends.length > 0) - Number(a.ends.length > 0) ||
        b.gap.open.length - a.gap.open.length ||
        b.gap.to - a.gap.to,
    );
  const { gap, ends } = ranked[0]!; // there is one
  const among = ends.length > 0 ? ends : gap.open;
  return { index: among[Math.floor(among.length / 2)]!, isHinted: gap.isChanged || ends.length > 0 }; // each has one
}

interface Next {
  readonly index: number;
  /** Whether something changed around it, or its text differs in what may decide. */
  readonly isHinted: boolean;
}

/** Both ends of each step at which the hints differ: a change is found when both are known. */
function differingEnds({ from, to, open }: Gap, hints: readonly (string | undefined)[]): readonly number[] {
  const steps: number[] = [];
  for (let at = Math.max(1, from + 1); at <= to; at += 1) if (hints[at] !== hints[at - 1]) steps.push(at);
  const ends = steps.flatMap((at) => [at, at - 1]).filter((at) => open.includes(at));
  return [...new Set(ends)].toSorted((a, b) => a - b);
}

function historyOf(
  search: Search,
  { versions, isCut }: Versions,
  { repository, file, asOf, head }: HistoryQuestion,
): ExposureHistory {
  const standard = standardOf(search, versions);
  const events: ExposureEvent[] = [];
  let before: { readonly state: VersionExposure; readonly index: number } | undefined;
  let beganBefore = false;
  for (const [index, version] of versions.entries()) {
    const state = stateOf(search, version);
    if (state === undefined) continue;
    const { commit, date } = version;
    const was = before?.state ?? NOTHING_BEFORE;
    const unsure = index - (before?.index ?? -1) - 1;
    for (const event of eventsBetween(was, state, standard))
      events.push({ ...event, commit, date, file: version.file, unsure });
    if (before === undefined && exposedIn(state, standard).length > 0) beganBefore = true;
    before = { state, index };
  }
  const unread = versions.filter(({ key }) => key !== undefined && "why" in (search.known.get(key) ?? {}));
  const left = versions.filter(({ key }) => key !== undefined && !search.known.has(key)).length;
  const oldest = versions[0]!;
  return {
    events,
    beganBefore,
    days: daysExposed(events, versions, asOf),
    commits: versions.length,
    reviewed: versions.filter((version) => stateOf(search, version) !== undefined).length,
    unknown: [
      ...(beganBefore ? [beganBeforeWords(oldest, isCut)] : isCut === undefined ? [] : [cutWords(oldest, isCut)]),
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
            "The dates of commits are not in order, and days are counted by those that are not earlier than the ones before",
          ]),
      ...(head === undefined && isOtherNow(repository, file, versions.at(-1)!)
        ? [`${file} differs in the working tree from the last commit, of which this history is`]
        : []),
    ],
  };
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
    : `The history is longer than is looked at: what was before ${first} is not known`;
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
