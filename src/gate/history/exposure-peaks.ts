import { ADMISSIONS, SENSITIVITIES } from "../../core/exposure-words.ts";
import { exposedIn, type Standard } from "./exposure-events.ts";
import type { TrackExposure, VersionExposure } from "./exposure-at.ts";
import type { Version } from "./versions.ts";

/** A time in which more was exposed than is now, or to more callers, by a version of it. */
export interface ExposurePeak {
  readonly commit: string;
  /** What the description was called there. */
  readonly file: string;
  /** YYYY-MM-DD: the first day, and that of the commit that changed it. */
  readonly from: string;
  readonly until: string;
  /** What was followed there, by the names of that version. */
  readonly operations: readonly string[];
  /** What was not reported and gave the same there. */
  readonly also: readonly string[];
  /** The lasting ways to the fields that were followed there. */
  readonly witnesses: readonly string[];
}

interface Known {
  readonly version: Version;
  readonly state: VersionExposure;
  /** What gave the same in that version, and was not reported. */
  readonly also: readonly TrackExposure[];
}

interface Measured extends Known {
  readonly until: string;
  readonly kinds: ReadonlySet<string>;
  /** The callers, the widest being 0. */
  readonly width: number;
  readonly sensitivity: number;
}

/**
 * The times that an assessment of today does not show: the worst one first, then that with the widest callers, then those
 * with kinds of data that none of these nor today has. `isWhole`: all that the operations hand out was reported, and not some fields of them.
 */
export function exposurePeaks(known: readonly Known[], standard: Standard, isWhole: boolean): readonly ExposurePeak[] {
  const measured = known.flatMap((one, index) => {
    const next = known[index + 1];
    return exposedIn(one.state, standard).length === 0 ? [] : [measuredOf(one, next?.version.date ?? "", isWhole)];
  });
  const last = known.at(-1);
  if (last === undefined) return [];
  const today = measuredOf(last, "", isWhole);
  const seen = new Set(today.kinds);
  const chosen: Measured[] = [];
  // What is harmless to everybody is no worse than what is confidential to some.
  const worst = measured.toSorted(
    (a, b) => severityOf(b) - severityOf(a) || a.width - b.width || b.kinds.size - a.kinds.size,
  )[0];
  if (worst !== undefined && isMore(worst, today)) chosen.push(worst);
  for (const kind of worst?.kinds ?? []) seen.add(kind);
  // Calls of a time that needed no credential are found by no search for one.
  const [widest] = measured.toSorted((a, b) => a.width - b.width || severityOf(b) - severityOf(a));
  if (widest !== undefined && widest.width < Math.min(today.width, ...chosen.map(({ width }) => width))) {
    chosen.push(widest);
    for (const kind of widest.kinds) seen.add(kind);
  }
  while (chosen.length < MOST_PEAKS) {
    const [more] = measured
      .map((one) => ({ one, added: [...one.kinds].filter((kind) => !seen.has(kind)).length }))
      .filter(({ added }) => added > 0)
      .toSorted((a, b) => b.added - a.added);
    if (more === undefined) break;
    chosen.push(more.one);
    for (const kind of more.one.kinds) seen.add(kind);
  }
  return chosen.map((one) => peakOf(one, measured, standard));
}

/** Each is a review more. */
const MOST_PEAKS = 3;

function isMore(one: Measured, today: Measured): boolean {
  return (
    severityOf(one) > severityOf(today) ||
    one.width < today.width ||
    [...one.kinds].some((kind) => !today.kinds.has(kind))
  );
}

function severityOf({ sensitivity, width }: Measured): number {
  return sensitivity * ADMISSIONS.length - width;
}

function measuredOf({ version, state, also }: Known, until: string, isWhole: boolean): Measured {
  const kinds = [...state.beside].filter(([, { isFollowed, isSure }]) => isSure && (isWhole || isFollowed));
  const callers = [...state.tracks, ...also].flatMap((track) =>
    track.callers === undefined ? [] : [ADMISSIONS.indexOf(track.callers.admission)],
  );
  return {
    version,
    state,
    also,
    until,
    kinds: new Set(kinds.map(([key]) => key.slice(key.indexOf(" ") + 1))),
    width: Math.min(ADMISSIONS.length, ...callers),
    sensitivity: Math.max(0, ...kinds.map(([, { sensitivity }]) => SENSITIVITIES.indexOf(sensitivity))),
  };
}

/** The versions around one that expose the same, to the same callers. */
function peakOf(one: Measured, measured: readonly Measured[], { tracks }: Standard): ExposurePeak {
  const isSame = (other: Measured | undefined): boolean =>
    other !== undefined &&
    other.width === one.width &&
    other.kinds.size === one.kinds.size &&
    [...other.kinds].every((kind) => one.kinds.has(kind));
  let [first, last] = [measured.indexOf(one), measured.indexOf(one)];
  while (isSame(measured[first - 1]) && measured[first - 1]!.until === measured[first]!.version.date) first -= 1;
  while (isSame(measured[last + 1]) && measured[last]!.until === measured[last + 1]!.version.date) last += 1;
  const { version, state, also } = one;
  return {
    commit: version.commit,
    file: version.file,
    from: measured[first]!.version.date,
    until: measured[last]!.until,
    operations: [...new Set(state.tracks.flatMap(({ operation }) => operation ?? []))],
    also: [...new Set(also.flatMap(({ operation }) => operation ?? []))],
    witnesses: [...new Set(tracks.flatMap(({ names }) => names.flatMap(({ witness }) => witness ?? [])))],
  };
}
