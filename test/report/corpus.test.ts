import { describe, expect, test } from "vitest";
import type { ReviewEnvelope } from "../../src/core/review.ts";
import { filesBelow } from "../../src/load/files.ts";
import { csvReport } from "../../src/report/formats/csv.ts";
import { githubReport } from "../../src/report/formats/github.ts";
import { gitlabReport } from "../../src/report/formats/gitlab.ts";
import { htmlReport } from "../../src/report/formats/html.tsx";
import { junitReport } from "../../src/report/formats/junit.ts";
import { markdownReport } from "../../src/report/formats/markdown.ts";
import { sarifReport } from "../../src/report/formats/sarif.ts";
import { reviewDescription } from "../../src/review.ts";
import { CORPUS, corpusRows, hasCorpus } from "../corpus.ts";
import { isThorough } from "../thorough.ts";
import { csvRows, githubErrors, gitlabErrors, junitErrors, sarifErrors } from "./validators.ts";

/** Every so many of the real descriptions: all of them take a minute. */
const STEP = Number(process.env["CORPUS_STEP"] ?? (isThorough ? 20 : 60));

describe.skipIf(!hasCorpus)("real descriptions in every format", () => {
  const rows = corpusRows().filter(({ path }) => path.startsWith("real/"));

  test.each(rows.filter((_row, index) => index % STEP === 0).map(({ path }) => path))("%s", async (file) => {
    const envelope: ReviewEnvelope = {
      version: 1,
      tool: { name: "sallyport", version: "0.0.0" },
      asOf: "2026-01-31",
      commit: null,
      refused: [],
      reviews: [await reviewDescription(file, filesBelow(CORPUS))],
    };
    expect(sarifErrors(sarifReport(envelope))).toEqual([]);
    expect(await junitErrors(junitReport(envelope))).toEqual([]);
    expect(gitlabErrors(gitlabReport(envelope))).toEqual([]);
    expect(githubErrors(githubReport(envelope))).toEqual([]);
    expect(csvRows(csvReport(envelope)).filter((row) => row.length !== 21)).toEqual([]);
    expect(markdownReport(envelope)).toContain("## 7. Sign-off");
    const html = htmlReport(envelope);
    expect(html).toContain("7. Sign-off");
    expect(Buffer.byteLength(html)).toBeLessThan(3_000_000);
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id!);
    expect(ids.length).toBe(new Set(ids).size);
  });
});
