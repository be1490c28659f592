import type { JSX } from "preact";
import { count } from "../../../core/prose.ts";
import type { Finding, FindingFix } from "../../../core/review.ts";
import { mergedExcerpts } from "../../words/merged-excerpts.ts";
import { MOST_TOLD } from "../../words/shown-findings.ts";
import { CERTAINTY_WORDS } from "../../words/certainty-words.ts";
import { Code, Fold } from "./parts.tsx";

/** Lines of an excerpt, and excerpts that stand open. */
const MOST_LINES = 16;
const MOST_FILES = 2;

/** The changes of the description that close it, before and after, and what must be true of the service for them. */
export function FixFigures({ finding: { fixes = [], places } }: { readonly finding: Finding }): JSX.Element {
  return (
    <>
      {fixes.map((fix) => (
        <FixFigure fix={fix} places={places.length} />
      ))}
    </>
  );
}

function FixFigure({ fix, places }: { readonly fix: FindingFix; readonly places: number }): JSX.Element {
  const { name, certainty, shown, closes, changes, requires } = fix;
  const tags = { same: "span", removed: "del", added: "ins" } as const;
  return (
    <figure class="edit">
      <figcaption>
        {name} ({CERTAINTY_WORDS[certainty]}). The change in this description:{" "}
        <Code>{`${shown.file}:${shown.line}`}</Code>
        {changes.length === 1 ? "" : `, the first of ${count(changes.length, "change")}`}
        {closes.length === places ? "" : `. It closes ${closes.length} of ${count(places, "place")}`}
      </figcaption>
      <pre class="lines" tabIndex={0} aria-label={`Change of ${shown.file}`}>
        {shown.excerpt.map(({ change, text }) => {
          const Line = tags[change];
          return (
            <>
              <Line>{text}</Line>
              {"\n"}
            </>
          );
        })}
      </pre>
      {requires === null ? null : (
        <p class="requires">
          <b>Correct only if:</b> {requires}
        </p>
      )}
    </figure>
  );
}

/** The evidence: the lines of its places, those of a file together, with all marks. */
export function Excerpts({ finding }: { readonly finding: Finding }): JSX.Element {
  const all = mergedExcerpts(finding, MOST_LINES);
  const figures = all.map(({ file, lines, untold }) => (
    <figure class="excerpt">
      <figcaption>
        <Code>{file}</Code>
        {untold === 0 ? "" : `. The table below has ${count(untold, "more place")}.`}
      </figcaption>
      <pre class="lines" tabIndex={0} aria-label={`Lines of ${file}`}>
        {lines.map(({ line, text, marks, isAfterGap }) => (
          <>
            {isAfterGap ? (
              <span class="gap" aria-hidden="true">
                {"⋮\n"}
              </span>
            ) : null}
            <span class={marks.length === 0 ? "line" : "line marked"}>
              <span class="number">{line}</span>
              <Marked text={text} marks={marks} />
              {"\n"}
            </span>
          </>
        ))}
      </pre>
    </figure>
  ));
  if (figures.length <= MOST_FILES) return <>{figures}</>;
  return (
    <>
      {figures.slice(0, MOST_FILES)}
      <Fold summary={`Lines of ${count(figures.length - MOST_FILES, "more file")}`}>
        {figures.slice(MOST_FILES, MOST_TOLD)}
      </Fold>
    </>
  );
}

function Marked(props: { readonly text: string; readonly marks: readonly (readonly [number, number])[] }): JSX.Element {
  const { text, marks } = props;
  let from = 0;
  return (
    <>
      {marks.map(([start, end]) => {
        const before = text.slice(from, start - 1);
        from = end - 1;
        return (
          <>
            {before}
            <mark>{text.slice(start - 1, from)}</mark>
          </>
        );
      })}
      {text.slice(from)}
    </>
  );
}
