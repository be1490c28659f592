import type { JSX } from "preact";
import type { Finding, Review, WaiverEntry } from "../../../core/review.ts";
import { NOBODY } from "../../words/owner-tallies.ts";
import { isOpen } from "../../../core/open-findings.ts";
import { isOverdue } from "../../words/decision-words.ts";
import { DISMISSAL_STATES, dismissalRows, dismissalsSentence, dismissalsTitle } from "../../words/dismissal-words.ts";
import { ended } from "../../../core/sentence.ts";
import { CONFIRMED, confirmedRows } from "../../words/confirmed-rows.ts";
import { RECORDED, recordedRows } from "../../words/recorded-rows.ts";
import { MOST_TOLD } from "../../words/shown-findings.ts";
import { overdueNone, signOffWords } from "../../words/sign-off-words.ts";
import { WAIVER_STATES, waiverCoverage } from "../../words/waiver-words.ts";
import type { HtmlChapter } from "./chapter.ts";
import { Code, Names, SeverityTag, To } from "./parts.tsx";
import { Signatures } from "./signatures.tsx";
import { Table } from "./table.tsx";

interface Numbered {
  readonly finding: Finding;
  readonly n: number;
}

/** 7. Sign-off */
export function SignOffSection({ chapter }: { readonly chapter: HtmlChapter }): JSX.Element {
  const { findings, document, waivers } = chapter.review;
  const signed = signOffWords(chapter.review);
  const { asOf } = chapter.envelope;
  const numbered = findings.map((finding, index) => ({ finding, n: index + 1 }));
  return (
    <section id={`${chapter.prefix}sign-off`}>
      <h2>7. Sign-off</h2>
      <Signatures owner={document.owner} />
      {signed === undefined ? null : <p>{signed}</p>}
      {document.owner === null ? <p>This API has no named owner.</p> : null}
      <h3>Accepted</h3>
      <FindingsTable
        name="Accepted findings"
        chapter={chapter}
        numbered={numbered.filter(({ finding }) => finding.status === "accepted")}
        due="Until"
        none="No finding is accepted as intended."
      />
      <Waivers waivers={waivers} findings={chapter.review.findings} />
      <Dismissals review={chapter.review} />
      <Confirmed review={chapter.review} />
      <Recorded review={chapter.review} />
      <h3>Overdue</h3>
      <FindingsTable
        name="Overdue findings"
        chapter={chapter}
        numbered={numbered.filter(({ finding }) => isOverdue(finding, asOf))}
        due="Was due"
        none={overdueNone(findings, asOf)}
      />
      <UndatedNote findings={findings.filter(isOpen)} />
      <h3>What was reviewed</h3>
      <Identity chapter={chapter} />
    </section>
  );
}

function FindingsTable(props: {
  readonly name: string;
  readonly chapter: HtmlChapter;
  readonly numbered: readonly Numbered[];
  readonly due: string;
  readonly none: string;
}): JSX.Element {
  const { name, chapter, numbered, due, none } = props;
  if (numbered.length === 0) return <p>{none}</p>;
  return (
    <Table
      name={name}
      columns={[{ name: "No.", numeric: true }, "Severity", "Finding", "Owner", due, "First seen", "Ticket"]}
      rows={numbered.map(({ finding, n }) => ({
        cells: [
          n > MOST_TOLD ? n : <To to={chapter.anchorOf("finding", n)}>{n}</To>,
          <SeverityTag severity={finding.severity} />,
          finding.title,
          finding.owner ?? NOBODY,
          finding.due ?? "not set",
          finding.firstSeen ?? "",
          finding.ticket ?? "",
        ],
      }))}
    />
  );
}

/** Every waiver, in force or not, and every request for one. */
function Waivers({ waivers, findings }: Pick<Review, "waivers" | "findings">): JSX.Element | null {
  if (waivers.length === 0) return null;
  return (
    <>
      <p>Waivers and requests for waivers: {waivers.length}.</p>
      <Table
        name="Waivers and requests for waivers"
        columns={["State", "Rule", "What it covers", "Reason", "Owner", "Approved by", "Until", "Written at"]}
        rows={waivers.map((waiver) => ({
          cells: [
            <WaiverState of={waiver.state} />,
            <Code>{waiver.rule}</Code>,
            waiverCoverage(waiver, findings),
            waiver.reason,
            waiver.owner ?? "nobody",
            waiver.approver ?? "nobody",
            waiver.until,
            <Code>{`${waiver.file}:${waiver.line}`}</Code>,
          ],
        }))}
      />
    </>
  );
}

/** What was dismissed as a false positive, and every dismissal that does nothing. */
function Dismissals({ review }: { readonly review: Review }): JSX.Element | null {
  const rows = dismissalRows(review);
  if (rows.length === 0) return null;
  return (
    <>
      <h3>{dismissalsTitle(review)}</h3>
      <p>{dismissalsSentence(review)}</p>
      <Table
        name={dismissalsTitle(review)}
        columns={["State", "Severity", "Finding", "Rule", "Because", "By", "Written at"]}
        rows={rows.map(({ state, severity, finding, rule, because, who, writtenAt, note }) => ({
          cells: [
            <span class={`tag waiver ${state}`}>{DISMISSAL_STATES[state]}</span>,
            severity === undefined ? "none" : <SeverityTag severity={severity} />,
            note === "" ? finding : `${ended(finding)} ${note}`,
            <Code>{rule}</Code>,
            because,
            who,
            <Code>{writtenAt}</Code>,
          ],
        }))}
      />
    </>
  );
}

/** What people have confirmed of fields. */
function Confirmed({ review }: { readonly review: Review }): JSX.Element | null {
  const rows = confirmedRows(review);
  if (rows.length === 0) return null;
  return (
    <>
      <h3>{CONFIRMED}</h3>
      <Table
        name={CONFIRMED}
        columns={["Field", "Confirmed as", "Otherwise", { name: "Reason", isWide: true }, "Written at"]}
        rows={rows.map(({ field, by, instead, reason, writtenAt }) => ({
          cells: [<Code>{field}</Code>, by, instead, reason, <Code>{writtenAt}</Code>],
        }))}
      />
    </>
  );
}

/** What people have attested and tested. */
function Recorded({ review }: { readonly review: Review }): JSX.Element | null {
  const rows = recordedRows(review);
  if (rows.length === 0) return null;
  return (
    <>
      <h3>{RECORDED}</h3>
      <Table
        name={RECORDED}
        columns={["State", { name: "What", isWide: true }, "By", "On", "Evidence", "Counts until"]}
        rows={rows.map(({ kind, what, by, on, evidence, until }) => ({ cells: [kind, what, by, on, evidence, until] }))}
      />
    </>
  );
}

/** What a waiver is worth, in a table. */
export function WaiverState({ of }: { readonly of: WaiverEntry["state"] }): JSX.Element {
  return <span class={`tag waiver ${of}`}>{WAIVER_STATES[of]}</span>;
}

function UndatedNote({ findings }: { readonly findings: readonly Finding[] }): JSX.Element | null {
  const owners = findings.filter(({ owner }) => owner === null).length;
  const dates = findings.filter(({ due }) => due === null).length;
  if (owners + dates === 0) return null;
  return (
    <p class="note">
      Open findings without an owner: {owners}; without a due date: {dates}.
    </p>
  );
}

function Identity({ chapter: { review, envelope } }: { readonly chapter: HtmlChapter }): JSX.Element {
  const { document, policy, register } = review;
  const rows: readonly (readonly [string, JSX.Element | string])[] = [
    ["Description", <Code>{document.file}</Code>],
    ["SHA-256", <Code>{document.sha256}</Code>],
    ...(document.files.length > 1
      ? [
          [
            "Files read",
            <Names
              noun="file"
              most={12}
              names={document.files.map((file) => (
                <Code>{file}</Code>
              ))}
            />,
          ] as const,
        ]
      : []),
    [
      "Policy",
      policy.file === null ? (
        "the defaults"
      ) : (
        <>
          {(policy.files ?? [policy.file]).map((file) => (
            <>
              <Code>{file}</Code>{" "}
            </>
          ))}
          {policy.sha256 === null ? null : <Code>{policy.sha256}</Code>}
        </>
      ),
    ],
    ...(register === undefined
      ? []
      : [
          [
            "Register",
            <>
              <Code>{register.file}</Code> <Code>{register.sha256}</Code>
            </>,
          ] as const,
        ]),
    ["Commit", envelope.commit === null ? "not given: --commit records it" : <Code>{envelope.commit}</Code>],
    ["As of", envelope.asOf],
    ["Tool", `${envelope.tool.name} ${envelope.tool.version}`],
  ];
  return (
    <dl class="facts">
      {rows.map(([what, which]) => (
        <div>
          <dt>{what}</dt>
          <dd>{which}</dd>
        </div>
      ))}
    </dl>
  );
}
