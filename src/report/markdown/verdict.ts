import { DECISION_WORDS, isOpen, severityCounts } from "../decision-words.ts";
import { settleLines } from "../settle-lines.ts";
import { linksTo, type Chapter } from "./chapter.ts";
import { code, heading, lines, list, paragraph, strong, type Block } from "./nodes.ts";

/** 1. May this be exposed? */
export function verdictSection(chapter: Chapter): readonly Block[] {
  const { verdict, assumptions, findings } = chapter.review;
  const { decision, reasons } = verdict;
  const words = decision === null ? undefined : DECISION_WORDS[decision];
  return [
    heading(2, "1. May this be exposed?"),
    words === undefined
      ? paragraph(strong("No verdict was reached."), " What was found stands in section 4.")
      : paragraph(strong(words.answer), " Verdict: ", strong(words.name.toLowerCase()), "."),
    paragraph(`Open findings: ${severityCounts(findings.filter(isOpen))}.`),
    ...(reasons.length === 0 ? [] : [paragraph("The reasons:")]),
    ...(reasons.length === 0
      ? []
      : [list(reasons.map((reason) => [reason.text, linksTo(chapter, reason.findings, reason.assumptions)]))]),
    ...settleBlocks(assumptions.flatMap(({ settle }) => settle)),
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
