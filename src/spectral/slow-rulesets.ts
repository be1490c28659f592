import { createHash } from "node:crypto";
import type { Document } from "../load/document.ts";
import type { Ruleset } from "../policy/rulesets/ruleset.ts";
import type { SpectralJob } from "./job.ts";
import { runSpectral, spectralLimits, TooSlowError } from "./run-spectral.ts";

/*
 * A ruleset that takes all the time there is takes it once, and not again for each description of the run: over one
 * that is as large it is not tried again, over a smaller one for a tenth of the time, and after that not at all.
 */

/** What a combination of rulesets was too slow for. */
interface Slowness {
  /** Bytes of the smallest description. */
  bytes: number;
  times: number;
}

const SLOW = new Map<string, Slowness>();
const MOST_TRIES = 2;

/** Runs Spectral as `runSpectral` does, within what is left of the document's time. */
export async function runSpectralOnce(
  job: SpectralJob,
  document: Document | undefined,
): ReturnType<typeof runSpectral> {
  const left = document?.budget.timeLeft();
  if (document === undefined || left === undefined) return runSpectral(job);
  const key = keyOf(job);
  const bytes = document.sources().reduce((sum, source) => sum + source.bytes.length, 0);
  const slow = SLOW.get(key);
  if (slow !== undefined && (bytes >= slow.bytes || slow.times >= MOST_TRIES)) throw new TooSlowError(left);
  try {
    return await runSpectral(job, spectralLimits(slow === undefined ? left : left / 10));
  } catch (error) {
    if (error instanceof TooSlowError)
      SLOW.set(key, { bytes: Math.min(bytes, slow?.bytes ?? Infinity), times: (slow?.times ?? 0) + 1 });
    throw error;
  }
}

/** By what rulesets say, and where: each file once, however often it is extended. */
function keyOf({ rulesets }: SpectralJob): string {
  const seen = new Set<Ruleset>();
  const told: string[] = [];
  const open: Ruleset[] = Object.values(rulesets);
  for (let ruleset = open.pop(); ruleset !== undefined; ruleset = open.pop()) {
    if (seen.has(ruleset)) continue;
    seen.add(ruleset);
    told.push(ruleset.name, ruleset.module ?? "", ruleset.written?.source.text ?? "");
    for (const other of [...ruleset.extends, ...ruleset.overrides]) open.push(other.ruleset);
  }
  return createHash("sha256").update(JSON.stringify(told)).digest("hex");
}
