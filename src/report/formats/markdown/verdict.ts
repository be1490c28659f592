import { reasonCounts, reasonGroups } from "../../words/reason-groups.ts";
import type { Review } from "../../../core/review.ts";
import { dependenceNote } from "../../words/assumption-answers.ts";
import { callerViews } from "../../words/callers.ts";
import { isOpen, severityCounts, verdictAnswer, verdictName } from "../../words/decision-words.ts";
import { atAGlance } from "../../words/glance.ts";
import { MOST_TOLD } from "../../words/shown-findings.ts";
import { settleLines } from "../../words/settle-lines.ts";
import { linksTo, type MarkdownChapter } from "./chapter.ts";
import { cappedList, code, heading, lines, list, paragraph, strong, table, type Block, type Inline } from "./nodes.ts";

/** How many findings an answer links to. */
const MOST_LINKS = 4;

/** 1. May this be exposed? */
export function verdictSection(chapter: MarkdownChapter): readonly Block[] {
  const { verdict, assumptions, findings, gate } = chapter.review;
  const { decision } = verdict;
  const note = dependenceNote(chapter.review);
  const counts = reasonCounts(verdict);
  return [
    heading(2, "1. May this be exposed?"),
    paragraph(
      strong(`Verdict: ${verdictName(decision)}.`),
      ` ${verdictAnswer(decision)}`,
      decision === null ? " The findings are in section 2." : "",
    ),
    ...(counts === undefined ? [] : [paragraph(`${counts}.`)]),
    paragraph(`Open findings: ${severityCounts(findings.filter(isOpen))}.${note === undefined ? "" : ` ${note}`}`),
    heading(3, "At a glance"),
    list(
      atAGlance(chapter.review, callerViews(chapter.review)).map(({ question, answers }) => [
        strong(question),
        ...answers.flatMap((answer): Inline[] => [
          " ",
          answer.text,
          linksTo(chapter, answer.findings.slice(0, MOST_LINKS), []),
        ]),
      ]),
    ),
    ...(gate === null ? [] : gateBlocks(gate)),
    ...reasonGroups(verdict).flatMap(({ heading: title, reasons }) => [
      heading(3, `${title} (${reasons.length})`),
      cappedList(
        reasons.map((reason) => [reason.text, linksTo(chapter, reason.findings, reason.assumptions)]),
        MOST_TOLD,
      ),
    ]),
    ...settleBlocks(assumptions.flatMap(({ settle }) => settle)),
  ];
}

/** What a change exposes that its base did not, where the review is of a change. */
function gateBlocks(gate: NonNullable<Review["gate"]>): readonly Block[] {
  const { decision, base, head, because, changes, policyChanges } = gate;
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
    ...(changes.length === 0
      ? []
      : [
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
            ? [paragraph(`And ${changes.length - MOST_TOLD} more, which the JSON review has.`)]
            : []),
        ]),
    ...(policyChanges.length === 0
      ? []
      : [
          table(
            ["File", "Key", "Effect"],
            policyChanges.map(({ file, key, effect }) => [code(file), code(key), effect]),
          ),
        ]),
  ];
}

/** The lines of `sallyport.yaml` that answer what is assumed; nothing where nothing can. */
export function settleBlocks(keys: readonly string[]): readonly Block[] {
  if (keys.length === 0) return [];
  return [
    paragraph("These lines of ", code("sallyport.yaml"), " settle what is assumed. Keep the answer that is true:"),
    lines("yaml", settleLines(keys)),
  ];
}
