import { grouped } from "../../../core/grouped.ts";
import type { Finding, FindingPlace, Review } from "../../../core/review.ts";
import { isAtLeast, worse, type Severity } from "../../../core/severity.ts";
import { decidesVerdict } from "../../words/assumption-answers.ts";
import { backWords, issuesBack } from "../../words/blocking-lines.ts";
import { dismissalWords } from "../../words/dismissal-words.ts";
import { weightWords } from "../../words/reason-groups.ts";
import { opening } from "../../../core/sentence.ts";
import { acceptanceWords } from "../../words/waiver-words.ts";
import { LEVELS, rankOf, SCORES } from "./severities.ts";
import { artifactOf, locationLink, plainMessage, plainSentences } from "./texts.ts";

/** How many operations and further places a result names, and how many its message links: more no viewer shows. */
const MOST_OPERATIONS = 10;
const MOST_PLACES = 50;
const MOST_LINKS = 5;
const ALSO_HERE = "Also here";

/** A finding that is reported as a result, and what it is for. */
export interface Reported {
  readonly review: Review;
  readonly finding: Finding;
  readonly isAssumption: boolean;
}

/** What a review reports: all that is not fixed, and what the description leaves open. */
export function reportedIn(review: Review): readonly Reported[] {
  return [
    ...[...review.findings, ...(review.dismissed ?? [])]
      .filter(({ status }) => status !== "fixed")
      .map((finding) => ({ review, finding, isAssumption: false })),
    ...review.assumptions.map((assumption) => ({
      review,
      finding: findingOfAssumption(review, assumption),
      isAssumption: true,
    })),
  ];
}

/** The result of a finding, whose rule stands at `ruleIndex`. */
export function resultOf({ review, finding, isAssumption }: Reported, ruleIndex: number) {
  const { file, line, column, endLine, endColumn, operations, places, fingerprint, severity, confidence } = finding;
  const others = places.filter((place) => place.file !== file || place.line !== line);
  return {
    ruleId: finding.rule,
    ruleIndex,
    kind: "fail",
    level: LEVELS[severity],
    rank: rankOf(severity, confidence),
    message: { text: messageOf(review, finding, others) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifactOf(file),
          ...regionsOf({ line, column, endLine, endColumn }, places, file),
        },
        logicalLocations: [...new Set(operations)]
          .slice(0, MOST_OPERATIONS)
          .map((operation) => ({ fullyQualifiedName: operation, kind: "resource" })),
      },
    ],
    relatedLocations: others.slice(0, MOST_PLACES).map((place, index) => ({
      id: index + 1,
      physicalLocation: { artifactLocation: artifactOf(place.file), region: { startLine: place.line } },
      message: { text: plainMessage(placeWords(place)) },
    })),
    ...fixesOf(finding),
    partialFingerprints: { "sallyport/v1": fingerprint, primaryLocationLineHash: fingerprint },
    ...(review.gate === null ? {} : { baselineState: isAssumption ? "unchanged" : baselineOf(finding) }),
    ...suppressionOf(review, finding),
    properties: {
      "security-severity": SCORES[severity],
      severity,
      confidence,
      status: finding.status,
      ...(isAssumption ? {} : { verdict: weightWords(review, finding) }),
      operations: operations.length,
      ...(finding.owner === null ? {} : { owner: finding.owner }),
      ...(finding.due === null ? {} : { due: finding.due }),
    },
  };
}

/** The changes of the description that close it, where there are some of its text: SARIF 2.1.0, 3.55. */
function fixesOf({ fixes = [] }: Finding): object {
  const written = fixes.filter(({ text = [] }) => text.length > 0);
  if (written.length === 0) return {};
  return {
    fixes: written.map(({ name, requires, text = [] }) => ({
      description: { text: plainSentences(name, ...(requires === null ? [] : [`Correct only if: ${requires}`])) },
      artifactChanges: [...grouped(text, ({ file }) => file)].map(([file, some]) => ({
        artifactLocation: artifactOf(file),
        replacements: some.map(({ line, column, endLine, endColumn, text: put }) => ({
          deletedRegion: { startLine: line, startColumn: column, endLine, endColumn },
          ...(put === "" ? {} : { insertedContent: { text: put } }),
        })),
      })),
    })),
  };
}

/** What is wrong, what to do, and where else: a link to the first place of each operation. */
function messageOf(review: Review, finding: Finding, others: readonly FindingPlace[]): string {
  const { message, remediation } = finding;
  const back = backWords({ back: issuesBack(review, finding) });
  const ids = new Map(others.slice(0, MOST_PLACES).map((place, index) => [place, index + 1] as const));
  const byOperation = grouped(ids.keys(), ({ operation }) => operation);
  const links = [...byOperation.values()].map((places) => {
    const [first] = places as [FindingPlace]; // grouped, so there is one
    return (
      locationLink(ids.get(first)!, first.operation ?? first.witness ?? ALSO_HERE) +
      (places.length > 1 ? ` (${places.length} places)` : "")
    );
  });
  const left = links.length - MOST_LINKS;
  return [
    plainSentences(`${message}${back}`, `Fix: ${opening(remediation)}`),
    ...(links.length === 0
      ? []
      : [`See also: ${links.slice(0, MOST_LINKS).join(", ")}${left > 0 ? ` and ${left} more` : ""}.`]),
  ].join(" ");
}

/** Why a result counts no longer: its risk was accepted, or it is a false positive. */
function suppressionOf(review: Review, finding: Finding): object {
  if (finding.status !== "accepted" && finding.status !== "dismissed") return {};
  const justification =
    finding.status === "accepted"
      ? acceptanceWords(review, finding)
      : `False positive: ${dismissalWords(review, finding)}`;
  return { suppressions: [{ kind: "external", status: "accepted", justification }] };
}

/** Where it stands, with the text there and the lines around it, as far as the review shows them. */
function regionsOf(
  { line, column, endLine, endColumn }: Pick<Finding, "line" | "column" | "endLine" | "endColumn">,
  places: readonly FindingPlace[],
  file: string,
) {
  const excerpt = places.find(
    (place) => place.file === file && place.excerpt.some((one) => one.line === line),
  )?.excerpt;
  const text = excerpt?.find((one) => one.line === line)?.text;
  const region = {
    startLine: line,
    startColumn: column,
    endLine,
    endColumn,
    ...(text === undefined ? {} : { snippet: { text } }),
  };
  const [first, last] = [excerpt?.[0]?.line, excerpt?.at(-1)?.line];
  const isAround =
    first !== undefined && last !== undefined && first <= line && last >= endLine && last - first > endLine - line;
  return isAround
    ? { region, contextRegion: { startLine: first, endLine: last, snippet: { text: linesOf(excerpt ?? []) } } }
    : { region };
}

function linesOf(excerpt: FindingPlace["excerpt"]): string {
  return excerpt.map(({ text }) => text).join("\n");
}

function placeWords({ operation, witness }: FindingPlace): string {
  return [operation, witness].filter((part) => part !== null).join(" ") || ALSO_HERE;
}

function baselineOf({ places }: Finding): "new" | "unchanged" {
  return places.some(({ state }) => state === "new" || state === "worsened") ? "new" : "unchanged";
}

/**
 * What is assumed, as a result of its own: a review that cannot be decided must not look clean. What holds a release
 * back is as severe as what would be found, and nothing is less than low: code scanning lists no score of 0.
 */
function findingOfAssumption(review: Review, assumption: Review["assumptions"][number]): Finding {
  const { id, question, operations, settle } = assumption;
  const isDeciding = decidesVerdict(review, assumption);
  return {
    fingerprint: `assumption-${id}`,
    rule: "unsettled-assumption",
    severity: severityOf(review, assumption),
    confidence: "certain",
    title: isDeciding ? "The verdict depends on a question" : "A finding depends on a question",
    message: question,
    file: review.document.file,
    pointer: "#",
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
    operations,
    fields: [],
    owasp: [],
    cwe: [],
    rationale: `The description does not answer this question, and ${isDeciding ? "the verdict depends" : "findings depend"} on it. The review lists what is found with the worst answer, and does not count it as findings.`,
    remediation:
      settle.length === 0
        ? "Answer the question in the description."
        : `Answer it with ${settle.join(" or ")} in sallyport.yaml.`,
    evidence: [],
    status: "open",
    owner: null,
    firstSeen: null,
    due: null,
    ticket: null,
    assumes: [],
    places: placesOf(review, operations),
  };
}

function severityOf({ verdict }: Review, { id, ifTrue }: Review["assumptions"][number]): Severity {
  const worst = ifTrue.map(({ severity }) => severity).reduce(worse, "low");
  // What follows from a missing requirement alone is told with that, and the verdict depends on it all the same.
  const isHeld = verdict.reasons.some(({ kind, assumptions }) => kind === "depends" && assumptions.includes(id));
  if (!isHeld && !isAtLeast(worst, "high")) return worst;
  return verdict.decision === "insufficient-evidence" ? "high" : "medium";
}

/** Where the operations stand that an assumption is about, as places. */
function placesOf(review: Review, operations: readonly string[]): Finding["places"] {
  const isAsked = new Set(operations);
  return review.operations
    .filter(({ id }) => isAsked.has(id))
    .map(({ id, file, line, pointer }) => ({
      fingerprint: `assumption-${id}`,
      file,
      pointer,
      line,
      operation: id,
      witness: null,
      state: null,
      excerpt: [],
    }));
}
