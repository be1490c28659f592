import { memo } from "../../core/memo.ts";
import { UserError } from "../../core/user-error.ts";
import type { Judgements } from "../../review/assumptions.ts";
import { gitTree } from "../git/git-tree.ts";
import { eventsBetween, tracksOfData, type Standard } from "./exposure-events.ts";
import { exposureAt, type Track, type VersionExposure } from "./exposure-at.ts";
import type { HistoryQuestion } from "./exposure-history.ts";
import { followedTracks } from "./follow-tracks.ts";
import { versionHints } from "./version-hints.ts";
import type { Version } from "./versions.ts";

/** What is known of versions so far, by their keys. */
export interface Search {
  readonly question: Judging;
  readonly known: Map<string, VersionExposure | Unread>;
  /** Judgements that are still held, the latest last. */
  readonly held: Map<string, Judgements>;
  readonly now: Judgements;
  /** The key of the version that is judged in `now`. */
  nowKey: string | undefined;
  readonly parts: Set<string>;
  /** At most so many reviews, and how many bytes a description of today has. */
  readonly most: number;
  readonly size: number;
  /** Pairs of versions next to each other that were compared by themselves, to find what was called otherwise. */
  readonly compared: Set<string>;
  tracks: readonly Track[];
  reviews: number;
}

type Judging = Pick<HistoryQuestion, "repository" | "judge" | "carried" | "isWhole" | "alikeIn">;

const NOTHING: NonNullable<Judging["carried"]> = [];

/** The share of the reviews after which those are left out that nothing asks for. */
const SAMPLED = 0.6;
/** As many bytes of descriptions stay judged beside that of today, each some fifty times as large in memory. */
const MOST_HELD = 4 * 1024 * 1024;

/** A search that knows the description of today, and nothing of older versions. */
export function newSearch(
  question: Judging,
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
export async function searchVersions(
  search: Search,
  versions: readonly Version[],
  parts: readonly string[],
): Promise<void> {
  search.nowKey = versions.at(-1)!.key;
  let hints: readonly (string | undefined)[] | undefined;
  while (search.reviews < search.most) {
    for (const version of [versions.at(-1)!, versions[0]!]) await learn(search, version);
    if (await isFollowed(search, versions)) continue;
    const gaps = gapsIn(search, versions);
    if (gaps.length === 0) return;
    if (versions.length > search.most)
      hints ??= versionHints(search.question.repository, versions, parts, search.tracks);
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
  search.known.set(key, exposed(search, judged));
}

function exposed({ question, tracks, now }: Search, judged: Judgements): VersionExposure {
  const exposure = exposureAt(judged, tracks, { carried: question.carried ?? NOTHING, now });
  return question.alikeIn === undefined
    ? exposure
    : { ...exposure, alike: question.alikeIn(judged, reportedNames(tracks)) };
}

/** What the reported operations are called in any version. */
const reportedNames = memo(
  (tracks: readonly Track[]): ReadonlySet<string> =>
    new Set(
      tracks.flatMap(({ names, isAlso }) => (isAlso === true ? [] : names.flatMap(({ operation }) => operation ?? []))),
    ),
);

/** A judged version, again where it is no longer held. */
async function held(search: Search, version: Version): Promise<Judgements | Unread> {
  const key = version.key ?? "";
  const before = key === search.nowKey ? search.now : search.held.get(key);
  if (before !== undefined) return before;
  search.reviews += 1;
  // The next is judged when there is room for it.
  release(search, Math.max(0, mostHeld(search) - 1));
  const judged = await judgedVersion(search.question, version.commit, version.file);
  if ("why" in judged) return judged;
  for (const part of filesBesides(judged, version.file)) search.parts.add(part);
  search.held.set(key, judged);
  return judged;
}

function mostHeld({ size }: Search): number {
  return Math.max(1, Math.floor(MOST_HELD / size));
}

/** Lets judgements go, the oldest first. */
function release({ held: known }: Search, most: number): void {
  for (const key of known.keys()) {
    if (known.size <= most) return;
    known.delete(key);
  }
}

/**
 * Looks for what is followed under the names of an older version. With new names is worked out again what lacked what is
 * followed; of a version that had it already, under a name that was known, nothing is forgotten.
 */
function follow(search: Search, older: Judgements, newer: Judgements): boolean {
  const tracks = followedTracks(older, newer, search.tracks, {
    carried: search.question.carried ?? NOTHING,
    now: search.now,
  });
  const isMore = tracks.some((track, index) => track !== search.tracks[index]);
  if (!isMore) return false;
  const renamed = tracks.flatMap((track, index) => (track === search.tracks[index] ? [] : [index]));
  search.tracks = tracks;
  // Under a new name a version may have what it was not known to have before.
  if (search.question.carried !== undefined && search.question.carried.length > 0)
    for (const judged of search.held.values())
      search.tracks = followedTracks(judged, search.now, search.tracks, {
        carried: search.question.carried,
        now: search.now,
      });
  for (const [key, one] of search.known)
    if (!("why" in one) && renamed.some((index) => (one.tracks[index]?.level ?? 0) === 0)) search.known.delete(key);
  for (const [key, judged] of search.held) search.known.set(key, exposed(search, judged));
  if (search.nowKey !== undefined) search.known.set(search.nowKey, exposed(search, search.now));
  return true;
}

/** Whether something that a version lacks, and the next has, was called otherwise: these two are compared by themselves. */
async function isFollowed(search: Search, versions: readonly Version[]): Promise<boolean> {
  for (let index = versions.length - 1; index > 0; index -= 1) {
    const [older, newer] = [versions[index - 1]!, versions[index]!];
    const [was, is] = [exposureIn(search, older), exposureIn(search, newer)];
    if (was === undefined || is === undefined || older.key === undefined) continue;
    const isNew = is.tracks.some(({ level, operation }, track) => {
      const before = was.tracks[track];
      if (level > 0 && (before?.level ?? 0) === 0) return true;
      // What was reported as such is followed whatever it gave.
      return search.tracks[track]?.isWhole === true && operation !== undefined && before?.operation === undefined;
    });
    const pair = `${older.key}\n${newer.key ?? ""}`;
    if (!isNew || search.compared.has(pair)) continue;
    search.compared.add(pair);
    const [before, after] = [await held(search, older), await held(search, newer)];
    if (!("why" in before) && !("why" in after) && follow(search, before, after)) return true;
  }
  return false;
}

/** Why a version cannot be judged. */
interface Unread {
  readonly why: string;
}

/** A description as a commit has it, or why it cannot be judged. */
export async function judgedVersion(
  { repository, judge }: Judging,
  commit: string,
  file: string,
): Promise<Judgements | Unread> {
  try {
    return await judge(file, gitTree(repository, commit));
  } catch (error) {
    if (error instanceof UserError) return { why: error.message.split("\n")[0]! };
    throw error;
  }
}

/** The files that a description is made of beside its own. */
export function filesBesides({ stated }: Judgements, file: string): readonly string[] {
  return stated.api.document.sources().flatMap((source) => (source.file === file ? [] : [source.file]));
}

/** What is known to be exposed by a version; nothing where the commit has no description. */
export function exposureIn({ known, tracks }: Search, { key }: Version): VersionExposure | undefined {
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
    const state = exposureIn(search, version);
    if (state === undefined) {
      if (!search.known.has(version.key ?? "")) open.push(index);
      continue;
    }
    if (open.length > 0) {
      const before = from === undefined ? undefined : exposureIn(search, versions[from]!);
      const isChanged = before === undefined || eventsBetween(before, state, standard).length > 0;
      gaps.push({ from: from ?? -1, to: index, open, isChanged });
    }
    from = index;
    open = [];
  }
  return gaps;
}

/** What counts as exposed in all versions: what is so in the last one. */
function standardOf(search: Search, versions: readonly Version[]): Standard {
  const { isWhole = true } = search.question;
  const read = [...search.known.values()].flatMap((one) => ("why" in one ? [] : [one]));
  return {
    now: exposureIn(search, versions.at(-1)!),
    tracks: search.tracks,
    ofData: tracksOfData(search.tracks, read),
    isOfFields: !isWhole,
  };
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
