import { byCodeUnit } from "../../core/compare.ts";
import type { Track, TrackExposure, VersionExposure } from "./exposure-at.ts";
import type { Version } from "./versions.ts";

/** A time in which anybody got what is followed by an operation, without a credential. */
export interface OpenTime {
  /** As it is called now, or was last. */
  readonly operation: string;
  /** The commit that opened it, or the first that is known. */
  readonly commit: string;
  /** YYYY-MM-DD: the first day, and that of the commit that closed it; `null` where it is open. */
  readonly from: string;
  readonly until: string | null;
  /** Whether it was reported, and does not only give the same. */
  readonly isReported: boolean;
  /** Whether the first commit that is known has it already. */
  readonly beganBefore: boolean;
}

/** When operations asked for no credential, each time apart: in the order of the days. `known`: the oldest first. */
export function openTimes(
  known: readonly { readonly version: Version; readonly state: VersionExposure }[],
  tracks: readonly Track[],
): readonly OpenTime[] {
  const called = tracks.map((_, index) => known.findLast(({ state }) => operationOf(state, index))?.state);
  const times: OpenTime[] = [];
  const running = new Map<string, OpenTime>();
  for (const [at, { version, state }] of known.entries()) {
    const beganBefore = at === 0;
    const open = new Map<string, boolean>();
    // What is no longer given was open while it was.
    const given = new Set([...state.beside.values()].flatMap(({ track, isReported }) => (isReported ? [track] : [])));
    for (const [index, track] of tracks.entries()) {
      const name = operationOf(called[index], index);
      const isGiven = given.has(index) || (state.tracks[index]?.level ?? 0) > 0;
      if (name !== undefined && isOpen(state.tracks[index], isGiven))
        open.set(name, open.get(name) === true || track.isAlso !== true);
    }
    for (const [operation, time] of running)
      if (!open.has(operation)) {
        times.push({ ...time, until: version.date });
        running.delete(operation);
      }
    for (const [operation, isReported] of open)
      if (!running.has(operation))
        running.set(operation, {
          operation,
          commit: version.commit,
          from: version.date,
          until: null,
          isReported,
          beganBefore,
        });
  }
  return [...times, ...running.values()].toSorted(
    (a, b) => byCodeUnit(a.from, b.from) || byCodeUnit(a.operation, b.operation),
  );
}

function operationOf(state: VersionExposure | undefined, index: number): string | undefined {
  return state?.tracks[index]?.operation;
}

function isOpen(exposure: TrackExposure | undefined, isGiven: boolean): boolean {
  const { callers, isOpen: isWithoutCredential } = exposure ?? {};
  // Where nothing is asked for, whoever lacks the reported credential gets it as well.
  if (isWithoutCredential === true) return true;
  return isGiven && callers?.admission === "anonymous" && callers.reach !== "internal";
}
