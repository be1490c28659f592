import type { Finding, Review } from "../../../core/review.ts";
import { NOBODY } from "../../words/owner-tallies.ts";
import { isOpen } from "../../../core/open-findings.ts";
import { isOverdue } from "../../words/decision-words.ts";
import { DISMISSAL_STATES, dismissalRows, dismissalsSentence, dismissalsTitle } from "../../words/dismissal-words.ts";
import { ended } from "../../../core/sentence.ts";
import { CONFIRMED, confirmedRows } from "../../words/confirmed-rows.ts";
import { RECORDED, recordedRows } from "../../words/recorded-rows.ts";
import { overdueNone, signOffWords } from "../../words/sign-off-words.ts";
import { WAIVER_STATES, waiverCoverage } from "../../words/waiver-words.ts";
import { findingAnchor, type MarkdownChapter } from "./chapter.ts";
import { code, codes, folded, heading, linkTo, paragraph, strong, table, type Block, type Inline } from "./nodes.ts";

/** 7. Sign-off */
export function signOffSection(chapter: MarkdownChapter): readonly Block[] {
  const { findings } = chapter.review;
  const { asOf } = chapter.envelope;
  const numbered = findings.map((finding, index) => ({ finding, n: index + 1 }));
  const accepted = numbered.filter(({ finding }) => finding.status === "accepted");
  const overdue = numbered.filter(({ finding }) => isOverdue(finding, asOf));
  return [
    heading(2, "7. Sign-off"),
    table(
      ["Role", "Name", "Decision", "Date", "Signature"],
      ["Owner of the API", "Security", "Release"].map((role) => [role, "", "", "", ""]),
    ),
    ...signedBlocks(chapter),
    paragraph(ownerLine(chapter)),
    heading(3, "Accepted"),
    ...findingsTable(chapter, accepted, "Until", "No finding is accepted as intended."),
    ...waiverBlocks(chapter.review),
    ...dismissalBlocks(chapter.review),
    ...confirmedBlocks(chapter.review),
    ...recordedBlocks(chapter.review),
    heading(3, "Overdue"),
    ...findingsTable(chapter, overdue, "Was due", overdueNone(findings, asOf)),
    ...undatedNote(findings),
    heading(3, "What was reviewed"),
    identityTable(chapter),
  ];
}

function signedBlocks({ review }: MarkdownChapter): readonly Block[] {
  const words = signOffWords(review);
  return words === undefined ? [] : [paragraph(words)];
}

function ownerLine({ review }: MarkdownChapter): Inline {
  const { owner } = review.document;
  return owner === null ? "This API has no named owner." : ["Owner of the API: ", strong(owner), "."];
}

function findingsTable(
  chapter: MarkdownChapter,
  numbered: readonly { readonly finding: Finding; readonly n: number }[],
  dueHead: string,
  none: string,
): readonly Block[] {
  if (numbered.length === 0) return [paragraph(none)];
  return [
    table(
      ["No. #", "Severity", "Finding", "Owner", dueHead, "First seen", "Ticket"],
      numbered.map(({ finding, n }) => [
        linkTo(findingAnchor(chapter, n), String(n)),
        finding.severity,
        finding.title,
        finding.owner ?? NOBODY,
        finding.due ?? "not set",
        finding.firstSeen ?? "",
        finding.ticket ?? "",
      ]),
    ),
  ];
}

/** Every waiver, in force or not, and every request for one. */
function waiverBlocks({ waivers, findings }: Review): readonly Block[] {
  if (waivers.length === 0) return [];
  return [
    ...folded(
      waivers.length,
      "waiver or request for a waiver",
      [
        table(
          ["State", "Rule", "What it covers", "Reason", "Owner", "Approved by", "Until", "Written at"],
          waivers.map((waiver) => [
            WAIVER_STATES[waiver.state],
            code(waiver.rule),
            waiverCoverage(waiver, findings),
            waiver.reason,
            waiver.owner ?? "nobody",
            waiver.approver ?? "nobody",
            waiver.until,
            code(`${waiver.file}:${waiver.line}`),
          ]),
        ),
      ],
      "waivers and requests for waivers",
    ),
  ];
}

/** What was dismissed as a false positive, and every dismissal that does nothing. */
function dismissalBlocks(review: Review): readonly Block[] {
  const rows = dismissalRows(review);
  if (rows.length === 0) return [];
  return [
    heading(3, dismissalsTitle(review)),
    paragraph(dismissalsSentence(review)),
    ...folded(rows.length, "dismissal", [
      table(
        ["State", "Severity", "Finding", "Rule", "Because", "By", "Written at"],
        rows.map(({ state, severity, finding, rule, because, who, writtenAt, note }) => [
          DISMISSAL_STATES[state],
          severity ?? "none",
          note === "" ? finding : `${ended(finding)} ${note}`,
          code(rule),
          because,
          who,
          code(writtenAt),
        ]),
      ),
    ]),
  ];
}

/** What people have confirmed of fields. */
function confirmedBlocks(review: Review): readonly Block[] {
  const rows = confirmedRows(review);
  if (rows.length === 0) return [];
  return [
    heading(3, CONFIRMED),
    table(
      ["Field", "Confirmed as", "Otherwise", "Reason", "Written at"],
      rows.map(({ field, by, instead, reason, writtenAt }) => [code(field), by, instead, reason, code(writtenAt)]),
    ),
  ];
}

/** What people have attested and tested. */
function recordedBlocks(review: Review): readonly Block[] {
  const rows = recordedRows(review);
  if (rows.length === 0) return [];
  return [
    heading(3, RECORDED),
    table(
      ["State", "What", "By", "On", "Evidence", "Counts until"],
      rows.map(({ kind, what, by, on, evidence, until }) => [kind, what, by, on, evidence, until]),
    ),
  ];
}

function undatedNote(findings: readonly Finding[]): readonly Block[] {
  const open = findings.filter(isOpen);
  const [owners, dates] = [
    open.filter(({ owner }) => owner === null).length,
    open.filter(({ due }) => due === null).length,
  ];
  if (owners + dates === 0) return [];
  return [paragraph(`Open findings without an owner: ${owners}; without a due date: ${dates}.`)];
}

function identityTable({ review, envelope }: MarkdownChapter): Block {
  const { document, policy, register } = review;
  return table(
    ["What", "Which"],
    [
      ["Description", code(document.file)],
      ["SHA-256", code(document.sha256)],
      ...(document.files.length > 1 ? [["Files read", codes(document.files, 12)]] : []),
      [
        "Policy",
        policy.file === null
          ? "the defaults"
          : [codes(policy.files ?? [policy.file], 12), policy.sha256 === null ? "" : [" ", code(policy.sha256)]],
      ],
      ...(register === undefined ? [] : [["Register", [code(register.file), " ", code(register.sha256)]]]),
      ["Commit", envelope.commit === null ? "not given: --commit records it" : code(envelope.commit)],
      ["As of", envelope.asOf],
      ["Tool", `${envelope.tool.name} ${envelope.tool.version}`],
    ],
  );
}
