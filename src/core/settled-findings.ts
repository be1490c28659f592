import { isAmong } from "./is-among.ts";
import { isOpen } from "./open-findings.ts";
import type { Finding, Review } from "./review.ts";

type Decided = Pick<Review, "findings" | "dismissals" | "dismissed">;

/** Why a fact is no open finding any more although it is one: somebody took the risk, or a setting lowers it. */
export type SettledFinding = "accepted" | "lowered";

/**
 * The findings that hold of the API, whatever was decided of them: open ones, those whose risk was accepted, and those that `rules`
 * of the configuration turns off or lowers, with the severity that they have without it. A dismissal says that a finding is wrong.
 */
export function factsOf({ findings, dismissals = [], dismissed = [] }: Decided): readonly Finding[] {
  const lowered = new Map(
    dismissals.flatMap(({ loweredTo, state, severity, findings: ids }) =>
      loweredTo === undefined || state !== "in-force" || severity === null
        ? []
        : ids.map((id) => [id, severity] as const),
    ),
  );
  return [
    ...findings.filter((finding) => isOpen(finding) || finding.status === "accepted"),
    ...dismissed.filter(({ fingerprint }) => lowered.has(fingerprint)),
  ].map((finding) => {
    const severity = lowered.get(finding.fingerprint);
    return severity === undefined ? finding : { ...finding, severity };
  });
}

/** What was decided of the findings by which a fact is known, where no open one says it; `undefined` where one does. */
export function settledBy({ findings, dismissals = [] }: Decided, ids: readonly string[]): SettledFinding | undefined {
  if (ids.length === 0) return undefined;
  const isLowered = (id: string): boolean =>
    dismissals.some(
      ({ loweredTo, state, findings: of }) => loweredTo !== undefined && state === "in-force" && isAmong(of, id),
    );
  const states = ids.map((id): SettledFinding | undefined => {
    if (findings.some(({ fingerprint, status }) => fingerprint === id && status === "accepted")) return "accepted";
    return isLowered(id) ? "lowered" : undefined;
  });
  return states.includes(undefined) ? undefined : states.includes("accepted") ? "accepted" : "lowered";
}
