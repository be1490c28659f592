import { partitioned } from "../../../core/grouped.ts";
import { count } from "../../../core/prose.ts";
import { gateFixWords } from "../../words/fix-words.ts";
import { policyChangeWords } from "../../words/policy-change-words.ts";
import { ended } from "../../../core/sentence.ts";
import { othersChangeWords, othersReadWords } from "../../words/data-answer.ts";
import { evidenceSentence, leadingSentence } from "../../words/decision-screen.ts";
import { sinceLines, sinceWords } from "../../words/since-words.ts";
import { allActions, firstActions, plannedReasons } from "../../words/first-actions.ts";
import { isTestText, reasonCounts, reasonGroups } from "../../words/reason-groups.ts";
import type { Review } from "../../../core/review.ts";
import { fixingCommand } from "../../words/fixable-findings.ts";
import { unmarked } from "../../words/unmarked.ts";
import { askedLines, dependenceNote, decidingBesides } from "../../words/assumption-answers.ts";
import { callerViews } from "../../words/callers.ts";
import { isOpen } from "../../../core/open-findings.ts";
import { severityCounts } from "../../words/decision-words.ts";
import { actorsBriefly, readersBriefly, unknownsBriefly } from "../../words/first-answers.ts";
import { firstStepWords, verdictLine, whyLabel, whyWords } from "../../words/first-screen.ts";
import { atAGlance, DO_FIRST } from "../../words/glance.ts";
import { MOST_TOLD } from "../../words/shown-findings.ts";
import { linksTo, type MarkdownChapter } from "./chapter.ts";
import {
  cappedList,
  chosen,
  chosenOf,
  code,
  columnsThatTell,
  folded,
  heading,
  lines,
  linkTo,
  list,
  paragraph,
  strong,
  table,
  type Block,
  type Inline,
  type Noun,
} from "./nodes.ts";

/** How many findings an answer links to. */
const MOST_LINKS = 4;

/** 1. May it be released? */
export function verdictSection(chapter: MarkdownChapter): readonly Block[] {
  const { verdict, findings, gate } = chapter.review;
  const { decision } = verdict;
  const note = dependenceNote(chapter.review);
  const counts = reasonCounts(verdict, decidingBesides(chapter.review));
  const reason = leadingSentence(chapter.review);
  const why = whyWords(chapter.review);
  const { document } = chapter.review;
  const version = document.specVersion.startsWith("2") ? "Swagger" : "OpenAPI";
  return [
    heading(2, verdictLine(decision)),
    paragraph(
      ...(why === undefined ? [] : [strong(whyLabel(chapter.review)), ` ${why} `]),
      strong("Do first:"),
      ` ${firstStepWords(chapter.review)}`,
    ),
    ...briefBlocks("Who can read other people's data?", readersBriefly(chapter.review)),
    ...briefBlocks("What is not known yet?", unknownsBriefly(chapter.review)),
    ...briefBlocks("Who must act?", actorsBriefly(chapter.review, chapter.envelope.asOf)),
    ...furtherWords(reason, decision),
    ...(counts === undefined ? [] : [paragraph(`${counts}.`)]),
    ...actionBlocks(chapter),
    ...fixBlocks(chapter.review),
    list([
      [
        strong("Reviewed:"),
        " ",
        code(document.file),
        `, ${version} ${document.specVersion}, as of ${chapter.envelope.asOf}.`,
      ],
      [strong("With which operations can other people's data be read?"), ` ${othersReadWords(chapter.review)}`],
      [strong("Who can change other people's data?"), ` ${othersChangeWords(chapter.review)}`],
      [strong("Since the last review:"), ` ${sinceWords(chapter.review, chapter.envelope.asOf)}`],
      [strong("Evidence:"), ` ${evidenceSentence(chapter.review)}`],
      [strong("Open findings:"), ` ${severityCounts(findings.filter(isOpen))}.${note === undefined ? "" : ` ${note}`}`],
    ]),
    ...sinceBlocks(chapter),
    heading(3, "At a glance"),
    list(
      atAGlance(chapter.review, callerViews(chapter.review))
        .filter(({ question }) => question !== DO_FIRST)
        .map(({ question, answers }) => [
          strong(question),
          ...answers.flatMap((answer): Inline[] => [
            " ",
            answer.text,
            linksTo(chapter, answer.findings.slice(0, MOST_LINKS), []),
          ]),
        ]),
    ),
    ...(gate === null ? [] : gateBlocks(gate)),
    ...reasonGroups(verdict).flatMap(({ kind, heading: title, reasons }) => [
      heading(3, `${title} (${reasons.length})`),
      cappedList(
        (kind === "condition" ? plannedReasons(chapter.review, reasons) : reasons).map((one) => [
          unmarked(one.text),
          isTestText(one.text)
            ? [" (", linkTo(`${chapter.prefix}tests`, "all tests"), ")"]
            : linksTo(chapter, one.findings, one.assumptions),
        ]),
        MOST_TOLD,
      ),
    ]),
    ...settleBlocks(askedLines(chapter.review)),
  ];
}

/** One question of the first minute, and its answer in few words. */
function briefBlocks(question: string, answers: readonly string[]): readonly Block[] {
  return [heading(3, question), list(answers)];
}

/** The reason of the verdict as the review words it, what else is said of it, and how many more there are. */
function furtherWords(
  reason: ReturnType<typeof leadingSentence>,
  decision: Review["verdict"]["decision"],
): readonly Block[] {
  if (reason === undefined) return decision === null ? [paragraph("The findings are in section 2.")] : [];
  const { text, more, others } = reason;
  const listedBelow =
    others === 0
      ? ""
      : `${decision === "approve-with-conditions" ? count(others, "more condition is", "more conditions are") : count(others, "more reason is", "more reasons are")} listed below.`;
  return [paragraph("In full: ", [text, more, listedBelow].filter(Boolean).join(" "))];
}

/** What to do first, as a table, where its findings are linked; the other actions of the plan in folds. */
function actionBlocks(chapter: MarkdownChapter): readonly Block[] {
  const shown = firstActions(chapter.review).length;
  const [needed, further] = partitioned(allActions(chapter.review).slice(0, MOST_TOLD), ({ isNeeded }) => isNeeded);
  const all = [...needed, ...further].map(({ text, unblocks, owner, due = "not set", effort, findings }) => [
    [text, linksTo(chapter, findings.slice(0, MOST_LINKS), [])],
    unblocks,
    owner,
    due,
    effort,
  ]);
  if (all.length === 0) return [];
  const head = ["Do first", "Effect on the release", "Owner", "Due", "Effort"];
  const { said, columns } = columnsThatTell(head, all);
  const rows = chosenOf(all, columns);
  const fold = (first: string, some: typeof rows, one: Noun, many?: Noun): readonly Block[] =>
    some.length === 0 ? [] : folded(some.length, one, [table(chosen([first, ...head.slice(1)], columns), some)], many);
  return [
    ...said,
    ...(shown === 0 ? [] : [table(chosen(head, columns), rows.slice(0, shown))]),
    ...fold("Then do", rows.slice(shown, needed.length), "further action"),
    ...fold(
      "What to do",
      rows.slice(needed.length),
      "action for which the release does not wait",
      "actions for which the release does not wait",
    ),
  ];
}

/** The command that fixes what can be fixed in the description. */
function fixBlocks(review: Review): readonly Block[] {
  const fix = fixingCommand(review);
  return fix === undefined ? [] : [paragraph(fix.text, " ", code(fix.command))];
}

/** All that changed since the earlier review that was given. */
function sinceBlocks(chapter: MarkdownChapter): readonly Block[] {
  const changed = sinceLines(chapter.review);
  if (changed.length === 0) return [];
  return folded(
    changed.length,
    "change since the last review",
    [
      cappedList(
        changed.map(({ what, text, finding }) => [
          strong(`${what}: `),
          what === "Added" || what === "Removed" ? code(text) : text,
          finding === undefined ? "" : linksTo(chapter, [finding.fingerprint], []),
        ]),
      ),
    ],
    "changes since the last review",
  );
}

/** What a change exposes that its base did not, where the review is of a change. */
function gateBlocks(gate: NonNullable<Review["gate"]>): readonly Block[] {
  const { decision, base, head, because, changes, policyChanges, fixes = [] } = gate;
  return [
    heading(3, "What this change does"),
    paragraph(
      "From ",
      code(base),
      " to ",
      code(head),
      ": ",
      strong(decision === "fail" ? "it must not be merged" : "it may be merged"),
      ".",
    ),
    ...(because.length === 0 ? [] : [list(because)]),
    ...(fixes.length === 0
      ? []
      : [
          table(
            ["Issue of the register", "Severity", "Effect"],
            fixes.map((one) => [code(one.issue.id), one.issue.severity, ended(gateFixWords(one))]),
          ),
        ]),
    ...(changes.length === 0
      ? []
      : folded(changes.length, "change", [
          table(
            ["Change", "Direction", "Operation", "Field", "Blocks"],
            changes
              .slice(0, MOST_TOLD)
              .map(({ text, direction, operation, field, blocks }) => [
                text,
                direction,
                operation === null ? "" : code(operation),
                field === null ? "" : code(field),
                blocks ? "yes" : "no",
              ]),
          ),
          ...(changes.length > MOST_TOLD
            ? [paragraph(`And ${changes.length - MOST_TOLD} more in the JSON review.`)]
            : []),
        ])),
    ...(policyChanges.length === 0
      ? []
      : folded(
          policyChanges.length,
          "change to the policy",
          [
            table(
              ["File", "Key", "Effect"],
              policyChanges.map((change) => {
                const { effect, entries } = policyChangeWords(change);
                const parts = effect === undefined || entries.length === 0 ? [effect ?? ""] : [ended(effect)];
                return [code(change.file), code(change.key), [...parts, ...entries].join(" ").trim()];
              }),
            ),
          ],
          "changes to the policy",
        )),
  ];
}

/** The lines of `sallyport.yaml` that answer what is assumed; nothing where nothing can. */
export function settleBlocks(answers: readonly string[]): readonly Block[] {
  if (answers.length === 0) return [];
  return [
    paragraph(
      "These lines of ",
      code("sallyport.yaml"),
      " answer the open questions. After each colon, write the value that applies. The possible values are listed after the #:",
    ),
    lines("yaml", answers),
  ];
}
