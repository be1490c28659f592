import type { JSX } from "preact";
import { count } from "../../../core/prose.ts";
import { unreadParts, unreadWords, type Unread } from "../../words/unread.ts";
import { basisWords, evidenceSentences, statementTallies } from "../../words/evidence-tally.ts";
import { MOST_TOLD } from "../../words/shown-findings.ts";
import { Bar } from "./charts.tsx";
import type { HtmlChapter } from "./chapter.ts";
import { Code, Fold } from "./parts.tsx";
import { Table } from "./table.tsx";

const MOST_SKIPPED = 8;

/** 6. Quality of the evidence */
export function EvidenceSection({ chapter: { review, prefix } }: { readonly chapter: HtmlChapter }): JSX.Element {
  const { responses, typedResponses, exampleResponses = 0 } = review.coverage;
  const known = typedResponses + exampleResponses;
  return (
    <section id={`${prefix}evidence`}>
      <h2>6. Quality of the evidence</h2>
      <p>
        {basisWords(review)} Sallyport did not call the API. A check that passed is not the same as a check that was not
        possible. Both are listed below.
      </p>
      {known === 0 || typedResponses === responses ? null : (
        <Bar
          name="Success responses"
          parts={[
            {
              name:
                exampleResponses === 0
                  ? "describe what is returned"
                  : `describe what is returned (${exampleResponses} by an example alone)`,
              value: known,
              tone: "known",
            },
            { name: "do not", value: responses - known, tone: "blank" },
          ]}
        />
      )}
      <ul>
        {evidenceSentences(review).map((sentence) => (
          <li>{sentence}</li>
        ))}
      </ul>
      <Table
        name="How each kind of statement is known"
        columns={[
          "What is said",
          { name: "Declared", numeric: true },
          { name: "Inferred, certain", numeric: true },
          { name: "Inferred, likely", numeric: true },
          { name: "Only possible", numeric: true },
          { name: "Assumed or unknown", numeric: true },
        ]}
        rows={statementTallies(review).map(({ what, declared, certain, likely, possible, assumed }) => ({
          cells: [what, ...[declared, certain, likely, possible, assumed].map((n) => n ?? "")],
        }))}
      />
      <SkippedParts skipped={unreadParts(review)} />
    </section>
  );
}

function SkippedParts({ skipped }: { readonly skipped: readonly Unread[] }): JSX.Element | null {
  if (skipped.length === 0) return null;
  return (
    <>
      <p>{count(skipped.length, "part")} of the description could not be read:</p>
      <SkippedList of={skipped.slice(0, MOST_SKIPPED)} />
      {skipped.length > MOST_SKIPPED ? (
        <Fold summary={count(skipped.length - MOST_SKIPPED, "further part")}>
          <SkippedList of={skipped.slice(MOST_SKIPPED, MOST_TOLD)} />
        </Fold>
      ) : null}
    </>
  );
}

function SkippedList({ of }: { readonly of: readonly Unread[] }): JSX.Element {
  return (
    <ul>
      {of.map((part) => (
        <li>
          <Code>{`${part.file}:${part.line}`}</Code> <Code>{part.pointer}</Code>: {unreadWords(part)}
        </li>
      ))}
    </ul>
  );
}
