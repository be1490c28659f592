import { CodeActionKind, type CodeAction, type Diagnostic } from "vscode-languageserver";
import { grouped } from "../core/grouped.ts";
import type { Place, Range } from "../core/place.ts";
import { count } from "../core/prose.ts";
import { fixUnits, type FixUnit } from "../fix/fix-units.ts";
import { rangeAt } from "../load/source.ts";
import { shownText } from "../report/words/shown-text.ts";
import type { DiagnosticData } from "./diagnostics.ts";
import { meet } from "./ranges.ts";
import { sourcesOf, type Reviewed } from "./workbench.ts";

/** Every safe fix at once, as `sallyport fix --apply` makes them. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.sallyport`;

/** What a quick fix makes, by which it is found again when its edit is asked for. */
export interface FixData {
  readonly kind: "fix";
  /** Keys of units (`keyOfUnit`). */
  readonly units: readonly string[];
}

/**
 * What can be made of the fixes of the findings in a range, without their edits: those are worked out with the review of the
 * changed description. A safe one is preferred; of a suggested one the title says what must be true of the service.
 */
export function quickFixes(
  reviewed: Reviewed,
  file: string,
  range: Range,
  diagnostics: readonly Diagnostic[],
): readonly CodeAction[] {
  const sources = sourcesOf(reviewed);
  const isInRange = (place: Place): boolean => {
    const source = place.file === file ? sources.get(file) : undefined;
    return source !== undefined && meet(rangeAt(source, place.pointer), range);
  };
  const all = fixUnits(reviewed.judgements, reviewed.review);
  const byFix = grouped(all, ({ finding, name }) => `${finding.fingerprint} ${name}`);
  return [...byFix.values()].flatMap((units): readonly CodeAction[] => {
    const { finding } = units[0]!; // grouped, so there is one
    const about = diagnostics.filter(({ data }) => isAbout(data, finding.fingerprint));
    const here = units.filter(({ closes }) => closes.some(isInRange));
    // Where the finding is shown, its first fix may be for another of its places.
    const meant = here.length > 0 ? here : about.length > 0 || isInRange(finding) ? units.slice(0, 1) : [];
    if (meant.length === 0) return [];
    const one = meant.map((unit) => actionOf([unit], about));
    return units.length === 1 ? one : [...one, actionOf(units, about)];
  });
}

/** The action that makes every safe fix of a description; none where there is none. */
export function fixAll({ judgements, review }: Reviewed): readonly CodeAction[] {
  const safe = fixUnits(judgements, review).filter(({ certainty }) => certainty === "safe");
  if (safe.length === 0) return [];
  const data: FixData = { kind: "fix", units: safe.map(keyOfUnit) };
  return [{ title: `Make ${count(safe.length, "safe fix", "safe fixes")} of Sallyport`, kind: FIX_ALL, data }];
}

/** The fixes of a description that keys name, in their order; `undefined` where one is no longer there. */
export function unitsNamed({ judgements, review }: Reviewed, keys: readonly string[]): readonly FixUnit[] | undefined {
  const wanted = new Set(keys);
  const found = fixUnits(judgements, review).filter((unit) => wanted.has(keyOfUnit(unit)));
  return found.length < wanted.size ? undefined : found;
}

/** A fix by what it closes, which stays when lines move. */
export function keyOfUnit({ finding, name, closes }: FixUnit): string {
  return [finding.fingerprint, name, ...closes.map(({ fingerprint }) => fingerprint)].join(" ");
}

function isAbout(data: unknown, fingerprint: string): boolean {
  return (data as DiagnosticData | undefined)?.fingerprint === fingerprint; // as `diagnosticsOf` gave it
}

function actionOf(units: readonly FixUnit[], diagnostics: readonly Diagnostic[]): CodeAction {
  const { name, certainty, requires, closes } = units[0]!; // every caller has one
  const data: FixData = { kind: "fix", units: units.map(keyOfUnit) };
  const [where] = closes.map(({ operation }) => operation);
  const title = [
    units.length > 1
      ? `${name}, at all ${units.length} places`
      : where === null || where === undefined
        ? name
        : `${name}, ${where}`,
    ...(requires === null ? [] : [`correct only if: ${requires}`]),
  ].join("; ");
  return {
    title: shownText(title),
    kind: CodeActionKind.QuickFix,
    diagnostics: [...diagnostics],
    ...(certainty === "safe" && units.length === 1 ? { isPreferred: true } : {}),
    data,
  };
}
