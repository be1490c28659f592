import { grouped } from "../../../core/grouped.ts";
import { capitalized } from "../../../core/sentence.ts";
import { listed } from "../../../core/prose.ts";
import { code, heading, list, markdownOf, paragraph, strong, table } from "../markdown/nodes.ts";
import type { Portfolio } from "./portfolio.ts";
import { verdictName } from "../../words/decision-words.ts";
import { ownerWords } from "../../words/owner-tallies.ts";
import { WAIVER_STATES } from "../../words/waiver-words.ts";
import { NUMBERED } from "../../words/reason-groups.ts";
import {
  ACROSS_WORDS,
  carriedWords,
  changeRows,
  MATRIX_WORDS,
  matrixRows,
  MOST_WIDER,
  NO_CHANGE_KNOWN,
  nothingFirst,
  shownCauses,
  openFindingsWords,
  otherActions,
  overdueWords,
  portfolioAnswer,
  settledWords,
  trendWords,
  waiverRows,
} from "./words.ts";

/** The programme as a document, in GitHub's Markdown. */
export function portfolioMarkdown(portfolio: Portfolio): string {
  const { apis, across, refused, asOf, causes, owners } = portfolio;
  const waivers = waiverRows(portfolio);
  return markdownOf([
    heading(1, "API portfolio"),
    paragraph(strong(answerOf(portfolio)), ` As of ${asOf}.`),
    ...firstOf(portfolio),
    ...(apis.length === 0 ? [] : [heading(2, "Verdict and exposure"), paragraph(MATRIX_WORDS), matrix(apis)]),
    heading(2, "What changed"),
    changes(apis),
    heading(2, "What recurs"),
    causes.length === 0
      ? paragraph("No cause of an open finding is in more than one API.")
      : table(
          ["Cause", "Worst", "APIs #", "Open findings #"],
          shownCauses(portfolio).causes.map(({ title, rule, worst, apis: having, findings }) => [
            [title, " ", code(rule)],
            worst,
            String(having.length),
            String(findings),
          ]),
        ),
    heading(2, "Who must act"),
    owners.length === 0
      ? paragraph("No one, because no finding is open.")
      : table(
          ["Owner", "APIs #", ...NUMBERED.map(({ name }) => `${name} #`), "Open findings #", "Overdue #"],
          owners.map(({ owner, apis: of, reasons, open, overdue, dated }) => [
            ownerWords(owner),
            String(of.length),
            ...NUMBERED.map(({ kind }) => String(reasons[kind])),
            String(open),
            overdueWords({ overdue, dated }),
          ]),
        ),
    heading(2, "The APIs"),
    ...(apis.length === 0
      ? [paragraph("No API was reviewed.")]
      : [
          table(
            [
              "API",
              "Owner",
              "Verdict",
              "Do first",
              "Meant for",
              "Exposure",
              "Open",
              "Exposes",
              "Accepted #",
              "Overdue #",
              "Trend",
            ],
            apis.map((api) => [
              [api.title, " ", code(api.file)],
              ownerWords(api.owner),
              [strong(verdictName(api.decision)), ...(api.reason === null ? [] : [`: ${api.reason}`])],
              withoutLabel(api.first),
              api.audience ?? "not declared",
              api.exposure === null ? "not judged" : `${api.assumed ? "unknown, judged as " : ""}${api.exposure}`,
              openFindingsWords(api),
              carriedWords(api),
              String(api.accepted),
              overdueWords(api),
              trendWords(api),
            ]),
          ),
        ]),
    heading(2, "What is accepted, and until when"),
    waivers.length === 0
      ? paragraph("No finding is waived, and no waiver is requested.")
      : table(
          ["API", "State", "Rule", "Findings #", "Reason", "Owner", "Approved by", "Until"],
          waivers.map(({ api, waiver }) => [
            api.name,
            WAIVER_STATES[waiver.state],
            code(waiver.rule),
            String(waiver.findings),
            waiver.reason,
            waiver.owner ?? "nobody",
            waiver.approver ?? "nobody",
            waiver.until,
          ]),
        ),
    heading(2, "What only a comparison shows"),
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

function answerOf(portfolio: Portfolio): string {
  const { counts, unread = "", wider, more } = portfolioAnswer(portfolio);
  const which =
    wider === undefined
      ? ""
      : `${wider.text}${listed(
          wider.apis.map(({ name }) => name),
          MOST_WIDER,
        )}.`;
  return [counts, unread, which, more].filter((part) => part !== "").join(" ");
}

/** What to do first, in a column that says so. */
function withoutLabel(first: string | null): string {
  return first === null ? "" : capitalized(first.replace(/^Do first: /, ""));
}

function firstOf(portfolio: Portfolio) {
  const { apis, first } = portfolio;
  if (apis.length === 0) return [];
  const title = heading(2, "Do first");
  const others = otherActions(portfolio);
  if (first.actions.length === 0) return [title, paragraph(nothingFirst(portfolio))];
  return [
    title,
    table(
      ["What to do", "Settles", "APIs", "Owner", "Effort"],
      first.actions.map((action) => [
        action.text,
        settledWords(action),
        `${action.apis.length}: ${listed(action.apis.flatMap((index) => apis[index]?.name ?? []))}`,
        listed(action.owners.map(ownerWords)),
        action.effort,
      ]),
    ),
    ...(others === undefined ? [] : [paragraph(others)]),
  ];
}

function matrix(apis: Portfolio["apis"]) {
  const { columns, rows } = matrixRows(apis);
  return table(
    ["Verdict", ...columns.map((column) => `${column ?? "not judged"} #`)],
    rows.map(({ decision, cells }) => [verdictName(decision), ...cells.map((own) => String(own.length))]),
  );
}

function changes(apis: Portfolio["apis"]) {
  if (apis.every(({ before }) => before === null)) return paragraph(NO_CHANGE_KNOWN);
  const rows = changeRows(apis);
  if (rows.length === 0) return paragraph("No verdict and no finding of an API that was reviewed before.");
  return table(
    ["API", "Since", "Verdict was", "Verdict is", "New findings #", "No longer open #"],
    rows.map(({ api, before }) => [
      api.name,
      before.asOf,
      verdictName(before.decision),
      verdictName(api.decision),
      String(before.added),
      String(before.gone),
    ]),
  );
}
