import type { DiffHunk } from "../../src/core/diff-hunk.ts";
import type { FormatName } from "../../src/report/formats/registry.ts";
import { withoutLogCommands } from "../../src/report/words/shown-text.ts";
import { schemaErrorsOf } from "../published-schema.ts";
import { foreignInPage, skeletonOf } from "./html-skeleton.ts";
import { deadLinksIn, foreignIn, nodesOf, shapeOf, treeOf } from "./markdown-tree.ts";
import {
  csvErrors,
  csvRows,
  commentsIn,
  githubErrors,
  githubReviewErrors,
  gitlabErrors,
  junitErrors,
  sarifErrors,
} from "./validators.ts";

/** What a report is to those who read it. */
export interface FormatReading {
  /** What they would say against it. */
  readonly errors: readonly string[];
  /** How it is built: the same whatever the texts in it are. Absent where `errors` sees that. */
  readonly shape?: unknown;
}

/** A reader of each format: one that is missing here is a half-wired format, and the test of the types fails. */
export const FORMAT_READERS: Readonly<Record<FormatName, (report: string) => FormatReading | Promise<FormatReading>>> =
  {
    text: (report) => ({ errors: report.split("\n").filter((line) => withoutLogCommands(line) !== line) }),
    html: (report) => ({ errors: foreignInPage(report), shape: skeletonOf(report) }),
    markdown: (report) => {
      const tree = treeOf(report);
      return { errors: [...foreignIn(tree), ...deadLinksIn(tree)], shape: shapeOf(tree) };
    },
    comment: (report) => {
      const tree = treeOf(report);
      return { errors: [...foreignIn(tree), ...(report.length < 60_000 ? [] : ["too long"])], shape: shapeOf(tree) };
    },
    json: (report) => ({ errors: schemaErrorsOf(JSON.parse(report)) }),
    sarif: (report) => ({ errors: sarifErrors(report) }),
    junit: async (report) => ({ errors: await junitErrors(report) }),
    github: (report) => ({ errors: githubErrors(report), shape: report.split("\n").length }),
    "github-review": (report) => {
      const trees = commentsIn(report).map(({ body }) => treeOf(body));
      // The text of a suggestion is as it is: in a fence that it cannot leave, and which is all that is not ours.
      const unfenced = trees.filter(
        (tree) => nodesOf(tree, "code").length !== 1 || tree.children.at(-1)?.type !== "code",
      );
      return {
        errors: [...githubReviewErrors(report), ...trees.flatMap(foreignIn), ...unfenced.map(() => "no single fence")],
        shape: trees.map(shapeOf),
      };
    },
    gitlab: (report) => ({ errors: gitlabErrors(report) }),
    csv: (report) => ({ errors: csvErrors(report), shape: csvRows(report).length }),
    "csv-findings": (report) => ({ errors: csvErrors(report), shape: csvRows(report).length }),
    "csv-tests": (report) => ({ errors: csvErrors(report), shape: csvRows(report).length }),
  };

/** As of a change that touches every line of each file. */
export const PLAIN_TEXT = {
  width: 80,
  color: false,
  quiet: false,
  hunksOf: (path: string): readonly DiffHunk[] => [
    { path, line: 1, endLine: 1_000_000, added: [{ line: 1, endLine: 1_000_000 }] },
  ],
};
