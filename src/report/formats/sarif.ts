import { grouped } from "../../core/grouped.ts";
import type { Finding, Refusal, Review, ReviewEnvelope, VanishedEntry } from "../../core/review.ts";
import { isPublishedUrl, publishedPageOf } from "../../core/rule-page-url.ts";
import { worse } from "../../core/severity.ts";
import { ruleHelp } from "../words/rule-help.ts";
import { ended } from "../../core/sentence.ts";
import { shownLines } from "../words/shown-text.ts";
import { reportedIn, resultOf } from "./sarif/results.ts";
import { LEVELS, SCORES } from "./sarif/severities.ts";
import { artifactOf, plainMessage } from "./sarif/texts.ts";

/**
 * The findings as SARIF 2.1.0 (OASIS), made for GitHub code scanning: a run for each description, whose
 * `automationDetails` keeps its alerts apart from those of the others; a result has the severity of its own, and a
 * fingerprint that stays when lines move.
 */
export function sarifReport(envelope: ReviewEnvelope): string {
  const { reviews, refused, vanished = [] } = envelope;
  const byFile = grouped(reviews, ({ document }) => document.file);
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      ...[...byFile].map(([file, ofFile]) => runOf(envelope, `sallyport/${file}/`, ofFile)),
      // A run of its own: as one of the description's, it would close the alerts of what could not be read.
      ...(refused.length + vanished.length > 0 || reviews.length === 0
        ? [runOf(envelope, "sallyport/", [], refused, vanished)]
        : []),
    ],
  };
  // Every text of a description is shown and not obeyed, wherever it stands.
  return `${JSON.stringify(log, (_key, value: unknown) => (typeof value === "string" ? shownLines(value) : value), 1)}\n`;
}

function runOf(
  { tool, asOf, commit }: ReviewEnvelope,
  id: string,
  reviews: readonly Review[],
  refused: readonly Refusal[] = [],
  vanished: readonly VanishedEntry[] = [],
) {
  const reported = reviews.flatMap(reportedIn);
  const byRule = grouped(reported, ({ finding }) => finding.rule);
  const ruleIds = [...byRule.keys()].toSorted();
  const indexes = new Map(ruleIds.map((rule, index) => [rule, index] as const));
  return {
    tool: {
      driver: {
        name: "Sallyport",
        fullName: `Sallyport ${tool.version}`,
        version: tool.version,
        semanticVersion: tool.version,
        ...informationOf(reviews),
        rules: ruleIds.map((rule) =>
          ruleOf(
            rule,
            byRule.get(rule)!.map(({ finding }) => finding),
          ),
        ),
      },
    },
    automationDetails: { id },
    columnKind: "utf16CodeUnits",
    invocations: [
      {
        executionSuccessful: refused.length === 0,
        toolExecutionNotifications: [...refused.map(notificationOf), ...vanished.map(vanishedNotification)],
      },
    ],
    ...provenanceOf(reviews, commit),
    artifacts: artifactsOf(reviews),
    results: reported.map((one) => resultOf(one, indexes.get(one.finding.rule)!)),
    properties: { asOf, ...(commit === null ? {} : { commit }) },
  };
}

/** Where the documentation is published; reviews of one run may differ, and SARIF has one address. */
function informationOf(reviews: readonly Review[]): { readonly informationUri?: string } {
  const informationUri = reviews.map(({ policy }) => policy.docsUrl).find((url) => url !== undefined);
  return informationUri !== undefined && isPublishedUrl(informationUri) ? { informationUri } : {};
}

/** Which repository it is about, and which commit. */
function provenanceOf(reviews: readonly Review[], commit: string | null): object {
  const repository = reviews.map(({ policy }) => policy.repository).find((one) => one !== undefined);
  if (repository === undefined || !isPublishedUrl(repository.url)) return {};
  const { url: repositoryUri, ref } = repository;
  return {
    versionControlProvenance: [
      {
        repositoryUri,
        ...(commit === null ? {} : { revisionId: commit }),
        ...(ref === undefined ? {} : { branch: ref }),
        mappedTo: { uriBaseId: "%SRCROOT%" },
      },
    ],
  };
}

/** A rule, with the severity of its worst result: GitHub takes it from here, and not from the result. */
function ruleOf(id: string, findings: readonly Finding[]) {
  const [first] = findings as readonly [Finding]; // grouped, so there is one
  const severity = findings.map((finding) => finding.severity).reduce(worse);
  const page = publishedPageOf(first);
  return {
    id,
    name: nameOf(id),
    shortDescription: { text: first.title },
    fullDescription: { text: first.rationale.split("\n\n")[0] },
    help: ruleHelp(findings),
    ...(page === undefined ? {} : { helpUri: page }),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: [
        ...new Set([
          "security",
          ...first.owasp.map((category) => `owasp-api/${category}`),
          ...first.cwe.map((cwe) => `external/cwe/cwe-${String(cwe).padStart(3, "0")}`),
        ]),
      ],
      precision: { certain: "very-high", likely: "high", possible: "medium" }[first.confidence],
      "problem.severity": { error: "error", warning: "warning", note: "recommendation" }[LEVELS[severity]],
      "security-severity": SCORES[severity],
    },
  };
}

/** An id such as `basic-auth` as SARIF asks for names: `BasicAuth`. */
function nameOf(id: string): string {
  return id.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9]?)/g, (_all, first: string) => first.toUpperCase()) || id;
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

/** That a description is gone: there is nothing left that a result could point to. */
function vanishedNotification({ blocks, text }: VanishedEntry) {
  return { level: blocks ? "error" : "note", message: { text: plainMessage(ended(text)) } };
}

function artifactsOf(reviews: readonly Review[]) {
  const hashes = new Map<string, string | undefined>();
  for (const { document } of reviews)
    for (const file of document.files) hashes.set(file, file === document.file ? document.sha256 : hashes.get(file));
  return [...hashes].map(([file, sha256]) => ({
    location: artifactOf(file),
    ...(sha256 === undefined ? {} : { hashes: { "sha-256": sha256 } }),
  }));
}
