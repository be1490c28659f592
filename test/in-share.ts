import { test } from "vitest";

/**
 * Whether all tests of a project run for somebody who waits for them (`vitest.config.ts`). All is tried where files are
 * named, with `-t` and `-u`, with THOROUGH=true and where CI=true.
 */
export const isInShare: boolean = process.env["IN_SHARE"] === "true";

/** A test that takes seconds, of what a quicker one tries in part: where a share is enough, it is left to `.ci/run`. */
export const longTest = test.skipIf(isInShare);

/** Of some rows that take seconds each: all, or where a share is enough one in `oneIn`, beginning with the first. */
export function someOf<T>(rows: readonly T[], oneIn: number): readonly T[] {
  return isInShare ? rows.filter((_, index) => index % oneIn === 0) : rows;
}
