import { count } from "../../core/prose.ts";
import type { Review } from "../../core/review.ts";
import { share } from "./decision-words.ts";
import { leadingReasons } from "./reason-groups.ts";
import { capitalized, ended, uncapitalized } from "../../core/sentence.ts";
import { firstReason } from "./first-screen.ts";
import { exampleWords, noResponseWords, unansweredWords } from "./evidence-tally.ts";
import { splitSentence } from "./assumption-answers.ts";
import { asked } from "./asked.ts";
import { unreadParts } from "./unread.ts";
import { undescribedFiles } from "./undescribed-returns.ts";

/** Why the verdict is what it is, in one sentence, what else is said of it, and how many reasons there are besides. */
export function leadingSentence(
  review: Review,
): { readonly text: string; readonly more: string; readonly others: number } | undefined {
  const reasons = leadingReasons(review.verdict);
  // The one that is told in few words above.
  const first = firstReason(review);
  if (first === undefined) return undefined;
  const finding = review.findings.find(({ fingerprint }) => first.findings[0] === fingerprint);
  const [, further] =
    finding === undefined || first.assumptions.length > 0
      ? []
      : first.text.split(`${finding.title}: ${finding.message}`);
  const others = reasons.length - 1;
  const assumption = review.assumptions.find(({ id }) => first.assumptions[0] === id);
  if (assumption === undefined) {
    const tested = testWords(review, first.text);
    if (tested !== undefined) return { ...tested, others };
    if (finding === undefined || further === undefined) {
      const text = ended(capitalized(first.text));
      return { ...(first.kind === "nothing" ? split(text, /[.] /) : { text, more: "" }), others };
    }
    const { text, more } = split(ended(capitalized(finding.message)), /; /);
    return {
      text: withFirstKind(text),
      more: [more, ...(further === "" ? [] : [ended(further.replace(/^\. /, ""))])].filter(Boolean).join(" "),
      others,
    };
  }
  const question = asked(first.text);
  return {
    text: unstatedWords(question),
    more: [
      splitSentence(assumption) ?? "",
      first.text
        .slice(question.length)
        .trim()
        .replace(/^Then(?=\b)/, "If the answer is yes,")
        .replace("yes,:", "yes:"),
    ]
      .join(" ")
      .trim(),
    others,
  };
}

/** A question as what is not known: `The description does not say who can call the API, or whether they need a credential.` */
export function unstatedWords(question: string): string {
  const [, asks] = /^(Who .*)\?$/s.exec(question) ?? [];
  return asks === undefined
    ? question
    : `The description does not say ${uncapitalized(asks)
        .replace(/, and do (\w+) /, ", or whether $1 ")
        .replace(/, and whose (.*) does it reach$/, ", or whose $1 it reaches")}.`;
}

/** Of many kinds of data that can be read, the first, which is the worst: all of them stand below, with whose they are. */
function withFirstKind(text: string): string {
  const [all, verb = "", first = "", between = "", more = ""] =
    /( (?:read|shows?|returns?) (?:everyone's |other people's )?)([^,;]+), ([^;]+?) and (\d+) more kinds? of data/.exec(
      text,
    ) ?? [];
  return all === undefined
    ? text
    : text.replace(all, `${verb}${first} and ${Number(more) + between.split(", ").length} more kinds of data`);
}

/** What a text says first, and the rest: of a finding its consequence and then its premise. */
function split(text: string, at: RegExp): { readonly text: string; readonly more: string } {
  const [end] = at.exec(text) ?? [];
  const head = end === undefined ? text : text.slice(0, text.indexOf(end));
  // Within a quotation the mark is one of what is quoted.
  const isQuoted = head.split(/["“”]/).length % 2 === 0;
  if (end === undefined || isQuoted) return { text, more: "" };
  return { text: `${head}.`, more: capitalized(text.slice(head.length + end.length)) };
}

/** A test that is a condition says what nobody knows yet, and when it is met; its operations and ID stand among the conditions. */
function testWords(
  { boundaries = [] }: Review,
  text: string,
): { readonly text: string; readonly more: string } | undefined {
  const boundary = boundaries.find(({ id }) => text.endsWith(` [${id}]`));
  const [, claim, where] = /^Test that (.*?)(?: \((\d+ .*)\) \[[^[\]]*\])?$/s.exec(text) ?? [];
  if (boundary === undefined || claim === undefined) return undefined;
  const { id, open, operations } = boundary;
  const isPart = open !== undefined && open.length < operations.length;
  // A question is said without its denial.
  const asking = claim.replace(/ cannot /, " can ").replace(/ does not suffice /, " suffices ");
  const named = where === undefined || operations.length > 1 ? "" : ` (${operations[0]})`;
  return {
    text: ended(`It is not yet tested${isPart ? " with all operations" : ""} whether ${asking}${named}`),
    more: `Met when ${doneWords(id)}, and the result is recorded (sallyport register test).`,
  };
}

/** What shows that a boundary holds. */
export function doneWords(id: string): string {
  return DONE.find(([ending]) => id.endsWith(ending))?.[1] ?? "the calls are refused with 403 or 404";
}

/** What shows that a boundary holds, by the end of its ID. */
const DONE: readonly (readonly [string, string])[] = [
  ["-anonymous", "each call without a credential gets 401"],
  ["-staff", "each member of staff whose work does not need the data gets 403, or a response without it"],
  ["-rights", "each call without the permission gets 403"],
  ["-properties", "what the caller sends in these fields has no effect"],
  ["-list-read", "A's lists hold nothing of B's"],
  ["-filter-read", "A's results hold nothing of B's"],
  ["-batch-read", "B's part of each batch gets 403 or 404"],
  ["-batch-change", "B's part of each batch gets 403 or 404"],
  ["-batch-delete", "B's part of each batch gets 403 or 404"],
];

/** How good the evidence is, in a sentence. */
export function evidenceSentence(review: Review): string {
  const { coverage, operations, skipped } = review;
  const assumed = operations.filter((operation) => operation.assumed).length;
  const unread = unreadParts({ skipped }).length;
  return [
    coverage.responses === 0
      ? noResponseWords(review)
      : `${share(coverage.typedResponses, coverage.responses, "success response")} describe what is returned`,
    ...[exampleWords(coverage), unansweredWords(coverage), undescribedFiles(review)].filter(
      (words) => words !== undefined,
    ),
    ...(assumed === 0
      ? []
      : [
          assumed === operations.length
            ? `who can call the ${assumed === 1 ? "operation" : `${assumed} operations`} is an assumption`
            : `for ${assumed} of ${count(operations.length, "operation")}, it is assumed who can call ${assumed === 1 ? "it" : "them"}`,
        ]),
    ...(unread === 0 ? [] : [`${count(unread, "part")} could not be read`]),
  ]
    .join("; ")
    .concat(".");
}
