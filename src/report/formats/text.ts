import { fixableFindings } from "../words/fixable-findings.ts";
import { conditionHelp, reasonCounts, reasonGroups, reasonNumbers } from "../words/reason-groups.ts";
import type { DiffHunk } from "../../core/diff-hunk.ts";
import { count, withoutLeftover } from "../../core/prose.ts";
import type { Finding, Review, ReviewEnvelope } from "../../core/review.ts";
import { titleOf } from "../../core/review-title.ts";
import { SEVERITIES } from "../../core/severity.ts";
import type { DataOwner } from "../../core/data-owner-words.ts";
import { isOpen } from "../../core/open-findings.ts";
import { isJudged, severityCounts, verdictName } from "../words/decision-words.ts";
import { ownerToName } from "../words/first-actions.ts";
import { actorsBriefly, readersBriefly, unknownsBriefly } from "../words/first-answers.ts";
import { firstReason, firstStepWords, verdictLine, whyLabel, whyWords } from "../words/first-screen.ts";
import { decidingBesides } from "../words/assumption-answers.ts";
import { MOST_STEPS, stepsOf } from "../words/glance.ts";
import { briefReason } from "../words/brief-reason.ts";
import { signOffWords } from "../words/sign-off-words.ts";
import { sinceGivenWords, sinceLines } from "../words/since-words.ts";
import { briefDataCounts, othersChangeWords, dataClasses, othersReadWords } from "../words/data-answer.ts";
import { unmarked } from "../words/unmarked.ts";
import { shownText } from "../words/shown-text.ts";
import { dataText, exposureSection } from "./text/exposure.ts";
import { dismissalsSection } from "./text/dismissals.ts";
import { dismissedByPeople, loweredBySettings } from "../words/dismissal-words.ts";
import { uncapitalized } from "../../core/sentence.ts";
import { findingsText, SHORT_ID } from "./text/findings.ts";
import { overviewSection } from "./text/overview.ts";
import { newPage, VERDICT_STYLES, type Page } from "./text/page.ts";
import { recordedSection } from "./text/recorded.ts";
import { summarySection } from "./text/summary.ts";
import { verdictsTable } from "./text/verdicts.ts";
import { waiversSection } from "./text/waivers.ts";
import { confirmedSection } from "./text/confirmed.ts";
import { assumptionsSection, skippedSection, testsSection } from "./text/unknowns.ts";

export interface TextOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
  /** Whether the terminal shows hyperlinks; not, by default. */
  readonly links?: boolean;
  /** One line a description. */
  readonly quiet: boolean;
  /** `usual` by default. */
  readonly detail?: Detail;
  /** A file of a review as it is named from the folder that the user is in; as the review names it, by default. */
  readonly nameOf?: (review: Review, file: string) => string;
  /** What stands in the diff of a change; nothing, where it is not of a change in git. */
  readonly hunksOf?: (file: string) => readonly DiffHunk[];
  /** By what the commands are made that can be run next; without it none is offered. */
  readonly next?: NextCommands;
}

export interface NextCommands {
  /** How the program was called: `sallyport`, `node dist/cli.js`. */
  readonly program: string;
  /** Whether `sallyport explain` knows a rule: it does not know those of the user's own rulesets. */
  readonly explains: (rule: string) => boolean;
  /** What a further call must say to make the same review, each word as a shell takes it; undefined where none can be written. */
  readonly options: readonly string[] | undefined;
  /** What the command that fixes would make of the one review, where that was tried: else only at most how much is known. */
  readonly fixes?: {
    readonly made: number;
    readonly isSuggested: boolean;
    /** Those after which something else is found. */
    readonly followed: readonly {
      readonly name: string;
      readonly file: string;
      readonly line: number;
      readonly why: string;
    }[];
  };
}

/** How much the text says of each review: ten lines, what a reader needs, or everything. */
export type Detail = "summary" | "usual" | "verbose";

/** The reviews as a person reads them on a terminal: what matters first. */
export function textReport({ reviews, refused, asOf }: ReviewEnvelope, options: TextOptions): string {
  const page = newPage(options);
  const { detail = "usual", nameOf = (_: Review, file: string) => file } = options;
  if (options.quiet)
    for (const review of reviews) page.line(`${shownText(nameOf(review, review.document.file))}: ${outcome(review)}`);
  else if (detail === "summary")
    for (const [index, review] of reviews.entries()) {
      if (index > 0) page.line("");
      const file = nameOf(review, review.document.file);
      summarySection(page, review, file, options.next && reviewAgain(file, options.next));
    }
  else {
    for (const [index, review] of reviews.entries()) {
      if (index > 0) page.line("");
      reviewSection(page, review, detail, asOf, (file) => nameOf(review, file));
    }
    if (options.next !== undefined) nextSteps(page, reviews, detail, nameOf, options.next);
  }
  if (!options.quiet && reviews.length + refused.length > 1) {
    // A summary is little more than its row of the table.
    if (detail !== "summary") {
      page.line("");
      verdictsTable(page, reviews, refused, nameOf);
    }
    page.line(`${count(reviews.length, "description")} reviewed`);
  }
  // Why, and what to do, stands on standard error.
  if (refused.length > 0) page.paragraph(refused.map(({ file }) => shownText(file)).join(", "), "Refused: ");
  return page.text();
}

function reviewSection(
  page: Page,
  review: Review,
  detail: Detail,
  asOf: string,
  nameOf: (file: string) => string,
): void {
  const { document } = review;
  page.line(page.paint("bold", shownText(titleOf(review))));
  page.line(
    `${shownText(nameOf(document.file))}, ${document.specVersion.startsWith("2") ? "Swagger" : "OpenAPI"} ${shownText(document.specVersion)}`,
  );
  page.line("");
  if (isJudged(review)) judgement(page, review, detail, asOf, nameOf);
  else {
    overviewSection(page, review);
    page.line("");
    findingsText(page, review, detail, nameOf);
  }
  skippedSection(page, review, detail);
  const signed = signOffWords(review);
  if (signed !== undefined) page.paragraph(shownText(signed), "");
  page.paragraph(`Verdict: ${outcome(review)}`, "");
}

function judgement(page: Page, review: Review, detail: Detail, asOf: string, nameOf: (file: string) => string): void {
  verdictSection(page, review, detail, asOf, nameOf);
  firstSection(page, review, detail);
  sinceSection(page, review, detail);
  exposureSection(page, review, detail);
  dataText(page, review, detail);
  findingsText(page, review, detail, nameOf);
  waiversSection(page, review);
  dismissalsSection(page, review);
  confirmedSection(page, review);
  recordedSection(page, review);
  assumptionsSection(page, review, detail);
  testsSection(page, review, detail);
}

/** What to do first; of an approval, the conditions are all there is to do. */
function firstSection(page: Page, review: Review, detail: Detail): void {
  if (review.verdict.decision !== "reject" && review.verdict.decision !== "insufficient-evidence") return;
  page.line(page.paint("bold", "What to do, in this order"));
  const all = stepsOf(review, Infinity, detail === "verbose" ? Infinity : undefined);
  const steps = detail === "verbose" ? all : withoutLeftover(all, MOST_STEPS);
  const naming = ownerToName(review);
  const texts = [...steps.map(({ text }) => unmarked(text)), ...(naming === undefined ? [] : [naming])];
  for (const [index, text] of texts.entries()) page.paragraph(shownText(text), `  ${index + 1}. `);
  if (all.length > steps.length) page.line(`  - and ${count(all.length - steps.length, "further step")}`);
  page.line("");
}

const MOST_CHANGED = 8;

/** What changed since the earlier review that was given. */
function sinceSection(page: Page, review: Review, detail: Detail): void {
  if (review.since === undefined) return;
  page.line(page.paint("bold", "Since the last review"));
  page.paragraph(shownText(sinceGivenWords(review, review.since)), "  ");
  const changed = sinceLines(review);
  const shown = detail === "verbose" ? changed : changed.slice(0, MOST_CHANGED);
  for (const { what, text } of shown) page.paragraph(shownText(text), `  ${what.padEnd(7)}  `);
  if (shown.length < changed.length) page.line(`  and ${changed.length - shown.length} more`);
  page.line("");
}

/** What to run next: for the worst finding of all reviews, and for the review where there is one. */
function nextSteps(
  page: Page,
  reviews: readonly Review[],
  detail: Detail,
  nameOf: (review: Review, file: string) => string,
  next: NextCommands,
): void {
  const { explains, program } = next;
  followedFixes(page, reviews, nameOf, next);
  const open = reviews.flatMap(({ findings }) => findings.filter(isOpen));
  const explained = worstOf(open.filter(({ rule }) => explains(rule)));
  const [only, ...others] = reviews;
  const file = only === undefined || others.length > 0 ? "-" : nameOf(only, only.document.file);
  const again = reviewAgain(file, next);
  const recording = only !== undefined && isPlainName(file) ? recordingSteps(only, `${program} register`, file) : [];
  const attestation = only === undefined ? undefined : attestationOf(only);
  const steps: (readonly [string, string])[] = [
    ...(explained === undefined ? [] : [["what a finding means", `${program} explain ${explained.rule}`] as const]),
    ...(only === undefined || !isPlainName(file) ? [] : fixSteps(only, `${program} fix ${file}`, next)),
    ...(open.length === 0 ? [] : [["a false positive", `${program} dismiss --help`] as const]),
    ...recording,
    ...(attestation === undefined
      ? []
      : [
          [
            "a claim that is true",
            `${program} register attest ${attestation} --by NAME --because "how it is known"`,
          ] as const,
        ]),
    ...(again === undefined
      ? []
      : [
          ...(detail === "verbose" || open.length === 0
            ? []
            : [["all evidence and fixes", `${again} --verbose`] as const]),
          ...(only?.verdict.decision === "approve-with-conditions"
            ? [["exit code 1 until then", `${again} --fail-on conditions`] as const]
            : []),
          ["the whole review as one page", `${again} --format html=review.html`] as const,
        ]),
  ];
  if (steps.length === 0) return;
  page.line("");
  page.line("Next:");
  const room = Math.max(...steps.map(([what]) => what.length));
  for (const [what, command] of steps) page.line(`  ${page.paint("gray", what.padEnd(room))}  ${shownText(command)}`);
}

/** What changes the description as remedies say; a fix that claims something about the service is made only on request. */
function fixSteps(
  review: Review,
  command: string,
  { fixes }: NextCommands,
): readonly (readonly [what: string, command: string])[] {
  const { findings, isSuggested } = fixes === undefined ? fixableFindings(review) : { ...fixes, findings: fixes.made };
  if (findings === 0) return [];
  const what =
    fixes === undefined
      ? `a diff for at most ${count(findings, "finding")}`
      : `a diff with ${count(findings, "fix", "fixes")}`;
  return [[what, `${command}${isSuggested ? " --suggested" : ""}`]];
}

/** What is to be done together with something else that is only found after it. */
function followedFixes(
  page: Page,
  reviews: readonly Review[],
  nameOf: (review: Review, file: string) => string,
  { fixes }: NextCommands,
): void {
  const [review] = reviews;
  if (review === undefined || fixes === undefined || fixes.followed.length === 0) return;
  page.line("");
  page.line(page.paint("bold", "To be changed by hand: the fix alone would lead to another finding"));
  const shown = fixes.followed.slice(0, MOST_FOLLOWED);
  for (const { name, file, line, why } of shown)
    page.paragraph(shownText(`${name} (${nameOf(review, file)}:${line}). ${why}`), "  - ");
  if (shown.length < fixes.followed.length)
    page.line(`  - and ${count(fixes.followed.length - shown.length, "further fix", "further fixes")}`);
}

const MOST_FOLLOWED = 3;

/** The command that makes the same review again; undefined where none can be written for copying. */
function reviewAgain(file: string, { options, program }: NextCommands): string | undefined {
  return isPlainName(file) && options !== undefined ? [program, "review", file, ...options].join(" ") : undefined;
}

/** A name that a shell would take apart is not for copying. */
function isPlainName(file: string): boolean {
  return /^[\w./@%+-]+$/.test(file) && !file.startsWith("-");
}

/** The first attestation that is a condition of an approval. */
function attestationOf({ verdict, attestations = [] }: Review): string | undefined {
  return verdict.decision === "approve-with-conditions" ? attestations[0]?.id : undefined;
}

/** What to record next: a failed test once it passes; of an approval the first test and the first risk that are conditions. */
function recordingSteps(
  review: Review,
  register: string,
  file: string,
): readonly (readonly [what: string, command: string])[] {
  const { verdict, boundaries = [], findings, proofs = [] } = review;
  const passed = "--outcome passed --by NAME";
  const failed = boundaries.flatMap((boundary) => boundary.failed ?? []);
  const again =
    failed.length === 0
      ? []
      : [["a failed test, once it passes", `${register} test ${file} ${operationWord(failed[0]!)} ${passed}`] as const];
  if (verdict.decision !== "approve-with-conditions") return again;
  const owed = boundaries.find(({ status }) => status === "untested");
  const open = owed?.open ?? owed?.operations ?? [];
  const proof = proofs.flatMap(({ open: left }) => left).find((id) => !open.includes(id));
  const conditions = new Set(verdict.reasons.flatMap((reason) => reason.findings));
  const risk = findings.find((finding) => isOpen(finding) && conditions.has(finding.fingerprint));
  const all = owed?.operations.length ?? 0;
  return [
    ...again,
    ...(owed === undefined
      ? []
      : [
          [
            all > 1 ? `once all ${all} tests passed` : "a test that has passed",
            `${register} test ${file} --boundary ${owed.id} ${passed}`,
          ] as const,
        ]),
    ...(all > 1 && open[0] !== undefined
      ? [["once one of them passed", `${register} test ${file} ${operationWord(open[0])} ${passed}`] as const]
      : []),
    ...(proof === undefined
      ? []
      : [["a promise that was tested", `${register} test ${file} ${operationWord(proof)} ${passed}`] as const]),
    ...(risk === undefined
      ? []
      : [
          [
            "a risk that is accepted",
            `${register} accept ${risk.fingerprint.slice(0, SHORT_ID)} --spec ${file} --reason "why" --approver NAME --until YYYY-MM-DD`,
          ] as const,
        ]),
  ];
}

/** An operation as a shell takes it for one word; what a shell would take apart is not for copying. */
function operationWord(id: string): string {
  return /^[\w ./{}@%+:,~-]+$/.test(id) ? `"${id}"` : '"METHOD /path"';
}

/** The worst of some findings, of several the first. */
function worstOf(findings: readonly Finding[]): Finding | undefined {
  const worst = SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity));
  return findings.find(({ severity }) => severity === worst);
}

/** How many reasons of the verdict are given; the findings follow in full. */
const MOST_REASONS = 6;

function verdictSection(
  page: Page,
  review: Review,
  detail: Detail,
  asOf: string,
  nameOf: (file: string) => string,
): void {
  const { verdict, findings } = review;
  const { decision } = verdict;
  if (decision === null) return;
  const groups = reasonGroups(verdict);
  page.line(page.paint(VERDICT_STYLES[decision], verdictLine(decision)));
  const isWhole = detail === "verbose";
  const why = whyWords(review, isWhole);
  const leading = firstReason(review);
  const found = findingOfReason(review, leading);
  const site = found === undefined ? undefined : `${nameOf(found.file)}:${found.line}`;
  if (why !== undefined) page.paragraph(shownText(`${whyLabel(review)} ${withPlace(why, site)}`), "  ");
  page.paragraph(shownText(`Do first: ${firstStepWords(review, isWhole)}`), "  ");
  const brief = (question: string, answers: readonly string[]): void => {
    page.paragraph(shownText(`${question} ${answers.join(" ")}`), "  ");
  };
  brief("Who can read other people's data?", readersBriefly(review, detail === "verbose" ? Infinity : undefined));
  brief("What is not known yet?", unknownsBriefly(review, isWhole));
  brief("Who must act?", actorsBriefly(review, asOf));
  const most = detail === "verbose" ? Infinity : 1;
  const classes = dataClasses(review);
  const isAnyRead = [...classes.values()].some((ids) => ids.length > 0);
  const isAnyOfOthers = ["others", "unknown"].some((owner) => (classes.get(owner as DataOwner) ?? []).length > 0);
  if (detail === "verbose" && isAnyOfOthers)
    brief("With which operations can other people's data be read?", [othersReadWords(review, most)]);
  brief("Who can change other people's data?", [othersChangeWords(review, most)]);
  if (isAnyRead) page.paragraph(briefDataCounts(review), "  ");
  const counts = reasonCounts(verdict, decidingBesides(review));
  if (counts !== undefined) page.paragraph(`${counts}.`, "  ");
  for (const { kind, heading, reasons } of detail === "verbose" ? groups : groups.slice(0, 1)) {
    page.line(`  ${heading}:`);
    const texts = [
      ...new Set(
        reasons.map((reason) =>
          withLine(
            briefReason(reason, findings, detail === "verbose" ? Infinity : undefined),
            reason === leading ? undefined : findingOfReason(review, reason), // that of the first stands above
            review,
          ),
        ),
      ),
    ];
    const shown = detail === "verbose" ? texts : withoutLeftover(texts, MOST_REASONS);
    for (const text of shown) page.paragraph(shownText(text), "  - ");
    if (texts.length > shown.length)
      page.line(`  - and ${count(texts.length - shown.length, MORE_REASONS[kind ?? "blocks"])} (all with --verbose)`);
    const help = kind === "condition" ? conditionHelp(reasons) : undefined;
    if (help !== undefined) page.paragraph(help, "  ");
  }
  page.line("");
}

/** The first finding of a reason; `undefined` of a reason that is none, or that rests on a question. */
function findingOfReason({ findings }: Review, reason: Reason | undefined): Finding | undefined {
  if (reason === undefined || reason.assumptions.length > 0) return undefined;
  return findings.find(({ fingerprint }) => fingerprint === reason.findings[0]);
}

type Reason = Review["verdict"]["reasons"][number];

/** A reason in a list with the line of its finding behind it; the file is named where it is another one. */
function withLine(text: string, finding: Finding | undefined, { document }: Review): string {
  if (finding === undefined) return text;
  const { file, line } = finding;
  return `${text}, ${file === document.file ? `line ${line}` : `${file}:${line}`}`;
}

/** A sentence, or the beginning of one, with a place behind it: `Server without TLS (openapi.yaml:12).` */
function withPlace(text: string, site: string | undefined): string {
  if (site === undefined) return text;
  const [, body = text, end = ""] = /^(.*?)([.]?)$/s.exec(text) ?? [];
  return body.endsWith(")") && / \([^()]*\)$/.test(body)
    ? `${body.slice(0, -1)}; ${site})${end}`
    : `${body} (${site})${end}`;
}

/** One of the reasons that are only counted, by what they are to the verdict. */
const MORE_REASONS = {
  blocks: "more finding",
  depends: "more point",
  condition: "more condition",
  nothing: "more reason",
} as const;

/** The verdict in a line, with what was found. */
function outcome(review: Review): string {
  const { verdict, findings } = review;
  const open = findings.filter(isOpen);
  const counts = open.length === 0 ? "no open findings" : severityCounts(open);
  const dismissed = dismissedByPeople(review);
  const lowered = loweredBySettings(review);
  const found = [
    counts,
    ...(dismissed === 0 ? [] : [`${dismissed} dismissed`]),
    ...(lowered === undefined ? [] : [uncapitalized(lowered)]),
  ].join("; ");
  const name = verdictName(verdict.decision);
  if (verdict.decision === null) return `${name}, exposure was not judged (${found})`;
  const numbers = reasonNumbers(verdict, decidingBesides(review))?.map(
    ({ name: what, n }) => `${what.toLowerCase()}: ${n}`,
  );
  if (numbers === undefined) return `${name} (${found})`;
  return `${name} (${numbers.join(", ")}; ${open.length === 0 ? "" : "open findings: "}${found})`;
}
