import { byCodeUnit } from "../../core/compare.ts";
import type { AlikeOperation } from "../../core/alike-operation.ts";
import type { Track, VersionExposure } from "./exposure-at.ts";
import type { Version } from "./versions.ts";

/** A time in which an operation that was not reported gave what was reported. */
export interface AlikeTime extends Omit<AlikeOperation, "lastingId"> {
  /** The commit that began it, or the first that is known. */
  readonly commit: string;
  /** YYYY-MM-DD: the first day, and that of the commit that ended it; `null` where it gives the same today. */
  readonly from: string;
  readonly until: string | null;
  /** Whether the first commit that is known has it already. */
  readonly beganBefore: boolean;
}

/**
 * When operations that were not reported gave the same, each time apart: in the order of the days. What is followed as
 * reported is none of them, whatever it was called. `known`: the oldest first.
 */
export function alikeTimes(
  known: readonly { readonly version: Version; readonly state: VersionExposure }[],
  tracks: readonly Track[],
): readonly AlikeTime[] {
  const names = namesOf(tracks);
  const times: AlikeTime[] = [];
  const running = new Map<string, AlikeTime>();
  for (const [at, { version, state }] of known.entries()) {
    const now = new Map(
      (state.alike ?? []).flatMap(({ lastingId, ...one }) => {
        const { name, isReported } = names.get(lastingId) ?? { name: lastingId, isReported: false };
        return isReported ? [] : [[name, one] as const];
      }),
    );
    for (const [name, time] of running) {
      const is = now.get(name);
      // To fewer than before, or to more, is another time.
      if (is !== undefined && is.isNarrower === time.isNarrower && is.isOpen === time.isOpen) continue;
      times.push({ ...time, until: version.date });
      running.delete(name);
    }
    for (const [name, one] of now) {
      const before = running.get(name);
      // What it is called now, and gave last.
      if (before !== undefined) running.set(name, { ...before, ...one });
      else
        running.set(name, {
          ...one,
          commit: version.commit,
          from: version.date,
          until: null,
          beganBefore: at === 0,
        });
    }
  }
  return [...times, ...running.values()].toSorted(
    (a, b) => byCodeUnit(a.from, b.from) || byCodeUnit(a.operation, b.operation),
  );
}

/** By every name that an operation ever had, the one by which it is known here. */
function namesOf(
  tracks: readonly Track[],
): ReadonlyMap<string, { readonly name: string; readonly isReported: boolean }> {
  const names = new Map<string, { name: string; isReported: boolean }>();
  for (const { names: all, isAlso = false } of tracks) {
    const own = all.flatMap(({ operation }) => operation ?? []);
    const [first] = own;
    if (first === undefined) continue;
    for (const one of own) {
      const before = names.get(one);
      names.set(one, { name: before?.name ?? first, isReported: before?.isReported === true || !isAlso });
    }
  }
  return names;
}
