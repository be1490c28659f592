/*
 * How much may be done for one value. What a schema asks for has no bound: a pattern of a dozen characters can stand for
 * texts of a billion, and schemas that refer to each other can be combined in as many ways.
 */

/** Counts what making or checking one value takes. */
export interface Work {
  /** Call before so many steps. Throws `TooMuchWork` where they are too many, and what the time limit throws. */
  spend(steps: number): void;
}

/** A value takes more than may be done for it. */
export class TooMuchWork extends Error {}

/** Nothing done yet. `checkTime` is asked now and then. */
export function newWork(checkTime: () => void = () => undefined): Work {
  let done = 0;
  let asked = 0;
  return {
    spend(steps) {
      done += steps;
      if (done > MOST_STEPS) throw new TooMuchWork(`more than ${MOST_STEPS} steps for one value`);
      if (done - asked < STEPS_BETWEEN) return;
      asked = done;
      checkTime();
    },
  };
}

/** A large body with many patterns takes some ten thousand. */
const MOST_STEPS = 1_000_000;
const STEPS_BETWEEN = 20_000;

/** What is worked out within the limit, else `otherwise`. */
export function withinWork<Value, Otherwise>(work: () => Value, otherwise: Otherwise): Value | Otherwise {
  try {
    return work();
  } catch (error) {
    if (error instanceof TooMuchWork) return otherwise;
    throw error;
  }
}
