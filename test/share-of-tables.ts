import { test, TestRunner } from "vitest";

const ofAllRows = test.each;

/**
 * Lets `test.each` try one row in `oneIn` of each table with more rows than `few`, and skip the others: most of its rows
 * are of one kind. So it is where a share of all is enough (`isInShare`). Most files share a process: what is replaced once is replaced for all.
 */
export function tryShareOfTables(oneIn: number, few: number): void {
  Object.assign(test, {
    each(this: typeof test, ...cases: Parameters<typeof ofAllRows>): ReturnType<typeof ofAllRows> {
      const define = ofAllRows.apply(this, cases);
      return (...args) => {
        const { tasks } = TestRunner.getCurrentSuite();
        const before = tasks.length;
        Reflect.apply(define, undefined, args);
        const rows = tasks.slice(before);
        if (rows.length <= few) return;
        for (const [index, row] of rows.entries())
          if (index % oneIn > 0 && row.type === "test" && row.mode === "run") row.mode = "skip";
      };
    },
  });
}
