import { worstCase } from "../core/possible-answers.ts";
import { DiagnosticSeverity, type Diagnostic, type DiagnosticRelatedInformation } from "vscode-languageserver";
import { addTo } from "../core/grouped.ts";
import type { Place, Range } from "../core/place.ts";
import type { Finding, FindingPlace, Review } from "../core/review.ts";
import { publishedPageOf } from "../core/rule-page-url.ts";
import { ended, opening } from "../core/sentence.ts";
import type { Severity } from "../core/severity.ts";
import { rangeAt, type Source } from "../load/source.ts";
import { reportedIn, type Reported } from "../report/formats/sarif/results.ts";
import { isOpen } from "../core/open-findings.ts";
import { shownText } from "../report/words/shown-text.ts";
import { settledPlaces } from "./settled-places.ts";
import { protocolRange } from "./ranges.ts";
import { sourcesOf, type Reviewed } from "./workbench.ts";

/** What a diagnostic is about: what code actions know it by. */
export interface DiagnosticData {
  readonly fingerprint: string;
}

export const SOURCE = "sallyport";

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  critical: DiagnosticSeverity.Error,
  high: DiagnosticSeverity.Error,
  medium: DiagnosticSeverity.Warning,
  low: DiagnosticSeverity.Information,
  info: DiagnosticSeverity.Hint,
};

/** More further places no editor lists. */
const MOST_RELATED = 50;

/**
 * What a review says, by the name of the file below the root: a diagnostic for each open finding at its first place, with
 * the others related, and one for each assumption, with what would be found. Every file that was read has its entry.
 */
export function diagnosticsOf(
  reviewed: Reviewed,
  uriOf: (file: string) => string,
): ReadonlyMap<string, readonly Diagnostic[]> {
  const { review } = reviewed;
  const sources = sourcesOf(reviewed);
  const byFile = new Map<string, Diagnostic[]>([...sources.keys()].map((file) => [file, []]));
  for (const reported of reportedIn(review)) {
    if (!isOpen(reported.finding)) continue; // what is accepted or dismissed is nothing to do
    const { file } = placeOfReported(reported);
    addTo(byFile, file, diagnosticOf(reported, sources, uriOf));
  }
  for (const skipped of unreportedSkips(review)) {
    const range = protocolRange(rangeIn(sources, skipped));
    const message = shownText(`Not read: ${skipped.why}`);
    addTo(byFile, skipped.file, { range, severity: DiagnosticSeverity.Warning, source: SOURCE, message });
  }
  return byFile;
}

/** What a review left out, where no finding says so. */
function unreportedSkips({ skipped, findings }: Review): Review["skipped"] {
  const told = new Set(findings.flatMap(({ places }) => places.map(({ file, pointer }) => `${file}${pointer}`)));
  return skipped.filter(({ file, pointer }) => !told.has(`${file}${pointer}`));
}

function diagnosticOf(
  reported: Reported,
  sources: ReadonlyMap<string, Source>,
  uriOf: (file: string) => string,
): Diagnostic {
  const { review, finding, isAssumption } = reported;
  const page = publishedPageOf(finding);
  const data: DiagnosticData = { fingerprint: finding.fingerprint };
  const related = isAssumption ? furtherFindings(review, finding) : furtherPlaces(finding);
  const relatedInformation = related.slice(0, MOST_RELATED).map(({ place, message }): DiagnosticRelatedInformation => ({
    location: { uri: uriOf(place.file), range: protocolRange(rangeIn(sources, place)) },
    message: shownText(message),
  }));
  return {
    range: protocolRange(isAssumption ? rangeIn(sources, placeOfReported(reported)) : finding),
    severity: SEVERITIES[finding.severity],
    source: SOURCE,
    code: finding.rule,
    ...(page === undefined ? {} : { codeDescription: { href: page } }),
    message: messageOf(reported).map(shownText).join("\n"),
    ...(relatedInformation.length === 0 ? {} : { relatedInformation }),
    data,
  };
}

/** What is wrong, what it rests on, and what to do: a line each. */
function messageOf({ review, finding }: Reported): readonly string[] {
  const { title, message, remediation, severity, assumes } = finding;
  const questions = review.assumptions.filter(({ id }) => assumes.includes(id)).map(({ question }) => question);
  return [
    `${title}: ${ended(message)} (${severity})`,
    ...questions.map((question) => `This rests on an unconfirmed assumption: ${question}`),
    `Fix: ${opening(remediation)}`,
  ];
}

interface Related {
  readonly place: Place;
  readonly message: string;
}

/** Where else a finding is, such as the operations that lead to it through a reference. */
function furtherPlaces({ places, file, pointer, line }: Finding): readonly Related[] {
  return places
    .filter((place) => place.file !== file || (place.pointer !== pointer && place.line !== line))
    .map((place) => ({ place, message: placeWords(place) }));
}

function placeWords({ operation, witness }: FindingPlace): string {
  return [operation, witness].filter((part) => part !== null).join(" ") || "Also here";
}

/** What would be found with the worst answer to an assumption. */
function furtherFindings({ assumptions }: Review, { fingerprint }: Finding): readonly Related[] {
  const assumption = assumptions.find(({ id }) => `assumption-${id}` === fingerprint);
  if (assumption === undefined) return [];
  return assumption.ifTrue.map((finding) => ({
    place: finding,
    message: `${worstCase(assumption.id)}, this is ${finding.severity}: ${finding.title}: ${finding.message}`,
  }));
}

/** An assumption stands where what is asked about is described. */
function placeOfReported({ review, finding, isAssumption }: Reported): Place {
  if (!isAssumption) return finding;
  const assumption = review.assumptions.find(({ id }) => `assumption-${id}` === finding.fingerprint);
  return (assumption === undefined ? undefined : settledPlaces(review, assumption)[0]) ?? finding;
}

function rangeIn(sources: ReadonlyMap<string, Source>, { file, pointer }: Place): Range {
  const source = sources.get(file);
  return source === undefined ? { line: 1, column: 1, endLine: 1, endColumn: 1 } : rangeAt(source, pointer);
}
