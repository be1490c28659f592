import type { Finding, Review, ReviewEnvelope } from "../../../core/review.ts";
import { decidesVerdict } from "../../words/assumption-answers.ts";
import { NO_WEIGHT, partOf, WEIGHT_WORDS, weightWords } from "../../words/reason-groups.ts";
import { documentCells } from "./document-cells.ts";
import { csvTable, type CsvRow } from "./table.ts";

/** The findings as a checklist: a row each, the worst first, with columns for what came of it. */
export function csvFindingsReport({ reviews }: ReviewEnvelope): string {
  return csvTable(
    COLUMNS,
    reviews.flatMap((review) => [
      ...[...review.findings, ...(review.dismissed ?? [])].map((finding) => findingRow(review, finding)),
      ...review.assumptions.map((assumption) => questionRow(review, assumption)),
      ...review.verdict.reasons.flatMap((reason) => reasonRow(review, reason)),
    ]),
  );
}

const COLUMNS = [
  "api",
  "version",
  "file",
  "line",
  "id",
  "kind",
  "rule",
  "severity",
  "verdict",
  "confidence",
  "title",
  "message",
  "what_to_do",
  "operations",
  "places",
  "owasp",
  "cwe",
  "status",
  "owner",
  "first_seen",
  "due",
  "ticket",
  "outcome",
  "evidence",
  "checked_by",
  "checked_on",
] as const;

function findingRow(review: Review, finding: Finding): CsvRow<(typeof COLUMNS)[number]> {
  return {
    ...documentCells(review),
    file: finding.file,
    line: String(finding.line),
    id: finding.fingerprint,
    kind: "finding",
    rule: finding.rule,
    severity: finding.severity,
    verdict: weightWords(review, finding),
    confidence: finding.confidence,
    title: finding.title,
    message: finding.message,
    what_to_do: finding.remediation.split("\n\n").join(" "),
    operations: finding.operations.join("; "),
    places: String(finding.places.length),
    owasp: finding.owasp.join("; "),
    cwe: finding.cwe.map((id) => `CWE-${id}`).join("; "),
    status: finding.status,
    owner: finding.owner ?? "",
    first_seen: finding.firstSeen ?? "",
    due: finding.due ?? "",
    ticket: finding.ticket ?? "",
    ...TO_FILL_IN,
  };
}

/** What the description leaves open is checked off as well. */
function questionRow(review: Review, assumption: Review["assumptions"][number]): CsvRow<(typeof COLUMNS)[number]> {
  const { id, question, operations, settle } = assumption;
  return {
    ...documentCells(review),
    file: review.document.file,
    line: "",
    id,
    kind: "question",
    rule: "",
    severity: "",
    verdict: decidesVerdict(review, assumption) ? WEIGHT_WORDS.depends : NO_WEIGHT,
    confidence: "",
    title: "What the description does not say",
    message: question,
    what_to_do: settle.length === 0 ? "" : `Answer it in sallyport.yaml: ${settle.join(" or ")}`,
    operations: operations.join("; "),
    places: "",
    owasp: "",
    cwe: "",
    status: "open",
    owner: review.document.owner ?? "",
    first_seen: "",
    due: "",
    ticket: "",
    ...TO_FILL_IN,
  };
}

/** What else a verdict rests on: a boundary to test, and what the description leaves out. */
function reasonRow(review: Review, reason: Review["verdict"]["reasons"][number]): CsvRow<(typeof COLUMNS)[number]>[] {
  const { kind, text } = reason;
  const part = partOf(reason);
  if (kind === undefined || kind === "nothing" || part === "finding" || part === "question") return [];
  return [
    {
      ...documentCells(review),
      file: review.document.file,
      line: "",
      id: "",
      kind: part,
      rule: "",
      severity: "",
      verdict: WEIGHT_WORDS[kind],
      confidence: "",
      title: part === "test" ? "What must be tested" : "What the description leaves out",
      message: text,
      what_to_do: part === "test" ? "Run its tests, and record the result in the register." : "",
      operations: "",
      places: "",
      owasp: "",
      cwe: "",
      status: "open",
      owner: review.document.owner ?? "",
      first_seen: "",
      due: "",
      ticket: "",
      ...TO_FILL_IN,
    },
  ];
}

const TO_FILL_IN = { outcome: "", evidence: "", checked_by: "", checked_on: "" };
