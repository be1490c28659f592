import { count } from "../../core/prose.ts";
import type { Finding, Review } from "../../core/review.ts";
import { verdictName } from "./decision-words.ts";

/** What changed since the review before: one that was given, else what the register has. */
export function sinceWords(review: Review, asOf: string): string {
  return review.since === undefined ? registerWords(review, asOf) : sinceGivenWords(review, review.since);
}

/** What changed since an earlier review that was given; `null` where that has no such description. */
export function sinceGivenWords(review: Review, since: NonNullable<Review["since"]> | null): string {
  if (since === null) return "The earlier review does not include this description.";
  const { asOf: then, decision, samePolicy, sameDescription, addedOperations, removedOperations } = since;
  const { new: fresh, worse, gone } = since;
  const isSame = decision === review.verdict.decision;
  const operations = [
    ...(addedOperations.length === 0 ? [] : [`${count(addedOperations.length, "operation")} added`]),
    ...(removedOperations.length === 0 ? [] : [`${count(removedOperations.length, "operation")} removed`]),
  ];
  const changed = fresh.length + worse.length + gone.length + operations.length > 0;
  return [
    `Review of ${then}: ${isSame ? "the verdict was the same" : `the verdict was ${verdictName(decision)}`}.`,
    changed
      ? `${[count(fresh.length, "new finding"), `${worse.length} worse`, `${gone.length} gone`, ...operations].join(", ")}.`
      : "No finding or operation changed.",
    ...(sameDescription ? ["The description is the same."] : []),
    ...(samePolicy ? [] : ["The policy changed too."]),
  ].join(" ");
}

/** As the register has it, which keeps when something was first seen. */
function registerWords({ findings }: Review, asOf: string): string {
  if (findings.every(({ firstSeen, status }) => firstSeen === null && status !== "fixed" && status !== "regressed"))
    return "No earlier review is on record.";
  const number = (status: string): number => findings.filter((finding) => finding.status === status).length;
  const fresh = findings.filter(({ firstSeen, status }) => firstSeen === asOf && status === "open").length;
  return `${count(fresh, "new finding")}, ${number("regressed")} back again, ${number("fixed")} fixed.`;
}

/** One thing that changed since an earlier review that was given. */
export interface SinceLine {
  readonly what: "New" | "Worse" | "Gone" | "Added" | "Removed";
  readonly text: string;
  /** The finding that it is about, where it is in this review. */
  readonly finding: Finding | undefined;
}

/** All that changed since an earlier review, the worst first; nothing where none was given. */
export function sinceLines({ since, findings }: Review): readonly SinceLine[] {
  if (since === undefined || since === null) return [];
  const named = (what: "New" | "Worse", fingerprints: readonly string[]): readonly SinceLine[] => {
    const wanted = new Set(fingerprints);
    return findings
      .filter(({ fingerprint }) => wanted.has(fingerprint))
      .map((finding) => ({ what, text: `${finding.severity}: ${finding.title}. ${finding.message}`, finding }));
  };
  return [
    ...named("New", since.new),
    ...named("Worse", since.worse),
    ...since.gone.map(({ severity, title, message }) => ({
      what: "Gone" as const,
      text: `${severity}: ${title}. ${message}`,
      finding: undefined,
    })),
    ...since.addedOperations.map((text) => ({ what: "Added" as const, text, finding: undefined })),
    ...since.removedOperations.map((text) => ({ what: "Removed" as const, text, finding: undefined })),
  ];
}
