import { grouped } from "../../core/grouped.ts";
import { memo } from "../../core/memo.ts";
import type { Finding, Review } from "../../core/review.ts";
import { unmarked } from "./unmarked.ts";
import { operationsOfFindings } from "./remedy-words.ts";

/** A reason in a line: where it is a finding, whose message follows below, its title and its operations, `most` of them named. */
export function briefReason(
  { text, findings: fingerprints }: Review["verdict"]["reasons"][number],
  findings: readonly Finding[],
  most?: number,
): string {
  const known = byFingerprint(findings);
  const [only, ...more] = [...new Set(fingerprints)].flatMap((fingerprint) => known.get(fingerprint) ?? []);
  return only !== undefined && more.length === 0 && text.endsWith(only.message)
    ? [text.slice(0, -only.message.length).replace(/: $/, ""), operationsOfFindings([only], most)]
        .filter(Boolean)
        .join(": ")
    : unmarked(text);
}

/** A verdict may have as many reasons as there are findings. */
const byFingerprint = memo((findings: readonly Finding[]) => grouped(findings, ({ fingerprint }) => fingerprint));
