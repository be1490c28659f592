import { daysBetween } from "../core/day.ts";
import type { ImpactAssessment } from "../core/impact.ts";
import { count } from "../core/prose.ts";
import { SEVERITIES } from "../core/severity.ts";
import type { Scope } from "./scope/scope.ts";

export type KnownIssue = ImpactAssessment["known"] extends readonly (infer Issue)[] | undefined ? Issue : never;

/** An issue of the register, with the places by which it is known to be about something. */
export interface RecordedIssue extends KnownIssue {
  /** By fingerprint, each in words: `GET /users/{id}, 2xx email`. */
  readonly places: Readonly<Record<string, string>>;
  /** Whether it was made of a report, and is what is dealt with. */
  readonly isReport: boolean;
}

/** The issues of the register that are about what was reported: the one to go by first. */
export function knownIssues(
  { operations, reads, findings }: Scope,
  issues: readonly RecordedIssue[],
  reportedPlaces: readonly string[],
): KnownIssue[] {
  const fingerprints = new Set([
    ...reportedPlaces,
    ...findings.flatMap(({ places }) => places.map(({ fingerprint }) => fingerprint)),
  ]);
  const ids = new Set(operations);
  const words = new Set(
    reads.flatMap(({ operation, witness }) => (ids.has(operation) ? [`${operation.id}, ${witness}`] : [])),
  );
  return issues
    .filter(({ places }) =>
      Object.entries(places).some(([fingerprint, place]) => fingerprints.has(fingerprint) || words.has(place)),
    )
    .toSorted(
      (a, b) =>
        Number(b.isReport) - Number(a.isReport) ||
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        Number(isClosed(a)) - Number(isClosed(b)),
    )
    .map(({ places: _places, isReport: _isReport, ...issue }) => issue);
}

/** Whether nothing is to be done about an issue any more. */
export function isClosed({ status }: KnownIssue): boolean {
  return status === "fixed" || status === "dismissed";
}

/** What the register says of an issue, with how late it is on a day: `Known as sp-0990a5b612 since 2026-01-12, due 2026-01-19`. */
export function recordWords({ id, since, due, status, fixed, tested }: KnownIssue, asOf: string): string {
  const late = due === null ? 0 : daysBetween(due, fixed ?? asOf);
  const overdue = isLate(status) && late > 0 ? ` (overdue by ${count(late, "day")})` : "";
  const until = due === null ? "" : `, due ${due}${overdue}`;
  const closed =
    fixed === null ? "" : `, fixed on ${fixed}${tested === null ? "" : `; its tests passed, the last on ${tested}`}`;
  const state = status === "accepted" || status === "dismissed" ? `, ${status}` : "";
  return `Known as ${id} since ${since}${until}${state}${closed}.`;
}

function isLate(status: KnownIssue["status"]): boolean {
  return status === "open" || status === "regressed";
}
