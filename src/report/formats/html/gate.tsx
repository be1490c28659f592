import type { JSX } from "preact";
import { count } from "../../../core/prose.ts";
import type { Review } from "../../../core/review.ts";
import { gateFixWords } from "../../words/fix-words.ts";
import { policyChangeWords } from "../../words/policy-change-words.ts";
import { RELIES } from "../../words/gate-words.ts";
import { backWords, blockingLines, freshWords, furtherFindings, issuesBack } from "../../words/blocking-lines.ts";
import { ended } from "../../../core/sentence.ts";
import { Code } from "./parts.tsx";
import { Table } from "./table.tsx";

type Gate = NonNullable<Review["gate"]>;

/** What a change exposes that its base did not: part of the verdict, where the review is of a change. */
export function GatePart({ review, gate }: { readonly review: Review; readonly gate: Gate }): JSX.Element {
  const { decision, base, head, changes, policyChanges, fixes = [], reliesOn = [] } = gate;
  const reasons = blockingLines(gate);
  const back = furtherFindings(review).filter((finding) => issuesBack(review, finding).length > 0);
  return (
    <>
      <h3>What this change does</h3>
      <p>
        From <Code>{base}</Code> to <Code>{head}</Code>:{" "}
        <b class={decision === "fail" ? "overdue" : undefined}>
          {decision === "fail" ? "it must not be merged" : "it may be merged"}
        </b>
        .
      </p>
      {reasons.length === 0 ? null : (
        <ul>
          {reasons.map((line) => (
            <li>
              {`${line.text}${backWords(line)}`}
              {line.fix === undefined ? null : (
                <>
                  {/[.!?]$/.test(`${line.text}${backWords(line)}`) ? " " : ". "}
                  <b>Fix:</b> {ended(line.fix)}
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {back.length === 0 ? null : (
        <ul>
          {back.map((finding) => (
            <li>{`${finding.severity}: ${freshWords(finding)}${backWords({ back: issuesBack(review, finding) })}`}</li>
          ))}
        </ul>
      )}
      {fixes.length === 0 ? null : (
        <Table
          name="Issues of the register that this change affects"
          columns={["Issue", "Severity", "Effect"]}
          rows={fixes.map((one) => ({
            cells: [<Code>{one.issue.id}</Code>, one.issue.severity, ended(gateFixWords(one))],
          }))}
        />
      )}
      {changes.length === 0 ? null : (
        <Table
          name={count(changes.length, "change")}
          columns={["Change", "Direction", "Operation", "Field", "Blocks"]}
          rows={changes.map(({ text, direction, operation, field, blocks }) => ({
            cells: [
              text,
              direction,
              operation === null ? "" : <Code>{operation}</Code>,
              field === null ? "" : <Code>{field}</Code>,
              blocks ? "yes" : "no",
            ],
          }))}
        />
      )}
      {policyChanges.length === 0 ? null : (
        <Table
          name="Changes to the policy"
          columns={["File", "Key", "Effect"]}
          rows={policyChanges.map((change) => {
            const { effect, entries } = policyChangeWords(change);
            return {
              cells: [
                <Code>{change.file}</Code>,
                <Code>{change.key}</Code>,
                [effect ?? "", ...entries.map((entry) => <p>{entry}</p>)],
              ],
            };
          })}
        />
      )}
      {reliesOn.length === 0 ? null : (
        <Table
          name={RELIES}
          columns={["File", "Key", "Of", "Without it"]}
          rows={reliesOn.map(({ file, key, since, text }) => ({
            cells: [<Code>{file}</Code>, <Code>{key}</Code>, since ?? "", text],
          }))}
        />
      )}
    </>
  );
}
