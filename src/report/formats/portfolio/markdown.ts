import { grouped } from "../../../core/grouped.ts";
import { code, heading, list, markdownOf, paragraph, strong, table } from "../markdown/nodes.ts";
import type { Portfolio } from "./portfolio.ts";
import { verdictName } from "../../words/decision-words.ts";
import { WAIVER_STATES } from "../../words/waiver-words.ts";
import { ACROSS_WORDS, carriedWords, openWords, portfolioAnswer, trendWords, waiverRows } from "./words.ts";

/** The programme as a document, in GitHub's Markdown. */
export function portfolioMarkdown(portfolio: Portfolio): string {
  const { apis, across, refused, asOf } = portfolio;
  const waivers = waiverRows(portfolio);
  return markdownOf([
    heading(1, "API portfolio"),
    paragraph(strong(portfolioAnswer(portfolio)), ` As of ${asOf}.`),
    heading(2, "The APIs"),
    ...(apis.length === 0
      ? [paragraph("No API was reviewed.")]
      : [
          table(
            ["API", "Owner", "Verdict", "Meant for", "Exposure", "Open", "Exposes", "Accepted #", "Overdue #", "Trend"],
            apis.map((api) => [
              [api.title, " ", code(api.file)],
              api.owner ?? "nobody",
              verdictName(api.decision),
              api.audience ?? "not declared",
              api.exposure === null ? "not judged" : `${api.exposure}${api.assumed ? ", assumed" : ""}`,
              openWords(api),
              carriedWords(api),
              String(api.accepted),
              String(api.overdue),
              trendWords(api),
            ]),
          ),
        ]),
    heading(2, "What is accepted, and until when"),
    waivers.length === 0
      ? paragraph("Nothing is waived, and nothing asks to be.")
      : table(
          ["API", "State", "Rule", "Findings #", "Reason", "Owner", "Approved by", "Until"],
          waivers.map(({ api, waiver }) => [
            api.title,
            WAIVER_STATES[waiver.state],
            code(waiver.rule),
            String(waiver.findings),
            waiver.reason,
            waiver.owner ?? "nobody",
            waiver.approver ?? "nobody",
            waiver.until,
          ]),
        ),
    heading(2, "What shows only across documents"),
    ...(across.length === 0 ? [paragraph("Nothing.")] : []),
    ...[...grouped(across, ({ kind }) => kind)].flatMap(([kind, entries]) => [
      heading(3, ACROSS_WORDS[kind]),
      list(entries.map(({ text }) => text)),
    ]),
    ...(refused.length === 0
      ? []
      : [
          heading(2, "What could not be reviewed"),
          table(
            ["Description", "Why"],
            refused.map(({ file, message }) => [code(file), message]),
          ),
        ]),
  ]);
}
