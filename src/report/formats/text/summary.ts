import { callerWords } from "../../../core/caller-words.ts";
import { count, listed } from "../../../core/prose.ts";
import type { Finding, Review } from "../../../core/review.ts";
import { titleOf } from "../../../core/review-title.ts";
import { opening } from "../../../core/sentence.ts";
import { callerViews } from "../../words/callers.ts";
import { dismissedByPeople, loweredBySettings } from "../../words/dismissal-words.ts";
import { decidingBesides } from "../../words/assumption-answers.ts";
import { briefReason } from "../../words/brief-reason.ts";
import { isOpen } from "../../../core/open-findings.ts";
import { severityCounts, verdictAnswer, verdictName } from "../../words/decision-words.ts";
import { asked } from "../../words/asked.ts";
import { stepsOf } from "../../words/glance.ts";
import { leadingReasons, reasonNumbers } from "../../words/reason-groups.ts";
import { remedyWords } from "../../words/remedy-words.ts";
import { shownText, wrapped } from "../../words/shown-text.ts";
import { sinceGivenWords } from "../../words/since-words.ts";
import { unreadParts } from "../../words/unread.ts";
import { VERDICT_STYLES, type Page } from "./page.ts";

/** Rows of a terminal that a summary takes at most, the next command included. */
const MOST_ROWS = 10;
/** Operations and fields that a row names, the last of them as how many more. */
const MOST_NAMED = 2;
const MOST_REASONS = 3;

/** A review in ten rows: the verdict, why, what to do first, who can call, what was found, and the command to run next. */
export function summarySection(page: Page, review: Review, file: string, next: string | undefined): void {
  const counts = countsLine(review);
  const title = page.paint("bold", cut(`${shownText(titleOf(review))} (${shownText(file)})`, page.width));
  const { decision } = review.verdict;
  const verdict = verdictLine(page, review);
  const head = [
    title,
    decision === null ? verdict : page.paint(VERDICT_STYLES[decision], verdict),
    ...(counts === undefined ? [] : [cut(counts, page.width)]),
  ];
  // A command is for copying: it stands in one line, which a narrow terminal folds.
  const foot = next === undefined ? [] : [`Next: ${next}`];
  const taken = head.length + Math.ceil((foot[0]?.length ?? 0) / page.width);
  const reasons = reasonTexts(review);
  const wanted = Math.min(reasons.length, MOST_REASONS);
  // Reasons matter more than the second rows of what follows them.
  const [body, room] = FOLDED.map((rows) => bodyLines(page, review, rows))
    .map((lines) => [lines, MOST_ROWS - taken - lines.length] as const)
    .find(([, left], index) => left >= wanted || index === FOLDED.length - 1)!; // the last is taken
  for (const line of [...head, ...reasonLines(reasons, room, page.width), ...body, ...foot]) page.line(line);
}

/** In how many rows the first thing to do and the callers stand: as many as there is room for. */
const FOLDED = [
  [2, 2],
  [2, 1],
  [1, 1],
] as const;

function bodyLines(page: Page, review: Review, [first, callers]: (typeof FOLDED)[number]): readonly string[] {
  const lowered = loweredBySettings(review);
  return [
    ...folded(doFirst(review), page.width, first),
    ...folded(whoCanCall(review), page.width, callers),
    cut(found(review), page.width),
    ...(lowered === undefined ? [] : [cut(lowered, page.width)]),
    ...(review.since === undefined
      ? []
      : [cut(`Since the last review: ${shownText(sinceGivenWords(review, review.since))}`, page.width)]),
  ];
}

/** The verdict, with what it means for the release where there is room for that. */
function verdictLine(page: Page, { verdict }: Review): string {
  const name = `Verdict: ${verdictName(verdict.decision)}`;
  const full = `${name}. ${verdictAnswer(verdict.decision)}`;
  return full.length <= page.width ? full : name;
}

function countsLine(review: Review): string | undefined {
  return reasonNumbers(review.verdict, decidingBesides(review))
    ?.map(({ name, n }) => `${name}: ${n}`)
    .join(" · ");
}

/** The reasons that the verdict rests on, each in a line. */
function reasonTexts({ verdict, findings }: Review): readonly string[] {
  return [...new Set(leadingReasons(verdict).map((reason) => briefReason(reason, findings, MOST_NAMED)))];
}

/** As many reasons as there is room for, and how many more there are: the first in any case. */
function reasonLines(reasons: readonly string[], room: number, width: number): readonly string[] {
  const shown = reasons.length <= room ? reasons : reasons.slice(0, Math.max(1, room - 1));
  const left = reasons.length - shown.length;
  const lines = shown.map((text) => cut(`  - ${shownText(text)}`, width));
  return left > 0 && lines.length < room ? [...lines, `  - and ${count(left, "further reason")}`] : lines;
}

/** The first thing to do; of an approval, the conditions are all there is to do. */
function doFirst(review: Review): string | undefined {
  const { decision } = review.verdict;
  const [first] = stepsOf(review);
  if (
    (decision !== "reject" && decision !== "insufficient-evidence") ||
    first === undefined ||
    first.kind === "nothing"
  )
    return undefined;
  const meant = new Set(first.findings);
  const findings = review.findings.filter(({ fingerprint }) => meant.has(fingerprint));
  const { assumption } = first;
  const text =
    assumption !== undefined
      ? `answer "${asked(assumption.question)}" in sallyport.yaml (${listed(assumption.settle, MOST_NAMED)})`
      : findings.length > 0
        ? remedyWords(findings, MOST_NAMED)
        : opening(first.text);
  return `Do first: ${shownText(text)}`;
}

function whoCanCall(review: Review): string | undefined {
  if (review.operations.every(({ exposure }) => exposure === null)) return undefined;
  const views = callerViews(review).map(
    ({ caller, operations }) => `${callerWords(caller, true)} (${operations.length})`,
  );
  return `Who can call: ${listed(views)}`;
}

/** What was found, and what could not be read: a summary that leaves that out would look complete. */
function found(review: Review): string {
  const open: readonly Finding[] = review.findings.filter(isOpen);
  const dismissed = dismissedByPeople(review);
  const accepted = review.findings.filter(({ status }) => status === "accepted").length;
  const unread = unreadParts(review).length;
  return `Findings: ${[
    open.length === 0 ? "none open" : severityCounts(open),
    ...(accepted === 0 ? [] : [`${accepted} accepted`]),
    ...(dismissed === 0 ? [] : [`${dismissed} dismissed`]),
    ...(unread === 0 ? [] : [`${count(unread, "part")} not read`]),
  ].join("; ")}`;
}

/** A text in some rows at most, the further ones indented; no row of no text. */
function folded(text: string | undefined, width: number, most: number): readonly string[] {
  if (text === undefined) return [];
  const [first = "", ...rest] = wrapped(text, width);
  return rest.length === 0 || most === 1 ? [cut(text, width)] : [first, cut(`  ${rest.join(" ")}`, width)];
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
