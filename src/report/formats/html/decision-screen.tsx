import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { count, shortened } from "../../../core/prose.ts";
import type { Review } from "../../../core/review.ts";
import { sentencesWithin } from "../../../core/sentence.ts";
import { othersChangeWords } from "../../words/data-answer.ts";
import { decidingBesides, isWorthAsking } from "../../words/assumption-answers.ts";
import { evidenceSentence, leadingSentence } from "../../words/decision-screen.ts";
import { sinceWords } from "../../words/since-words.ts";
import { verdictAnswer, verdictName } from "../../words/decision-words.ts";
import { allActions, firstActions, plannedWords } from "../../words/first-actions.ts";
import {
  actorsBriefly,
  AFTER_FIRST,
  afterFirstWords,
  readersBriefly,
  unknownsBriefly,
} from "../../words/first-answers.ts";
import { firstReason, firstStepWords, whyLabel, whyWords } from "../../words/first-screen.ts";
import { NOBODY } from "../../words/owner-tallies.ts";
import { reasonNumbers, restingWords } from "../../words/reason-groups.ts";
import type { HtmlAnchor, HtmlChapter } from "./chapter.ts";
import { breakable, classOf, Code, Links, MoreText, PageLinksContext, To } from "./parts.tsx";
import { Table } from "./table.tsx";

/**
 * What a release meeting decides by, on one screen. First and in few words: the verdict, why, and what to do first. Then
 * who can read other people's data, what nobody knows, who must act. Then what else decides: the whole reason, the
 * numbers, the next actions, what changed, how sure it is.
 */
export function DecisionScreen({ chapter }: { readonly chapter: HtmlChapter }): JSX.Element {
  const { review, prefix, envelope } = chapter;
  const { document } = review;
  const { decision } = review.verdict;
  const isWhole = useContext(PageLinksContext);
  const why = whyWords(review);
  const after = afterFirstWords(review);
  const told = toldReason(review);
  return (
    <div class="decision-screen">
      <div class={`verdict ${decision ?? "none"}`}>
        <h2 class={`answer decision ${decision ?? "none"}`}>
          Verdict: <b>{verdictName(decision)}</b>. {verdictAnswer(decision)}
        </h2>
        {why === undefined ? null : (
          <p class="why">
            <b>{whyLabel(review)}</b> <MoreText to={`${prefix}findings`}>{why}</MoreText>{" "}
            {isWhole && told !== undefined && told.text + told.more === "" ? <ReasonsLink chapter={chapter} /> : null}
          </p>
        )}
        <p class="first">
          <b>Do first:</b> <MoreText to={`${prefix}plan`}>{firstStepWords(review)}</MoreText>
        </p>
        {after === undefined ? null : (
          <p class="note after">
            {AFTER_FIRST} {after}
          </p>
        )}
      </div>
      <div class="minute">
        <Brief
          question="Who can read other people's data?"
          answers={readersBriefly(review)}
          to={`${prefix}data`}
          more="All data"
        />
        <Brief
          question="What is not known yet?"
          answers={unknownsBriefly(review)}
          to={`${prefix}unknowns`}
          more="All unknowns"
        />
        <Brief
          question="Who must act?"
          answers={actorsBriefly(review, envelope.asOf)}
          to={`${prefix}plan`}
          more="Action plan"
        />
      </div>
      {isWhole ? <WholeReason chapter={chapter} /> : null}
      <Numbers chapter={chapter} />
      <Actions chapter={chapter} />
      <dl class="standing">
        {isWhole ? (
          <div>
            <dt>Reviewed</dt>
            <dd>
              <Code>{document.file}</Code>, {document.specVersion.startsWith("2") ? "Swagger" : "OpenAPI"}{" "}
              {document.specVersion}, as of {envelope.asOf}
              {document.owner === null
                ? ""
                : document.isContact === true
                  ? `, contact: ${document.owner}`
                  : `, owned by ${document.owner}`}
              . <To to={`${prefix}terms`}>Terms</To>
            </dd>
          </div>
        ) : null}
        <div>
          <dt>Who can change other people's data?</dt>
          <dd>
            <MoreText to={`${prefix}data`}>
              {fitted((most) => othersChangeWords(review, most), MOST_OF_CHANGES)}
            </MoreText>
          </dd>
        </div>
        <div>
          <dt>Since the last review</dt>
          <dd>{sinceWords(review, envelope.asOf)}</dd>
        </div>
        <div>
          <dt>Evidence</dt>
          <dd>
            {briefEvidence(review)} {isWhole ? <To to={`${prefix}evidence`}>All evidence</To> : null}
          </dd>
        </div>
      </dl>
    </div>
  );
}

/** One question of the first minute, and its answer in few words. */
function Brief(props: {
  readonly question: string;
  readonly answers: readonly string[];
  /** Where the whole answer stands, and what the link there says. */
  readonly to: HtmlAnchor;
  readonly more: string;
}): JSX.Element {
  const { question, answers, to, more } = props;
  const isWhole = useContext(PageLinksContext);
  return (
    <div>
      <h3>{question}</h3>
      <ul>
        {answers.map((text, index) => (
          <li>
            <MoreText to={to}>{text}</MoreText>{" "}
            {isWhole && index === answers.length - 1 ? <To to={to}>{more}</To> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The reason of the verdict as the review words it, what else is said of it, and how many there are besides. */
function WholeReason({ chapter }: { readonly chapter: HtmlChapter }): JSX.Element | null {
  const { review } = chapter;
  const told = toldReason(review);
  if (told === undefined)
    return review.verdict.decision === null ? <p class="further">The findings are in section 2.</p> : null;
  const words = [told.text, told.more].filter(Boolean).join(" ");
  return words === "" ? null : (
    <p class="further">
      <span class="note">In full:</span> {words} <ReasonsLink chapter={chapter} />
    </p>
  );
}

/** What is said of the reason for which there is room; what stands above in other words is left out. */
function toldReason(
  review: Review,
): { readonly text: string; readonly more: string; readonly others: number; readonly isCut: boolean } | undefined {
  const reason = leadingSentence(review);
  if (reason === undefined) return undefined;
  const room = MOST_WHY_AND_MORE - Math.min(reason.text.length, MOST_WHY);
  // Who can read what stands above already, with all but the names of fields, and so does what is not stated.
  const why = whyWords(review) ?? "";
  const isTold =
    (firstReason(review)?.findings.length === 0 && reason.text.startsWith(why)) ||
    (reason.text.includes(" can read ") && why.includes(" can read ")) ||
    (reason.text.startsWith("The description does not say who can ") &&
      why.startsWith("The description does not say who can "));
  // Which answers reject stands with the question.
  const more = reason.more.replace(SPLIT, "").trim();
  return {
    text: isTold ? "" : withinRoom(reason.text, MOST_WHY),
    more: sentencesWithin(more, room),
    others: reason.others,
    isCut: isTold || reason.text.length > MOST_WHY || more.length > room,
  };
}

const SPLIT = /^Reject if the answer is "[^.]*\.(?: |$)/;

/** Where all reasons stand, behind what is said of the first. */
function ReasonsLink({ chapter: { review, prefix } }: { readonly chapter: HtmlChapter }): JSX.Element | null {
  const { others, isCut } = toldReason(review) ?? { others: 0, isCut: false };
  const noun = review.verdict.decision === "approve-with-conditions" ? "more condition" : "more reason";
  if (others === 0 && !isCut) return null;
  return <To to={`${prefix}reasons`}>{others > 0 ? count(others, noun) : "The whole reason"}</To>;
}

/** How good the evidence is; where that is long, without the names of operations, which stand with all evidence. */
function briefEvidence(review: Review): string {
  // Who can call is said among what is not known.
  const text = evidenceSentence({
    ...review,
    operations: review.operations.map((one) => ({ ...one, assumed: false })),
  });
  return text.length <= MOST_CHARACTERS ? text : text.replaceAll(/ \([A-Z]+ [^()]*\)/g, "");
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

function Numbers({ chapter: { review } }: { readonly chapter: HtmlChapter }): JSX.Element | null {
  const numbers = reasonNumbers(review.verdict, decidingBesides(review));
  if (numbers === undefined) return null;
  const resting = restingWords(review);
  const waiting = review.assumptions.filter(isWorthAsking).length + review.questions.length;
  return (
    <dl class="numbers">
      {numbers.map(({ kind, name, n, parts }) => (
        <div class={classOf(kind, n === 0 && "zero")}>
          <dt>
            {name}
            {kind === "depends" && n === 0 && waiting > 0 ? (
              <span class="note parts"> ({waiting} can wait)</span>
            ) : null}
            {parts === "" ||
            parts === count(n, "finding") ||
            (parts === count(n, "question") && resting === "") ? null : (
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

/** The first things to do in their order, with what each resolves, who does it, by when, and how much work it is. */
function Actions({ chapter }: { readonly chapter: HtmlChapter }): JSX.Element | null {
  const isWhole = useContext(PageLinksContext);
  const actions = firstActions(chapter.review).slice(0, isWhole ? MOST_NEXT : undefined);
  if (actions.length === 0)
    return isWhole && allActions(chapter.review).length > 0 ? (
      <div class="actions">
        <PlanLink chapter={chapter} shown={0} />
      </div>
    ) : null;
  const cut = (text: string, most: number): string => (isWhole ? text : shortened(text, most));
  // In an edition of two pages what the columns hold decides: it takes the least paper.
  const width = (share: number): { readonly share?: number } => (isWhole ? { share } : {});
  const isOneOwner = new Set(actions.map(({ owner }) => owner)).size === 1;
  const isDated = actions.some(({ due }) => due !== undefined);
  const whose = actions[0]!.owner === NOBODY ? "none yet" : cut(actions[0]!.owner, MOST_OWNER);
  const said = [...(isOneOwner ? [`owner: ${whose}`] : []), ...(isDated ? [] : ["no due date is set"])].join("; ");
  return (
    <div class="actions">
      <p class="note narrow">In this order{said === "" ? "" : ` (${said})`}:</p>
      <Table
        name="What to do first"
        columns={[
          { name: said === "" ? "In this order" : `In this order (${said})`, isWide: true, ...width(70) },
          { name: "Effect on the release", isKept: true, ...width(24) },
          ...(isOneOwner ? [] : [{ name: "Owner", ...width(16) }]),
          ...(isDated ? [{ name: "Due", ...width(10) }] : []),
          { name: "Effort", isKept: true, ...width(12) },
        ]}
        rows={actions.map(({ brief, unblocks, owner, due, effort, findings }) => ({
          cells: [
            isWhole && brief.length <= MOST_CHARACTERS ? (
              <MoreText to={`${chapter.prefix}plan`}>{brief}</MoreText>
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
      {isWhole ? <PlanLink chapter={chapter} shown={actions.length} /> : null}
    </div>
  );
}

/** Where all actions stand, with all of their operations. */
function PlanLink({ chapter, shown }: { readonly chapter: HtmlChapter; readonly shown: number }): JSX.Element {
  const all = allActions(chapter.review);
  return (
    <p class="note planned">
      {plannedWords(all, shown)} <To to={`${chapter.prefix}plan`}>Action plan</To>
    </p>
  );
}

/** What stands on the first screen of a text that the description decides: it fits, and the whole is one link away. */
const MOST_WHY = 260;
const MOST_WHY_AND_MORE = 220;
/** What an edition of two pages shows of a text that the description decides. */
const MOST_CHARACTERS = 160;
const MOST_OWNER = 40;
/** Of the actions; the plan has all. */
const MOST_NEXT = 2;
/** Of what can be changed; what is longer stands with the data. */
const MOST_OF_CHANGES = 120;
