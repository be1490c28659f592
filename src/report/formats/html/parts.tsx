import type { ComponentChildren, JSX } from "preact";
import { createContext, Fragment } from "preact";
import { useContext } from "preact/hooks";
import type { Review } from "../../../core/review.ts";
import type { RulePageUrl } from "../../../core/rule-page-url.ts";
import type { Severity } from "../../../core/severity.ts";
import { count } from "../../../core/prose.ts";
import type { CountedFlow } from "../../words/data-tally.ts";
import { MOST_TOLD } from "../../words/shown-findings.ts";
import { whereWords } from "../../words/field-words.ts";
import type { HtmlAnchor, HtmlChapter } from "./chapter.ts";

/*
 * The parts that a page is made of. Every string is text: a component can only put it where text stands, and what a
 * browser would obey in it is taken out of the whole page at the end (`html.tsx`). Links go where the code itself says.
 */

/** A name of the description as it is written there. */
export function Code(props: { readonly children: string; readonly class?: string }): JSX.Element {
  const { children: text, class: name } = props;
  return <code class={name}>{text.trim() === "" ? "(empty)" : breakable(text)}</code>;
}

/** A shorter name stays whole in any column. */
const LEAST_BROKEN = 16;

/** A long name that a line may break where its parts meet: before a slash, after @, a full stop or a low line, else before a capital. */
export function breakable(text: string): ComponentChildren {
  if (text.length < LEAST_BROKEN) return text;
  const parts = text.split(/(?<=[^/\s])(?=\/)|(?<=[._@])(?=\w)/);
  const all = parts.length === 1 ? text.split(/(?<=[a-z])(?=[A-Z])/) : parts;
  return all.length === 1 ? text : joinedNodes(all, <wbr />);
}

/** Where something gets in or out: ‹2xx email› of ‹GET /users/{id}›. */
export function Witness({ of }: { readonly of: CountedFlow }): JSX.Element {
  return (
    <span class="witness">
      <Code>{of.flow.witness}</Code> of <Code>{of.flow.operation}</Code>
    </span>
  );
}

/** Whether a page has all that its parts link to; where it has not, links are text. */
export const PageLinksContext = createContext(true);

/** A link within the page. */
export function To(props: {
  readonly to: HtmlAnchor;
  readonly children: ComponentChildren;
  /** What it is called where its text alone does not say where it leads. */
  readonly name?: string;
}): JSX.Element {
  const { to, children, name } = props;
  if (!useContext(PageLinksContext)) return <>{children}</>;
  return name === undefined ? (
    <a href={`#${to}`}>{children}</a>
  ) : (
    <a href={`#${to}`} aria-label={name} title={name}>
      {children}
    </a>
  );
}

/** A link to a page of a standard, or to the published page of a rule. */
export function Out(props: {
  readonly href: `https://owasp.org/${string}` | `https://cwe.mitre.org/${string}` | RulePageUrl;
  readonly children: string;
}): JSX.Element {
  return (
    <a href={props.href} rel="noopener noreferrer" target="_blank">
      {props.children}
    </a>
  );
}

/** Links to findings, by their numbers, and questions: `findings 1, 2, question 1`. */
export function Links(props: {
  readonly chapter: HtmlChapter;
  readonly findings: readonly string[];
  readonly assumptions?: readonly string[];
}): JSX.Element | null {
  const { chapter, findings, assumptions = [] } = props;
  const numbers = [...new Set(findings.flatMap((fingerprint) => chapter.findingNumbers.get(fingerprint) ?? []))];
  const under = [...findings.filter((fingerprint) => !chapter.findingNumbers.has(fingerprint)), ...assumptions].flatMap(
    (id) => chapter.assumptionNumbers.get(id) ?? [],
  );
  const links = [
    ...numbers.slice(0, MOST_LINKS).map((n, index) => (
      <To to={chapter.anchorOf("finding", n)}>
        {index > 0 ? "" : numbers.length === 1 ? "finding " : "findings "}
        {n}
      </To>
    )),
    ...(numbers.length > MOST_LINKS
      ? [<To to={`${chapter.prefix}findings`}>{numbers.length - MOST_LINKS} more findings</To>]
      : []),
    ...[...new Set(under)].map((n) => <To to={chapter.anchorOf("assumption", n)}>question {n}</To>),
  ];
  return links.length === 0 ? null : <span class="links">{joinedNodes(links)}</span>;
}

/** Numbers are short: so many of them still are a line. */
const MOST_LINKS = 24;

/** Parts in a row, parted by `separator`. */
export function joinedNodes(parts: readonly ComponentChildren[], separator: ComponentChildren = ", "): JSX.Element {
  return (
    <>
      {parts.map((part, index) => (
        <Fragment>
          {index === 0 ? "" : separator}
          {part}
        </Fragment>
      ))}
    </>
  );
}

/** The line of something, with the file where the description has more than one. */
export function Where(props: {
  readonly of: { readonly file: string; readonly line: number };
  readonly in: Review;
}): JSX.Element {
  const words = whereWords(props.in, props.of);
  return words.includes(":") ? <Code>{words}</Code> : <>{words}</>;
}

/** How bad a finding is. */
export function SeverityTag({ severity }: { readonly severity: Severity }): JSX.Element {
  return <span class={`tag severity ${severity}`}>{severity}</span>;
}

/** Classes in a row; none of nothing. */
export function classOf(...names: readonly (string | false | undefined)[]): string | undefined {
  const given = names.filter((name) => name !== undefined && name !== false);
  return given.length === 0 ? undefined : given.join(" ");
}

/** What shows when somebody opens it, and on paper always. */
export function Fold(props: {
  readonly summary: ComponentChildren;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <details>
      <summary>{props.summary}</summary>
      {props.children}
    </details>
  );
}

/** A list; beyond `most` items the others are folded. */
export function CappedList(props: {
  readonly items: readonly ComponentChildren[];
  readonly most: number;
  readonly noun: string;
  readonly nouns?: string;
}): JSX.Element {
  const { items, most, noun, nouns } = props;
  return (
    <>
      <PlainList items={items.slice(0, most)} />
      {items.length > most ? (
        <Fold summary={`and ${count(items.length - most, `more ${noun}`, `more ${nouns ?? `${noun}s`}`)}`}>
          <PlainList items={items.slice(most)} />
        </Fold>
      ) : null}
    </>
  );
}

/** A list in a fold. A description decides how long it is, and so even that has an end. */
export function PlainList({ items }: { readonly items: readonly ComponentChildren[] }): JSX.Element {
  return (
    <ul class="plain">
      {items.slice(0, MOST_TOLD).map((item) => (
        <li>{item}</li>
      ))}
      {items.length > MOST_TOLD ? <li>and {items.length - MOST_TOLD} more in the JSON review</li> : null}
    </ul>
  );
}

/** A text in which `and 12 more`, or else the `…` of one that was cut, leads to where all of it stands. */
export function MoreText({ to, children: text }: { readonly to: HtmlAnchor; readonly children: string }): JSX.Element {
  const counted = text.split(/(?<=(?:\b(?:and|or)|;) )(?=\d+ more\b)|(?<=\bwith |\()(?=\d+ operations\b)/);
  const [first = "", ...parts] = counted.length > 1 ? counted : text.split(/(?=…$)/);
  return (
    <>
      {first}
      {parts.map((part) => {
        const isCut = part === "…";
        const end = isCut ? part.length : COUNTED.exec(part)![0].length; // what was split has one
        const link = part.slice(0, end);
        return (
          <>
            <To to={to} name={`${isCut ? "All of it" : link}, ${placeWords(to)}`}>
              {link}
            </To>
            {part.slice(end)}
          </>
        );
      })}
    </>
  );
}

/** How many there are that have no names here. */
const COUNTED = /^\d+ (?:more|operations)/;

/** Where an anchor leads, in words. */
function placeWords(to: HtmlAnchor): string {
  return PLACES.find(([end]) => to.endsWith(end))?.[1] ?? "in the list of operations";
}

const PLACES = [
  ["-places", "with the finding"],
  ["fields", "in the list of sensitive fields"],
  ["plan", "in the action plan"],
  ["tests", "in the list of tests"],
  ["-test", "in the list of tests"],
  ["callers", "in section 3"],
  ["data", "in section 4"],
  ["unknowns", "in section 5"],
] as const;

/** Names in a row; of many the first few, and the others in a fold. */
export function Names(props: {
  readonly noun: string;
  readonly names: readonly ComponentChildren[];
  readonly most?: number;
}): JSX.Element {
  const { noun, names, most = 5 } = props;
  if (names.length <= most) return joinedNodes(names);
  return (
    <>
      {joinedNodes(names.slice(0, most - 2))}
      <Fold summary={`and ${count(names.length - most + 2, `more ${noun}`, `more ${noun}s`)}`}>
        <PlainList items={names.slice(most - 2)} />
      </Fold>
    </>
  );
}

/** A text of several paragraphs, which empty lines part. */
export function Paragraphs({ text }: { readonly text: string }): JSX.Element {
  return (
    <>
      {text.split("\n\n").map((part) => (
        <p>{part}</p>
      ))}
    </>
  );
}
