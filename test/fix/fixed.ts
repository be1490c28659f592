import type { Review } from "../../src/core/review.ts";
import { fixUnits, type FixUnit } from "../../src/fix/fix-units.ts";
import { madeFixes, type MadeFixes } from "../../src/fix/make-fixes.ts";
import type { Document } from "../../src/load/document.ts";
import { filesBelow, withBuffers, type Files } from "../../src/load/files.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { composeReview } from "../../src/review/compose.ts";
import { judgeDescription } from "../../src/review.ts";

/** A description with some of its fixes made. */
export interface FixedDescription {
  readonly document: Document;
  readonly before: Review;
  readonly units: readonly FixUnit[];
  readonly result: MadeFixes;
}

/** Makes the fixes of a description that are wanted, by default the safe ones. */
export async function fixedDescription(
  file: string,
  files: Files,
  isWanted: (unit: FixUnit) => boolean = ({ certainty }) => certainty === "safe",
): Promise<FixedDescription> {
  const judgements = await judgeDescription(file, files, defaultPolicy());
  const before = composeReview(judgements, "2026-11-27");
  const units = fixUnits(judgements, before).filter(isWanted);
  const { document } = judgements.stated.api;
  const result = await madeFixes(
    {
      document,
      before,
      reviewAgain: async (texts) => {
        const buffers = new Map([...texts].map(([name, text]) => [name, Buffer.from(text)]));
        return composeReview(await judgeDescription(file, withBuffers(files, buffers), defaultPolicy()), "2026-11-27");
      },
    },
    units,
  );
  return { document, before, units, result };
}

/** Files that are held in memory. */
export function filesOf(texts: Readonly<Record<string, string>>): Files {
  return withBuffers(
    filesBelow(import.meta.dirname),
    new Map(Object.entries(texts).map(([name, text]) => [name, Buffer.from(text)])),
  );
}
