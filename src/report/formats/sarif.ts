import { grouped } from "../../core/grouped.ts";
import type { Finding, FindingPlace, Refusal, Review, ReviewEnvelope } from "../../core/review.ts";
import { isPublishedUrl, publishedPageOf } from "../../core/rule-page-url.ts";
import { isAtLeast, worse, type Severity } from "../../core/severity.ts";
import { ended } from "../words/sentence.ts";
import { shownLines } from "../words/shown-text.ts";
import { ruleHelp } from "../words/rule-help.ts";
import { dismissalWords } from "../words/dismissal-words.ts";
import { acceptanceWords } from "../words/waiver-words.ts";

/** How many operations and further places a result names: more than this no viewer shows. */
const MOST_OPERATIONS = 10;
const MOST_PLACES = 50;

/**
 * The findings as SARIF 2.1.0 (OASIS), one run for all descriptions, made for GitHub code scanning: a rule has the
 * `security-severity` of its worst finding, a result a fingerprint that stays when lines move.
 */
export function sarifReport(envelope: ReviewEnvelope): string {
  const results = envelope.reviews.flatMap((review) => [
    ...[...review.findings, ...(review.dismissed ?? [])]
      .filter(({ status }) => status !== "fixed")
      .map((finding) => ({ review, finding, isAssumption: false })),
    ...review.assumptions.map((assumption) => ({
      review,
      finding: findingOfAssumption(review, assumption),
      isAssumption: true,
    })),
  ]);
  const byRule = grouped(results, ({ finding }) => finding.rule);
  const ruleIds = [...byRule.keys()].toSorted();
  const indexes = new Map(ruleIds.map((id, index) => [id, index] as const));
  const isOfChange = envelope.reviews.length > 0 && envelope.reviews.every(({ gate }) => gate !== null);
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Sallyport",
            version: envelope.tool.version,
            semanticVersion: envelope.tool.version,
            ...informationOf(envelope),
            rules: ruleIds.map((id) =>
              ruleOf(
                id,
                byRule.get(id)!.map(({ finding }) => finding),
              ),
            ),
          },
        },
        automationDetails: { id: "sallyport/" },
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: envelope.refused.length === 0,
            toolExecutionNotifications: envelope.refused.map(notificationOf),
          },
        ],
        artifacts: artifactsOf(envelope),
        results: results.map(({ review, finding, isAssumption }) => ({
          ...resultOf(review, finding, indexes.get(finding.rule)!),
          ...(isOfChange ? { baselineState: isAssumption ? "unchanged" : baselineOf(finding) } : {}),
        })),
        properties: { asOf: envelope.asOf, ...(envelope.commit === null ? {} : { commit: envelope.commit }) },
      },
    ],
  };
  // Every text of a description is shown and not obeyed, wherever it stands.
  return `${JSON.stringify(log, (_key, value: unknown) => (typeof value === "string" ? shownLines(value) : value), 1)}\n`;
}

/** Where the documentation is published; reviews of one run may differ, and SARIF has one address. */
function informationOf({ reviews }: ReviewEnvelope): { readonly informationUri?: string } {
  const informationUri = reviews.map(({ policy }) => policy.docsUrl).find((url) => url !== undefined);
  return informationUri !== undefined && isPublishedUrl(informationUri) ? { informationUri } : {};
}

function ruleOf(id: string, findings: readonly Finding[]) {
  const [first] = findings as readonly [Finding]; // grouped, so there is one
  const severity = findings.map((finding) => finding.severity).reduce(worse);
  const page = publishedPageOf(first);
  return {
    id,
    shortDescription: { text: first.title },
    fullDescription: { text: first.rationale.split("\n\n")[0] },
    help: ruleHelp(findings),
    ...(page === undefined ? {} : { helpUri: page }),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: unique([
        "security",
        ...first.owasp.map((category) => `owasp-api/${category}`),
        ...first.cwe.map((cwe) => `external/cwe/cwe-${String(cwe).padStart(3, "0")}`),
      ]),
      precision: { certain: "very-high", likely: "high", possible: "medium" }[first.confidence],
      "problem.severity": { error: "error", warning: "warning", note: "recommendation" }[LEVELS[severity]],
      "security-severity": SCORES[severity],
    },
  };
}

const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  info: "note",
};

/** In the middle of the ranges by which GitHub names a severity. */
const SCORES: Readonly<Record<Severity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.5",
  info: "0.0",
};

function resultOf(review: Review, finding: Finding, ruleIndex: number) {
  const { file, line, column, endLine, endColumn, operations, places, fingerprint } = finding;
  const others = places.filter((place) => place.file !== file || place.line !== line).slice(0, MOST_PLACES);
  return {
    ruleId: finding.rule,
    ruleIndex,
    kind: "fail",
    level: LEVELS[finding.severity],
    message: { text: plainMessage(ended(finding.message)) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifactOf(file),
          region: regionOf({ line, column, endLine, endColumn }, places),
        },
        logicalLocations: unique(operations)
          .slice(0, MOST_OPERATIONS)
          .map((operation) => ({ fullyQualifiedName: operation, kind: "resource" })),
      },
    ],
    relatedLocations: others.map((place, index) => ({
      id: index + 1,
      physicalLocation: { artifactLocation: artifactOf(place.file), region: { startLine: place.line } },
      message: { text: plainMessage(placeWords(place)) },
    })),
    partialFingerprints: { "sallyport/v1": fingerprint, primaryLocationLineHash: fingerprint },
    ...suppressionOf(review, finding),
    properties: {
      severity: finding.severity,
      confidence: finding.confidence,
      status: finding.status,
      operations: operations.length,
      ...(finding.owner === null ? {} : { owner: finding.owner }),
      ...(finding.due === null ? {} : { due: finding.due }),
    },
  };
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

function regionOf(
  { line, column, endLine, endColumn }: Pick<Finding, "line" | "column" | "endLine" | "endColumn">,
  places: readonly FindingPlace[],
) {
  const text = places.flatMap(({ excerpt }) => excerpt).find((one) => one.line === line)?.text;
  return {
    startLine: line,
    startColumn: column,
    endLine,
    endColumn,
    ...(text === undefined ? {} : { snippet: { text } }),
  };
}

/** What stands in a list once each, as SARIF asks of most. */
function unique<T>(things: readonly T[]): readonly T[] {
  return [...new Set(things)];
}

function placeWords({ operation, witness }: FindingPlace): string {
  return [operation, witness].filter((part) => part !== null).join(" ") || "Also here";
}

function baselineOf({ places }: Finding): "new" | "unchanged" {
  return places.some(({ state }) => state === "new" || state === "worsened") ? "new" : "unchanged";
}

/** What is assumed, as a result of its own: a review that cannot be decided must not look clean. */
function findingOfAssumption(review: Review, assumption: Review["assumptions"][number]): Finding {
  const { id, question, ifTrue, operations, settle } = assumption;
  const isDecisive =
    review.verdict.decision === "insufficient-evidence" && ifTrue.some(({ severity }) => isAtLeast(severity, "high"));
  return {
    fingerprint: `assumption-${id}`,
    rule: "unsettled-assumption",
    severity: isDecisive ? "medium" : "info",
    confidence: "certain",
    title: "What the description does not say decides",
    message: `${question}${settle.length === 0 ? "" : ` ${settle.join(" or ")} in sallyport.yaml settles it.`}`,
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
    rationale:
      "The description does not say it, and the verdict depends on it. What is found if the answer is yes is listed in the review, and is not counted as a finding.",
    remediation: "Answer the question in sallyport.yaml, with the key that the message names.",
    evidence: [],
    status: "open",
    owner: null,
    firstSeen: null,
    due: null,
    ticket: null,
    assumes: [],
    places: [],
  };
}

function notificationOf({ file, line, message, hint }: Refusal) {
  return {
    level: "error",
    message: { text: plainMessage(hint === null ? ended(message) : `${ended(message)} ${hint}`) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifactOf(file),
          ...(line === null ? {} : { region: { startLine: line } }),
        },
      },
    ],
  };
}

function artifactsOf({ reviews }: ReviewEnvelope) {
  const hashes = new Map<string, string | undefined>();
  for (const { document } of reviews)
    for (const file of document.files) hashes.set(file, file === document.file ? document.sha256 : hashes.get(file));
  return [...hashes].map(([file, sha256]) => ({
    location: artifactOf(file),
    ...(sha256 === undefined ? {} : { hashes: { "sha-256": sha256 } }),
  }));
}

/** A file below the root, as a URI reference. */
function artifactOf(file: string) {
  const uri = file
    .replace(/\p{Cs}/gu, "\ufffd")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
  return { uri, uriBaseId: "%SRCROOT%" };
}

/** A text in which nothing is taken for an embedded link (SARIF, section 3.11.6). */
function plainMessage(text: string): string {
  return text.includes("](") ? text.replace(/[\\[\]]/g, "\\$&") : text;
}
