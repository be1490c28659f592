import { graveDismissals } from "../../core/grave-dismissals.ts";
import { isAmong } from "../../core/is-among.ts";
import { isNameless, NAMELESS } from "../../core/nameless-dismissal.ts";
import { count, listed } from "../../core/prose.ts";
import type { DismissalEntry, Finding, Review } from "../../core/review.ts";
import type { Severity } from "../../core/severity.ts";
import { ended } from "../../core/sentence.ts";
import { severityCounts } from "./decision-words.ts";

/** What a dismissal is worth on this description, in a word or two. */
export const DISMISSAL_STATES: Readonly<Record<DismissalEntry["state"], string>> = {
  "in-force": "in force",
  stale: "stale",
  "not-allowed": "not allowed",
};

/** A dismissal as reports tell it. */
export interface DismissalRow {
  readonly state: DismissalEntry["state"];
  readonly rule: string;
  /** Of the finding that it dismisses; undefined where it dismisses none here. */
  readonly severity: Severity | undefined;
  /** What the finding says, else what the entry says of it. */
  readonly finding: string;
  readonly because: string;
  readonly who: string;
  /** `sallyport.yaml:12` */
  readonly writtenAt: string;
  /** What it does not do; empty where it does all that it was written for. */
  readonly note: string;
}

/** What stands over the dismissals: false positives by their entries, and what `rules` lowers or turns off. */
export function dismissalsTitle({ dismissals = [] }: Review): string {
  const [lowered, others] = [true, false].map((is) =>
    dismissals.some(({ loweredTo }) => (loweredTo !== undefined) === is),
  );
  if (lowered !== true) return "Dismissed as false positives";
  return others === true
    ? "Dismissed as false positives, or lowered by a setting"
    : "Lowered or turned off by a setting";
}

/** How many findings are dismissed, and how many count less than they would. */
export function dismissalsSentence({ dismissals = [], dismissed = [] }: Review): string {
  const less = dismissals.filter(
    ({ state, loweredTo }) => state === "in-force" && loweredTo !== undefined && loweredTo !== "off",
  ).length;
  return [
    ...(dismissed.length === 0
      ? []
      : [`Dismissed: ${severityCounts(dismissed)}. They count neither as findings nor for the verdict.`]),
    ...(less === 0
      ? []
      : [
          `Lowered: ${count(less, "finding")}, judged by the severity that the setting gives ${less === 1 ? "it" : "them"}.`,
        ]),
  ].join(" ");
}

/** How many findings of high severity or above settings lower or turn off; `undefined` of none. */
export function loweredBySettings(review: Review): string | undefined {
  const { length } = graveDismissals(review).bySettings;
  return length === 0
    ? undefined
    : `Settings lower or turn off ${count(length, "finding")} of high severity or above; nobody is named`;
}

/** How many findings people dismissed: what a setting turns off is none of them. */
export function dismissedByPeople({ dismissals = [], dismissed = [] }: Review): number {
  const off = new Set(dismissals.flatMap(({ loweredTo, findings }) => (loweredTo === undefined ? [] : findings)));
  return dismissed.filter(({ fingerprint }) => !off.has(fingerprint)).length;
}

/** Every dismissal of a review, those that do nothing here included: somebody has to take them out. */
export function dismissalRows({ dismissals = [], dismissed = [], findings }: Review): readonly DismissalRow[] {
  return dismissals.map((entry) => {
    const finding = dismissed.find(({ fingerprint }) => isAmong(entry.findings, fingerprint));
    const { state, rule, because, file, line } = entry;
    return {
      state,
      rule,
      severity: entry.loweredTo === undefined ? finding?.severity : (entry.severity ?? undefined),
      finding: finding === undefined ? (entry.where ?? rule) : ended(`${finding.title}: ${finding.message}`),
      because,
      who:
        entry.loweredTo === undefined
          ? [entry.by ?? "no name given", ...(entry.on === null ? [] : [entry.on])].join(", ")
          : "a setting, which names nobody",
      writtenAt: `${file}:${line}`,
      note: noteOf(entry, findings),
    };
  });
}

/** How many places that are not covered are named. */
const MOST_NAMED = 3;

function noteOf(entry: DismissalEntry, findings: readonly Finding[]): string {
  const { state, missing } = entry;
  if (isNameless(entry, findings)) return `The finding stays open, since ${NAMELESS}.`;
  if (state === "not-allowed")
    return "sallyport.yaml does not allow dismissing findings of this severity, so the finding stays open.";
  if (state === "stale" && missing.length === 0) return "It matches no finding of this description: remove it.";
  return missing.length === 0 ? "" : `Not dismissed, so the finding stays open: ${listed(missing, MOST_NAMED)}.`;
}

/** Why a finding was dismissed, by whom and when; empty where nothing is told of it. */
export function dismissalWords({ dismissals = [] }: Review, { fingerprint }: Finding): string {
  const said = dismissals
    .filter(({ findings }) => isAmong(findings, fingerprint))
    .map(
      ({ because, by, on }) =>
        `${ended(because)}${by === null ? "" : ` Dismissed by ${by}${on === null ? "" : ` on ${on}`}.`}`,
    );
  return [...new Set(said)].join(" ");
}
