import { CodeActionKind, type CodeAction, type Diagnostic } from "vscode-languageserver";
import { dayAfter } from "../core/day.ts";
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

/** What a code action writes into `sallyport.yaml` or the register, by which it is worked out when its edit is asked for. */
export type SettingsData =
  | { readonly kind: "dismiss"; readonly fingerprint: string }
  | { readonly kind: "accept"; readonly fingerprint: string }
  | { readonly kind: "answer"; readonly keys: readonly string[]; readonly value: string };

/**
 * For each finding in a range that it is a false positive, or a risk that somebody accepts; for each assumption the answers
 * that there are.
 */
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
  const meant = review.findings.filter(isOpen).flatMap((finding) => {
    const about = aboutOf(finding.fingerprint);
    return about.length === 0 && !isInRange(finding) ? [] : [{ finding, about }];
  });
  const dismissals = meant.map(({ finding, about }) => dismissal(finding, about, policy.dismissUpTo));
  const acceptances = meant.map(({ finding, about }) => acceptance(finding, about, reviewed));
  const scheme = schemeNamedAt(review, pointerAt(source, protocolRange(range).start));
  const answers = review.assumptions.flatMap((assumption) => {
    const about = aboutOf(`assumption-${assumption.id}`);
    const isMeant =
      about.length > 0 ||
      (scheme !== undefined && schemesSettled(assumption).includes(scheme.name)) ||
      settledPlaces(review, assumption).some(isInRange);
    return isMeant && isWorthAsking(assumption)
      ? (assumption.answers ?? possibleAnswers(assumption.id)).map(({ answer, value }) =>
          answerAction(assumption.settle, answer, value, about),
        )
      : [];
  });
  return [...answers, ...dismissals, ...acceptances];
}

/** Somebody takes the risk until a day: the title says the last that the policy allows, and where there is no register yet. */
function acceptance(finding: Finding, diagnostics: Diagnostic[], { policy, files, asOf }: Reviewed): CodeAction {
  const data: SettingsData = { kind: "accept", fingerprint: finding.fingerprint };
  const last = dayAfter(asOf, policy.acceptanceDays);
  const content = files.read(policy.register);
  const isNew = content.bytes === undefined && content.reason === "missing";
  const where = isNew ? ` (there is no register yet: ${policy.register} is created)` : "";
  return {
    title: shownText(`Accept the risk, until ${last} at the latest${where}: ${finding.title}`),
    kind: CodeActionKind.QuickFix,
    diagnostics,
    data,
  };
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
