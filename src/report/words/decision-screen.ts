import { count, listed } from "../../core/prose.ts";
import { WITHOUT_CREDENTIAL, WITHOUT_VALID_CREDENTIAL } from "../../core/refusal-words.ts";
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

type Boundary = NonNullable<Review["boundaries"]>[number];

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
function testWords(review: Review, text: string): { readonly text: string; readonly more: string } | undefined {
  const boundary = (review.boundaries ?? []).find(({ id }) => text.endsWith(` [${id}]`));
  const [, claim, where] = /^Test that (.*?)(?: \((\d+ .*)\) \[[^[\]]*\])?$/s.exec(text) ?? [];
  if (boundary === undefined || claim === undefined) return undefined;
  const { open, operations } = boundary;
  const isPart = open !== undefined && open.length < operations.length;
  // A question is said without its denial.
  const asking = claim.replace(/ cannot /, " can ").replace(/ does not suffice /, " suffices ");
  const named = where === undefined || operations.length > 1 ? "" : ` (${operations[0]})`;
  return {
    text: ended(`It is not yet tested${isPart ? " with all operations" : ""} whether ${asking}${named}`),
    more: `Met when ${doneWords(boundary, review)}, and the result is recorded (sallyport register test).`,
  };
}

/** What shows that a boundary holds. Each of its operations may be refused in its own way, as its test says. */
export function doneWords({ id, operations }: Boundary, { tests: all }: Pick<Review, "tests">): string {
  const named = new Set(operations);
  const tests = all.filter(({ operation }) => named.has(operation));
  if (id.endsWith("-anonymous")) return `each call without a credential gets ${statusesOf(tests, ["401"], true)}`;
  if (id.includes("-batch-")) return `B's part of each batch gets ${statusesOf(tests, ["403", "404"])}`;
  return (
    DONE.find(([ending]) => id.endsWith(ending))?.[1] ??
    `A's valid calls are refused with ${statusesOf(tests, ["403", "404"])}`
  );
}

/**
 * The statuses by which tests say that a call is refused, those that are `usual` among them: what the description has in their place
 * is as good. `isAnonymous`: of the calls that bring no credential.
 */
function statusesOf(tests: Review["tests"], usual: readonly string[], isAnonymous = false): string {
  const steps = isAnonymous
    ? tests.flatMap((test) => [test, ...(test.further ?? [])]).filter(({ as }) => isRefusal(as))
    : tests.filter(({ kind = "object" }) => REFUSED.has(kind));
  const expected = steps.map(({ expect }) => /^[^;]*?(?=, and |;|$)/.exec(expect)?.[0] ?? "");
  const statuses = new Set([...usual, ...expected.flatMap((one) => one.match(/\b4\d\d\b/g) ?? [])]);
  const isInBody = expected.some((one) => one.includes("200 with an error"));
  return listed([...[...statuses].toSorted(), ...(isInBody ? ["200 with an error"] : [])], MOST_STATUSES, "or");
}

/** Tests in which a call is refused by whose the thing is that it names. */
const REFUSED: ReadonlySet<string> = new Set(["object", "batch", "reference", "approval"]);
const MOST_STATUSES = 8;

function isRefusal(as: string): boolean {
  return as === WITHOUT_CREDENTIAL || as === WITHOUT_VALID_CREDENTIAL;
}

/** What shows that a boundary holds, by the end of its ID. */
const DONE: readonly (readonly [string, string])[] = [
  ["-staff", "each member of staff whose work does not need the data gets 403, or a response without it"],
  ["-rights", "each call without the permission gets 403"],
  ["-properties", "what the caller sends in these fields has no effect"],
  ["-list-read", "A's lists hold nothing of B's"],
  ["-filter-read", "A's results hold nothing of B's"],
];

/** How good the evidence is, in a sentence. */
export function evidenceSentence(review: Review): string {
  const { coverage, operations, skipped } = review;
  const assumed = operations.filter((operation) => operation.assumed).length;
  const unread = unreadParts({ skipped }).length;
  // Where some responses have no schema, or none is described, the number of these says it.
  const isAllTyped =
    coverage.typedResponses + (coverage.fileResponses ?? 0) === coverage.responses && (coverage.unanswered ?? 0) === 0;
  const untold = isAllTyped ? operations.filter(({ understood }) => understood === "opaque").length : 0;
  return [
    coverage.responses === 0
      ? noResponseWords(review)
      : `${share(coverage.typedResponses, coverage.responses, "success response")} describe what is returned`,
    ...(untold === 0
      ? []
      : [
          `but the ${untold === 1 ? "schema of 1 operation leaves" : `schemas of ${untold} operations leave`} open what that is`,
        ]),
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
