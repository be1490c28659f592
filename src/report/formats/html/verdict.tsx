import { partWords, reasonGroups, type ReasonGroup } from "../../words/reason-groups.ts";
import type { JSX } from "preact";
import { askedLines, dependenceNote } from "../../words/assumption-answers.ts";
import { isOpen } from "../../../core/open-findings.ts";
import { severityCounts } from "../../words/decision-words.ts";
import { plannedReasons } from "../../words/first-actions.ts";
import { metWhen, type MetWhen } from "../../words/met-when.ts";
import { unmarked } from "../../words/unmarked.ts";
import { atAGlance } from "../../words/glance.ts";
import { ended } from "../../../core/sentence.ts";
import { MOST_TOLD } from "../../words/shown-findings.ts";
import type { HtmlAnchor, HtmlChapter } from "./chapter.ts";
import { DecisionScreen } from "./decision-screen.tsx";
import { placesAnchor } from "./finding-article.tsx";
import { GatePart } from "./gate.tsx";
import { hasResourceList } from "./operations-table.tsx";
import { hasTestList } from "./unknowns.tsx";
import { Code, Links, MoreText } from "./parts.tsx";

/** 1. May it be released? */
export function VerdictSection({ chapter }: { readonly chapter: HtmlChapter }): JSX.Element {
  const { verdict, findings, gate } = chapter.review;
  const note = dependenceNote(chapter.review);
  // What to do first stands above already.
  const glance = atAGlance(chapter.review, chapter.views).filter(
    ({ question }) => question !== "What must be done first?",
  );
  const open = findings.filter(isOpen);
  const tests = hasTestList(chapter.review) ? "every-test" : "tests";
  const resources = hasResourceList(chapter.review) ? "resources" : "operations";
  // Conditions stand in the order of the action plan.
  const told = (kind: ReasonGroup["kind"], reasons: ReasonGroup["reasons"]) =>
    (kind === "condition"
      ? plannedReasons(chapter.review, reasons)
      : reasons.map((reason) => ({ ...reason, text: unmarked(reason.text) }))
    ).slice(0, MOST_TOLD);
  // That nothing is in the way stands above already.
  const groups = reasonGroups(verdict).filter(({ kind }) => kind !== "nothing");
  return (
    <section id={`${chapter.prefix}verdict`} class="verdict-section">
      <DecisionScreen chapter={chapter} />
      <p>Open findings: {severityCounts(open)}.</p>
      {note === undefined ? null : <p class="note">{note}</p>}
      {gate === null ? null : <GatePart review={chapter.review} gate={gate} />}
      <h3>At a glance</h3>
      <dl class="glance">
        {glance.map(({ question, answers }) => (
          <div>
            <dt>{question}</dt>
            <dd>
              {answers.map(({ text, findings: fingerprints }) => (
                <p>
                  <MoreText to={`${chapter.prefix}${GLANCE_TARGETS.get(question) ?? resources}`}>{text}</MoreText>{" "}
                  <Links chapter={chapter} findings={fingerprints} />
                </p>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      {groups.length === 0 ? null : <h3 id={`${chapter.prefix}reasons`}>What the verdict rests on</h3>}
      {groups.map(({ kind, heading, reasons }) => (
        <>
          <h4 class="reasons-heading">
            {heading} ({headWords(reasons)})
          </h4>
          <ol class="reasons">
            {told(kind, reasons).map(({ text, findings: fingerprints, assumptions: ids }) => (
              <li>
                <MoreText to={reasonAnchor(chapter, fingerprints) ?? `${chapter.prefix}${tests}`}>
                  {ended(text)}
                </MoreText>{" "}
                <Links chapter={chapter} findings={fingerprints} assumptions={ids} />
                {kind === "condition" ? (
                  <Met met={metWhen(chapter.review, { text, findings: fingerprints, assumptions: ids })} />
                ) : null}
              </li>
            ))}
          </ol>
          {reasons.length > MOST_TOLD ? (
            <p class="note">And {reasons.length - MOST_TOLD} more in the JSON review.</p>
          ) : null}
        </>
      ))}
      <Settle lines={askedLines(chapter.review)} />
    </section>
  );
}

/** When a condition is met. */
function Met({ met }: { readonly met: MetWhen | undefined }): JSX.Element | null {
  if (met === undefined) return null;
  return (
    <p class="note met">
      {met.text} {met.command === undefined ? null : <Code>{met.command}</Code>}
    </p>
  );
}

/** Where what a reason or an action only counts is listed: with its finding. */
export function reasonAnchor(
  { anchorOf, findingNumbers, prefix }: HtmlChapter,
  fingerprints: readonly string[],
): HtmlAnchor | undefined {
  const [n] = fingerprints.flatMap((fingerprint) => findingNumbers.get(fingerprint) ?? []);
  if (n !== undefined) return placesAnchor(anchorOf("finding", n));
  return fingerprints.length > 0 ? `${prefix}unknowns` : undefined;
}

/** How many reasons there are, and what they are: `13: 5 findings, 8 tests`, `2 tests`. */
function headWords(reasons: ReasonGroup["reasons"]): string {
  const parts = partWords(reasons);
  return parts.includes(", ") ? `${reasons.length}: ${parts}` : parts;
}

/** Where all of what an answer at a glance counts stands. */
const GLANCE_TARGETS: ReadonlyMap<string, "callers" | "data" | "unknowns"> = new Map([
  ["To whom?", "callers"],
  ["Why?", "callers"],
  ["Whose data?", "data"],
  ["What is not known?", "unknowns"],
]);

/** The lines of `sallyport.yaml` that answer what is assumed; nothing where nothing can. */
export function Settle({ lines }: { readonly lines: readonly string[] }): JSX.Element | null {
  if (lines.length === 0) return null;
  return (
    <>
      <p>
        These lines of <Code>sallyport.yaml</Code> answer the open questions. Section 5 says what each value means and
        leads to. After each colon, write the value that applies. The possible values are listed after the #:
      </p>
      <pre class="lines" tabIndex={0} aria-label="Lines of sallyport.yaml">
        {lines.join("\n")}
      </pre>
    </>
  );
}
