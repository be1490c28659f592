import { isOpen } from "../../core/open-findings.ts";
import { count } from "../../core/prose.ts";
import type { Review } from "../../core/review.ts";
import { fileWord } from "./shell-words.ts";
import { shownText } from "./shown-text.ts";

/** That some findings can be fixed by a command, and the command; `undefined` where none can. */
export function fixingCommand(review: Review): { readonly text: string; readonly command: string } | undefined {
  const { findings, isSuggested } = fixableFindings(review);
  if (findings === 0) return undefined;
  const claims = isSuggested ? " Some of its changes make claims about the service, which someone must attest." : "";
  return {
    text: `For ${count(findings, "finding")} there is a fix of the description.${claims} The following command tries the changes, and shows only those that lead to no new finding. To write these changes to the file, add --apply:`,
    command: `sallyport fix ${fileWord(shownText(review.document.file))}${isSuggested ? " --suggested" : ""}`,
  };
}

/**
 * How many open findings `sallyport fix` has changes for, and whether some of these are suggested: they claim something about
 * the service, and are made only where they are asked for.
 */
export function fixableFindings({ findings }: Review): { readonly findings: number; readonly isSuggested: boolean } {
  const fixable = findings.filter(
    (finding) => isOpen(finding) && (finding.fixes ?? []).some(({ certainty }) => certainty !== "asked"),
  );
  return {
    findings: fixable.length,
    isSuggested: fixable.some(({ fixes = [] }) => fixes.some(({ certainty }) => certainty === "suggested")),
  };
}
