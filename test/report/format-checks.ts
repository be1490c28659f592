import type { FormatName } from "../../src/report/formats/registry.ts";
import { withoutLogCommands } from "../../src/report/words/shown-text.ts";
import { schemaErrorsOf } from "../published-schema.ts";
import { foreignInPage, skeletonOf } from "./html-skeleton.ts";
import { deadLinksIn, foreignIn, shapeOf, treeOf } from "./markdown-tree.ts";
import { csvErrors, csvRows, githubErrors, gitlabErrors, junitErrors, sarifErrors } from "./validators.ts";

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
    gitlab: (report) => ({ errors: gitlabErrors(report) }),
    csv: (report) => ({ errors: csvErrors(report), shape: csvRows(report).length }),
    "csv-findings": (report) => ({ errors: csvErrors(report), shape: csvRows(report).length }),
    "csv-tests": (report) => ({ errors: csvErrors(report), shape: csvRows(report).length }),
  };

export const PLAIN_TEXT = { width: 80, color: false, quiet: false };
