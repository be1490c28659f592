import type { DiffHunk } from "../../core/diff-hunk.ts";
import { isOpen } from "../../core/open-findings.ts";
import { count } from "../../core/prose.ts";
import type { Finding, FindingFix, Review, ReviewEnvelope } from "../../core/review.ts";
import { ended } from "../../core/sentence.ts";
import { UNSAFE_CHARACTER } from "../../core/unsafe-character.ts";
import { fileWord, optionWords } from "../words/shell-words.ts";
import { shownText } from "../words/shown-text.ts";
import { shownJson } from "./json.ts";
import { code, markdownOf, paragraph, strong, suggestedLines, suggestionMark, type Block } from "./markdown/nodes.ts";

/** What stands in the diff of a change of a file that a review names. */
export type HunksOf = (file: string) => readonly DiffHunk[];

/**
 * The fixes of a change as the body of a request that makes a review of a pull request, whose comments somebody can commit
 * (https://docs.github.com/en/rest/pulls/reviews#create-a-review-for-a-pull-request). GitHub refuses the whole review for one
 * comment on a line that is not in the diff, and puts the text of a suggestion in the place of whole lines: so a fix is left
 * out that is not one run of lines in one hunk.
 */
export function githubReviewReport({ reviews, commit }: ReviewEnvelope, hunksOf: HunksOf = () => []): string {
  const all = suggestionsIn(reviews, hunksOf);
  const shown = all.slice(0, MOST_COMMENTS);
  const left = all.length - shown.length;
  const body = markdownOf([
    paragraph(
      `Sallyport knows ${count(shown.length, "fix", "fixes")} for lines of this change. The description was not reviewed with them: `,
      code("sallyport fix"),
      " does that before it changes anything.",
      left > 0 ? ` ${count(left, "further fix", "further fixes")} are left out here.` : "",
    ),
  ]);
  const request = {
    ...(commit !== null && COMMIT.test(commit) ? { commit_id: commit } : {}),
    event: "COMMENT",
    body,
    comments: shown.map(({ hunk, line, endLine, ...about }) => ({
      path: hunk.path,
      ...(line < endLine ? { start_line: line, start_side: "RIGHT" } : {}),
      line: endLine,
      side: "RIGHT",
      body: markdownOf(commentBlocks(about)),
    })),
  };
  return shownJson(request);
}

const COMMIT = /^[0-9a-f]{40}$/;

/** A pull request with more comments nobody reads. */
const MOST_COMMENTS = 30;

/** What one comment offers: lines of a hunk, what they are to be, and what that closes. */
interface Suggestion {
  readonly hunk: DiffHunk;
  readonly line: number;
  readonly endLine: number;
  readonly text: string;
  readonly mark: string;
  readonly closes: readonly { readonly description: string; readonly finding: Finding; readonly fix: FindingFix }[];
}

function suggestionsIn(reviews: readonly Review[], hunksOf: HunksOf): readonly Suggestion[] {
  const byLines = new Map<string, Suggestion>();
  for (const review of reviews)
    for (const finding of review.findings.filter(isOpen))
      for (const { fix, edit } of fixesOfLines(finding)) {
        const hunk = hunksOf(edit.file).find(({ line, endLine }) => line <= edit.line && edit.endLine <= endLine);
        if (hunk === undefined || !isOfChange(finding, fix, edit, hunk) || !isPlain(edit.text)) continue;
        const key = JSON.stringify([hunk.path, edit.line, edit.endLine, edit.text]);
        const known = byLines.get(key);
        const about = { description: review.document.file, finding, fix };
        const { line, endLine, text } = edit;
        // What is closed is found again by its fingerprint in a later run, wherever its lines then are.
        const mark = known?.mark ?? fix.closes[0]!; // it closes a place at least
        byLines.set(key, { hunk, line, endLine, text, mark, closes: [...(known?.closes ?? []), about] });
      }
  return [...byLines.values()];
}

type LineEdit = NonNullable<FindingFix["lines"]>[number];

/** The fixes of a finding that are one run of lines: half of one that changes more is none. None that is made only if it is asked for. */
function fixesOfLines({ fixes = [] }: Finding) {
  return fixes.flatMap((fix) => {
    const edit = fix.certainty === "asked" ? undefined : oneRun(fix.lines ?? []);
    return edit === undefined ? [] : [{ fix, edit }];
  });
}

/** Edits of lines that follow each other, as one; `undefined` where there are lines between them, or none at all. */
function oneRun([first, ...others]: readonly LineEdit[]): LineEdit | undefined {
  if (first === undefined) return undefined;
  const texts = [first.text];
  let last = first;
  for (const next of others) {
    if (next.file !== last.file || next.line !== last.endLine + 1) return undefined;
    texts.push(next.text);
    last = next;
  }
  // An empty text takes its lines away.
  return { ...first, endLine: last.endLine, text: texts.filter((text) => text !== "").join("\n") };
}

/** Whether the change made what a fix closes, or the lines that it replaces: other findings nearby are no matter of it. */
function isOfChange(
  { places }: Finding,
  { closes }: FindingFix,
  { line, endLine }: LineEdit,
  { added }: DiffHunk,
): boolean {
  return (
    added.some((one) => one.line <= endLine && line <= one.endLine) ||
    places.some(({ fingerprint, state }) => closes.includes(fingerprint) && (state === "new" || state === "worsened"))
  );
}

/** Whether a text is what it looks like: nobody is to commit a character that cannot be seen. */
function isPlain(text: string): boolean {
  return text.replaceAll(/[\t\n]/g, "").search(UNSAFE_CHARACTER) < 0;
}

function commentBlocks({ text, mark, closes }: Pick<Suggestion, "text" | "mark" | "closes">): readonly Block[] {
  const claims = new Map(
    closes.flatMap((one) => (one.fix.requires === null ? [] : [[one.fix.requires, one] as const])),
  );
  return [
    suggestionMark(mark),
    ...closes.map(({ finding, fix: own }) =>
      paragraph(
        strong(own.name),
        ` (${own.certainty}): `,
        `${finding.severity}, ${finding.title}, `,
        code(finding.rule),
      ),
    ),
    ...[...claims].flatMap(([requires, { description, finding }]) => [
      paragraph(strong("Correct only if:"), ` ${ended(requires)}`),
      paragraph(
        "By committing this, you confirm it, but nothing records that. To make the same change with a record that must be attested: ",
        code(
          `sallyport fix ${fileWord(shownText(description))} --apply --suggested ${optionWords("only", finding.rule)}`,
        ),
      ),
    ]),
    suggestedLines(text),
  ];
}
