import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { shortened } from "../../../core/prose.ts";
import { evidenceSentence, leadingSentence } from "../../words/decision-screen.ts";
import { sinceWords } from "../../words/since-words.ts";
import { verdictAnswer, verdictName } from "../../words/decision-words.ts";
import { EFFORT_WORDS, firstActions, NOTHING_FIRST } from "../../words/first-actions.ts";
import { reasonNumbers } from "../../words/reason-groups.ts";
import type { HtmlChapter } from "./chapter.ts";
import { breakable, classOf, Links, MoreText, PageLinksContext, To } from "./parts.tsx";
import { Table } from "./table.tsx";

/** What a release meeting decides by, on one screen: the verdict, why, what to do first, what changed, how sure it is. */
export function DecisionScreen({ chapter }: { readonly chapter: HtmlChapter }): JSX.Element {
  const { review, prefix, envelope } = chapter;
  const { decision } = review.verdict;
  const reason = leadingSentence(review);
  const isConditional = decision === "approve-with-conditions";
  const isWhole = useContext(PageLinksContext);
  return (
    <div class="decision-screen">
      <div class={`verdict ${decision ?? "none"}`}>
        <h2>{isWhole ? "1. " : ""}May this be exposed?</h2>
        <p class={`answer decision ${decision ?? "none"}`}>
          Verdict: <b>{verdictName(decision)}</b>
        </p>
        <p>
          {verdictAnswer(decision)}
          {decision === null && isWhole ? " The findings are in section 2. " : " "}
          {reason === undefined ? null : (
            <>
              <b class="why">{isWhole ? reason.text : shortened(reason.text, MOST_CHARACTERS)}</b>{" "}
              {isWhole ? reason.more : shortened(reason.more, MOST_CHARACTERS * 2)}
            </>
          )}{" "}
          {reason === undefined || reason.others === 0 ? null : (
            <To to={`${prefix}reasons`}>
              {reason.others} more {isConditional ? "condition" : "reason"}
              {reason.others === 1 ? "" : "s"}
            </To>
          )}
        </p>
        <Numbers chapter={chapter} />
      </div>
      <Actions chapter={chapter} />
      <dl class="standing">
        <div>
          <dt>Since the last review</dt>
          <dd>{sinceWords(review, envelope.asOf)}</dd>
        </div>
        <div>
          <dt>Evidence</dt>
          <dd>
            {evidenceSentence(review)} {isWhole ? <To to={`${prefix}evidence`}>More</To> : null}
          </dd>
        </div>
      </dl>
    </div>
  );
}

function Numbers({ chapter: { review } }: { readonly chapter: HtmlChapter }): JSX.Element | null {
  const numbers = reasonNumbers(review.verdict);
  if (numbers === undefined) return null;
  return (
    <dl class="numbers">
      {numbers.map(({ kind, name, n, parts }) => (
        <div class={classOf(kind, n === 0 && "zero")}>
          <dt>
            {name}
            {parts === "" ? null : <span class="note"> ({parts})</span>}
          </dt>
          <dd>{n}</dd>
        </div>
      ))}
    </dl>
  );
}

function Actions({ chapter }: { readonly chapter: HtmlChapter }): JSX.Element {
  const isWhole = useContext(PageLinksContext);
  const actions = firstActions(chapter.review);
  if (actions.length === 0) return <p class="actions">{NOTHING_FIRST}</p>;
  const cut = (text: string, most: number): string => (isWhole ? text : shortened(text, most));
  // In an edition of two pages what the columns hold decides: it takes the least paper.
  const width = (share: number): { readonly share?: number } => (isWhole ? { share } : {});
  const isOneOwner = new Set(actions.map(({ owner }) => owner)).size === 1;
  const isDated = actions.some(({ due }) => due !== undefined);
  const said = [
    ...(isOneOwner ? [`owner: ${cut(actions[0]!.owner, MOST_OWNER)}`] : []),
    ...(isDated ? [] : ["no due date is set"]),
  ].join("; ");
  return (
    <div class="actions">
      <p class="note narrow">Do first{said === "" ? "" : ` (${said})`}:</p>
      <Table
        name="What to do first"
        columns={[
          { name: said === "" ? "Do first" : `Do first (${said})`, isWide: true, ...width(74) },
          { name: "Resolves", isKept: true, ...width(22) },
          ...(isOneOwner ? [] : [{ name: "Owner", ...width(16) }]),
          ...(isDated ? [{ name: "Due", ...width(10) }] : []),
          { name: "Effort", isKept: true, ...width(11) },
        ]}
        rows={actions.map(({ text, unblocks, owner, due, effort, findings }) => ({
          cells: [
            <MoreText to={`${chapter.prefix}reasons`}>{cut(text, MOST_CHARACTERS)}</MoreText>,
            <>
              <Links chapter={chapter} findings={findings} />
              {findings.length === 0 ? "" : ": "}
              {unblocks}
            </>,
            ...(isOneOwner ? [] : [breakable(cut(owner, MOST_OWNER))]),
            ...(isDated ? [due ?? "not set"] : []),
            EFFORT_WORDS[effort],
          ],
        }))}
      />
    </div>
  );
}

/** What an edition of two pages shows of a text that the description decides. */
const MOST_CHARACTERS = 160;
const MOST_OWNER = 40;
