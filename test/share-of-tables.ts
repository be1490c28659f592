import { test, TestRunner } from "vitest";

/** Rows of a table as short as this are each of a kind. */
const FEW = 8;

const ofAllRows = test.each;

/**
 * Lets `test.each` try one row in `oneIn` of each long table, and skip the others: most of its rows are of one kind. So it
 * is where all of the quick tests run; all rows are tried where files are named, with `-t` and `-u`, with THOROUGH=true,
 * and where CI=true (`vitest.config.ts` says which). Most files share a process: what is replaced once is replaced for all.
 */
export function tryShareOfTables(oneIn: number): void {
  if (oneIn === 1) return;
  Object.assign(test, {
    each(this: typeof test, ...cases: Parameters<typeof ofAllRows>): ReturnType<typeof ofAllRows> {
      const define = ofAllRows.apply(this, cases);
      return (...args) => {
        const { tasks } = TestRunner.getCurrentSuite();
        const before = tasks.length;
        Reflect.apply(define, undefined, args);
        const rows = tasks.slice(before);
        if (rows.length <= FEW) return;
        for (const [index, row] of rows.entries())
          if (index % oneIn > 0 && row.type === "test" && row.mode === "run") row.mode = "skip";
      };
    },
  });
}
