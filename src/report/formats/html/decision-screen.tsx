import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { partitioned } from "../../../core/grouped.ts";
import { count, shortened } from "../../../core/prose.ts";
import { briefly, capitalized, sentencesWithin } from "../../../core/sentence.ts";
import { othersChangeWords, othersReadWords } from "../../words/data-answer.ts";
import { evidenceSentence, leadingSentence } from "../../words/decision-screen.ts";
import { sinceWords } from "../../words/since-words.ts";
import { verdictAnswer, verdictHeadline } from "../../words/decision-words.ts";
import { allActions, firstActions, firstWords } from "../../words/first-actions.ts";
import { NOBODY } from "../../words/owner-tallies.ts";
import { NAMES_OWNER, reasonNumbers, restingWords } from "../../words/reason-groups.ts";
import type { HtmlChapter } from "./chapter.ts";
import { breakable, classOf, Code, Links, MoreText, PageLinksContext, To } from "./parts.tsx";
import { Table } from "./table.tsx";

/** What a release meeting decides by, on one screen: the verdict, why, what to do first, what changed, how sure it is. */
export function DecisionScreen({ chapter }: { readonly chapter: HtmlChapter }): JSX.Element {
  const { review, prefix, envelope } = chapter;
  const { document } = review;
  const { decision } = review.verdict;
  const reason = leadingSentence(review);
  const isConditional = decision === "approve-with-conditions";
  const isWhole = useContext(PageLinksContext);
  const moreRoom = MOST_WHY_AND_MORE - Math.min(reason?.text.length ?? 0, MOST_WHY);
  const isCut = reason !== undefined && (reason.text.length > MOST_WHY || reason.more.length > moreRoom);
  return (
    <div class="decision-screen">
      <div class={`verdict ${decision ?? "none"}`}>
        <h2>{isWhole ? "1. " : ""}May this be exposed?</h2>
        <p class={`answer decision ${decision ?? "none"}`}>
          Verdict: <b>{verdictHeadline(decision)}</b>
        </p>
        <p>
          {verdictAnswer(decision)}
          {decision === null && isWhole ? " The findings are in section 2. " : " "}
          {reason === undefined ? null : (
            <b class="why">{withinRoom(reason.text, isWhole ? MOST_WHY : MOST_CHARACTERS)}</b>
          )}
        </p>
        <p class="first">
          <b>Do first</b>
          {shortened(firstWords(review), MOST_WHY).replace(/^Do first/, "")}
        </p>
        <p class="further">
          <FirstDetails chapter={chapter} />
          {reason === undefined
            ? null
            : isWhole
              ? sentencesWithin(reason.more, moreRoom)
              : briefly(reason.more, MOST_CHARACTERS * 2)}{" "}
          {reason === undefined ? null : reason.others > 0 ? (
            <To to={`${prefix}reasons`}>
              {reason.others} more {isConditional ? "condition" : "reason"}
              {reason.others === 1 ? "" : "s"}
            </To>
          ) : isWhole && isCut ? (
            <To to={`${prefix}reasons`}>The whole reason</To>
          ) : null}
        </p>
        <Numbers chapter={chapter} />
      </div>
      <dl class="whose">
        <div>
          <dt>Who can read other people's data? {isWhole ? <To to={`${prefix}data`}>All data</To> : null}</dt>
          <dd>
            <MoreText to={`${prefix}data`}>{fitted((most) => othersReadWords(review, most), MOST_OF_READS)}</MoreText>
          </dd>
        </div>
        <div>
          <dt>What can they change?</dt>
          <dd>
            <MoreText to={`${prefix}data`}>
              {fitted((most) => othersChangeWords(review, most), MOST_OF_CHANGES)}
            </MoreText>
          </dd>
        </div>
      </dl>
      <Actions chapter={chapter} />
      <dl class="standing">
        {isWhole ? (
          <div>
            <dt>Reviewed</dt>
            <dd>
              <Code>{document.file}</Code>, {document.specVersion.startsWith("2") ? "Swagger" : "OpenAPI"}{" "}
              {document.specVersion}, as of {envelope.asOf}
              {document.owner === null ? "" : `, owned by ${document.owner}`}. <To to={`${prefix}terms`}>Terms</To>
            </dd>
          </div>
        ) : null}
        <div>
          <dt>Since the last review</dt>
          <dd>{sinceWords(review, envelope.asOf)}</dd>
        </div>
        <div>
          <dt>Evidence</dt>
          <dd>
            {evidenceSentence(review)} {isWhole ? <To to={`${prefix}evidence`}>All evidence</To> : null}
          </dd>
        </div>
      </dl>
    </div>
  );
}

/** A reason that is too long, with one operation named in place of several, so that what is wrong is not cut off. */
function withinRoom(text: string, room: number): string {
  const brief =
    text.length <= room
      ? text
      : text.replace(
          /, (?:[A-Z]+ \S+, )*[A-Z]+ \S+ and (\d+) more\b/,
          (all, more: string) => ` and ${Number(more) + all.split(", ").length - 1} more`,
        );
  return shortened(brief, room);
}

/** A text that names as many operations as there is room for. */
function fitted(textOf: (most: number) => string, room: number): string {
  const texts = [2, 1, 0].map(textOf);
  return texts.find((text) => text.length <= room) ?? cutAtSentence(texts.at(-1) ?? "", room);
}

/** The sentences of a text for which there is room; what is not known is said in short rather than cut off. */
function cutAtSentence(text: string, room: number): string {
  const sentences = text.split(/(?<=\.) (?=[A-Z])/);
  const kept: string[] = [];
  for (const sentence of sentences) {
    const left = room - kept.join(" ").length;
    const brief = sentence.replace(/^(Not known for \d+ operations?)\b.*$/s, "$1.");
    const said = sentence.length < left ? sentence : brief.length < left + MOST_BEYOND ? brief : undefined;
    if (said === undefined) break;
    kept.push(said);
  }
  if (kept.length === 0) return shortened(text, room);
  return kept.length < sentences.length ? `${kept.join(" ")} …` : kept.join(" ");
}

/** What a line may be longer, so that it says that something is not known. */
const MOST_BEYOND = 40;

/** What the first thing to do resolves, how much work it is, and by when. */
function FirstDetails({ chapter }: { readonly chapter: HtmlChapter }): JSX.Element | null {
  const [first] = firstActions(chapter.review);
  if (first === undefined) return null;
  const { unblocks, effort, due, findings } = first;
  return (
    <span class="note">
      <Links chapter={chapter} findings={findings} />
      {findings.length === 0 ? capitalized(unblocks) : `: ${unblocks}`}. Effort: {effort}.
      {due === undefined ? "" : ` Due: ${due}.`}{" "}
    </span>
  );
}

function Numbers({ chapter: { review } }: { readonly chapter: HtmlChapter }): JSX.Element | null {
  const numbers = reasonNumbers(review.verdict);
  if (numbers === undefined) return null;
  const resting = restingWords(review);
  return (
    <dl class="numbers">
      {numbers.map(({ kind, name, n, parts }) => (
        <div class={classOf(kind, n === 0 && "zero")}>
          <dt>
            {name}
            {parts === "" ? null : (
              <span class="note parts">
                {" "}
                ({parts}
                {kind === "depends" && resting !== "" ? `; ${resting}` : ""})
              </span>
            )}
          </dt>
          <dd>{n}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What follows the first thing to do, which stands above with the reason. */
function Actions({ chapter }: { readonly chapter: HtmlChapter }): JSX.Element | null {
  const isWhole = useContext(PageLinksContext);
  const [first, ...further] = firstActions(chapter.review);
  const actions = further.slice(0, isWhole ? MOST_NEXT : undefined);
  if (first === undefined || actions.length === 0)
    return isWhole && allActions(chapter.review).length > 0 ? (
      <div class="actions">
        <PlanLink chapter={chapter} shown={first === undefined ? 0 : 1} />
      </div>
    ) : null;
  const cut = (text: string, most: number): string => (isWhole ? text : shortened(text, most));
  // In an edition of two pages what the columns hold decides: it takes the least paper.
  const width = (share: number): { readonly share?: number } => (isWhole ? { share } : {});
  const isOneOwner = new Set(actions.map(({ owner }) => owner)).size === 1;
  const isDated = actions.some(({ due }) => due !== undefined);
  const whose = actions[0]!.owner === NOBODY ? "the release manager" : cut(actions[0]!.owner, MOST_OWNER);
  const said = [...(isOneOwner ? [`owner: ${whose}`] : []), ...(isDated ? [] : ["no due date is set"])].join("; ");
  return (
    <div class="actions">
      <p class="note narrow">Then{said === "" ? "" : ` (${said})`}:</p>
      <Table
        name="What to do next"
        columns={[
          { name: said === "" ? "Then" : `Then (${said})`, isWide: true, ...width(70) },
          { name: "Resolves", isKept: true, ...width(24) },
          ...(isOneOwner ? [] : [{ name: "Owner", ...width(16) }]),
          ...(isDated ? [{ name: "Due", ...width(10) }] : []),
          { name: "Effort", isKept: true, ...width(12) },
        ]}
        rows={actions.map(({ brief, unblocks, owner, due, effort, findings }) => ({
          cells: [
            isWhole ? (
              <MoreText to={`${chapter.prefix}plan`}>{shortened(brief, MOST_CHARACTERS)}</MoreText>
            ) : (
              shortened(brief, MOST_CHARACTERS)
            ),
            <>
              <Links chapter={chapter} findings={findings} />
              {findings.length === 0 ? "" : ": "}
              {unblocks}
            </>,
            ...(isOneOwner ? [] : [breakable(cut(owner, MOST_OWNER))]),
            ...(isDated ? [due ?? "not set"] : []),
            effort,
          ],
        }))}
      />
      {isWhole ? <PlanLink chapter={chapter} shown={actions.length + 1} /> : null}
    </div>
  );
}

/** Where all actions stand, with all of their operations. */
function PlanLink({ chapter, shown }: { readonly chapter: HtmlChapter; readonly shown: number }): JSX.Element {
  const all = allActions(chapter.review);
  const [needed, further] = partitioned(all, ({ isNeeded }) => isNeeded);
  // Naming an owner stands with the first thing to do.
  const named = all.length > 0 && all[0]!.unblocks === NAMES_OWNER ? shown + 1 : shown;
  const waiting = further.length === 0 ? "" : `; ${further.length} can wait`;
  return (
    <p class="note planned">
      {needed.length === 0
        ? `${count(further.length, "action")} can wait until after the release. `
        : `${count(needed.length, "action")} before the release${needed.length > named ? ` (${named} shown here)` : ""}${waiting}. `}
      <To to={`${chapter.prefix}plan`}>Action plan</To>
    </p>
  );
}

/** What stands on the first screen of a text that the description decides: it fits, and the whole is one link away. */
const MOST_WHY = 260;
const MOST_WHY_AND_MORE = 220;
/** What an edition of two pages shows of a text that the description decides. */
const MOST_CHARACTERS = 160;
const MOST_OWNER = 40;
/** Of what follows the first thing to do; the plan has all. */
const MOST_NEXT = 3;
/** Of whose data it is, and of what can be changed; what is longer stands with the data. */
const MOST_OF_READS = 200;
const MOST_OF_CHANGES = 140;
