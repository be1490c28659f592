import type { FixVerification } from "../../core/review.ts";
import { count } from "../../core/prose.ts";
import { fixName } from "../../core/fix-kinds.ts";
import { attemptWords } from "../words/fix-words.ts";
import { capitalized, ended } from "../../core/sentence.ts";
import { shownText } from "../words/shown-text.ts";
import { specWord } from "../words/spec-word.ts";
import { newPage } from "./text/page.ts";

/** Whether the fix of an issue is a fix, for a terminal: in one line, then place by place, and what is left to do. */
export function fixText(
  { issue, fix, base, description, settings }: FixVerification,
  options: { readonly width: number; readonly color: boolean },
): string {
  const page = newPage(options);
  const verdict = fix.closes
    ? `fixed, ${fixName(fix.kind)}`
    : fix.kind === "unchanged"
      ? "not fixed"
      : attemptWords({ kind: fix.kind });
  page.line(page.paint(["bold", fix.closes ? "green" : "red"], `${issue.id}: ${verdict}`));
  page.paragraph(shownText(ended(capitalized(fix.why))), "  ");
  page.paragraph(
    shownText(`${issue.title} (${issue.severity}, ${issue.status}${issue.due === null ? "" : `, due ${issue.due}`})`),
    "  ",
  );
  page.paragraph(shownText(`${description}, compared with ${base}`), "  ");
  page.line("");
  page.line(page.paint("bold", `Places (${fix.places.length})`));
  for (const { words, kind, why, caution, tested } of fix.places) {
    const told = [
      capitalized(why),
      ...(caution === null ? [] : [caution]),
      ...(tested ? ["a test has passed"] : []),
    ].join("; ");
    page.paragraph(shownText(`${words}: ${fixName(kind)}`), "  - ");
    page.paragraph(shownText(ended(told)), "    ");
  }
  page.line("");
  if (settings.length > 0)
    page.paragraph(
      shownText(
        ended(`Judged by the settings of the working tree, which are other than in the base: ${settings.join(", ")}`),
      ),
      "",
    );
  if (fix.closes) page.paragraph("sallyport register update closes the issue.", "");
  else if (fix.isFix) {
    page.paragraph(
      `The issue stays open until ${count(fix.tests.length, "test")} ${fix.tests.length === 1 ? "has" : "have"} passed:`,
      "",
    );
    for (const operation of fix.tests)
      page.line(
        shownText(
          `  sallyport register test ${specWord(description)} ${operationWord(operation)} --outcome passed --by "who"`,
        ),
      );
  } else page.paragraph(`The issue stays open${issue.due === null ? "" : `, due ${issue.due}`}.`, "");
  return page.text();
}

/** An operation as a shell takes it. */
function operationWord(operation: string): string {
  return /^[A-Z]+ [\w/{}.~:-]+$/.test(operation) ? `"${operation}"` : "OPERATION";
}
