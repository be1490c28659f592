import { CodeActionKind, type CodeAction, type Diagnostic } from "vscode-languageserver";
import type { Place, Range } from "../core/place.ts";
import { possibleAnswers } from "../core/possible-answers.ts";
import type { Finding } from "../core/review.ts";
import { isAtLeast } from "../core/severity.ts";
import { rangeAt } from "../load/source.ts";
import { isWorthAsking } from "../report/words/assumption-answers.ts";
import { isOpen } from "../core/open-findings.ts";
import { shownText } from "../report/words/shown-text.ts";
import type { DiagnosticData } from "./diagnostics.ts";
import { schemeNamedAt } from "./hover/about-scheme.ts";
import { meet, pointerAt, protocolRange } from "./ranges.ts";
import { schemesSettled, settledPlaces } from "./settled-places.ts";
import { sourcesOf, type Reviewed } from "./workbench.ts";

/** What a code action writes into `sallyport.yaml`, by which it is worked out when its edit is asked for. */
export type SettingsData =
  | { readonly kind: "dismiss"; readonly fingerprint: string }
  | { readonly kind: "answer"; readonly keys: readonly string[]; readonly value: string };

/** For each finding in a range that it is a false positive, for each assumption the answers that there are. */
export function settingsActions(
  reviewed: Reviewed,
  file: string,
  range: Range,
  diagnostics: readonly Diagnostic[],
): readonly CodeAction[] {
  const source = sourcesOf(reviewed).get(file);
  if (source === undefined) return [];
  const isInRange = (place: Place): boolean => place.file === file && meet(rangeAt(source, place.pointer), range);
  const aboutOf = (fingerprint: string): Diagnostic[] =>
    diagnostics.filter(({ data }) => (data as DiagnosticData | undefined)?.fingerprint === fingerprint); // as `diagnosticsOf` gave it
  const { review, policy } = reviewed;
  const dismissals = review.findings
    .filter((finding) => isOpen(finding))
    .flatMap((finding) => {
      const about = aboutOf(finding.fingerprint);
      return about.length === 0 && !isInRange(finding) ? [] : [dismissal(finding, about, policy.dismissUpTo)];
    });
  const scheme = schemeNamedAt(review, pointerAt(source, protocolRange(range).start));
  const answers = review.assumptions.flatMap((assumption) => {
    const about = aboutOf(`assumption-${assumption.id}`);
    const isMeant =
      about.length > 0 ||
      (scheme !== undefined && schemesSettled(assumption).includes(scheme.name)) ||
      settledPlaces(review, assumption).some(isInRange);
    return isMeant && isWorthAsking(assumption)
      ? possibleAnswers(assumption.id).map(({ answer, value }) => answerAction(assumption.settle, answer, value, about))
      : [];
  });
  return [...answers, ...dismissals];
}

function dismissal(finding: Finding, diagnostics: Diagnostic[], upTo: Finding["severity"] | undefined): CodeAction {
  const data: SettingsData = { kind: "dismiss", fingerprint: finding.fingerprint };
  const isAllowed = upTo === undefined || isAtLeast(upTo, finding.severity);
  return {
    title: shownText(`Dismiss as a false positive: ${finding.title}`),
    kind: CodeActionKind.QuickFix,
    diagnostics,
    ...(isAllowed
      ? { data }
      : { disabled: { reason: `sallyport.yaml allows dismissing up to ${upTo}, and this is ${finding.severity}` } }),
  };
}

function answerAction(keys: readonly string[], answer: string, value: string, diagnostics: Diagnostic[]): CodeAction {
  const data: SettingsData = { kind: "answer", keys: [...keys], value };
  const names = keys.map((key) => key.replace(/^admission\./, "")).join(", ");
  return {
    title: shownText(`Answer for ${names}: ${answer} (${value})`),
    kind: CodeActionKind.QuickFix,
    diagnostics,
    data,
  };
}
