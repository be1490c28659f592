import type { Reviewed } from "../../src/lsp/workbench.ts";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { judgeDescription } from "../../src/review.ts";
import { composeReview } from "../../src/review/compose.ts";
import { filesOf } from "../fix/fixed.ts";

const AS_OF = "2026-01-31";

/** A description in memory, `api.yaml`, as it is reviewed. */
export async function reviewedOf(texts: Readonly<Record<string, string>>): Promise<Reviewed> {
  const files = filesOf(texts);
  const policy = await loadPolicy("api.yaml", files);
  const judgements = await judgeDescription("api.yaml", files, policy);
  return {
    root: "/root",
    file: "api.yaml",
    files,
    policy,
    judgements,
    review: composeReview(judgements, AS_OF),
    asOf: AS_OF,
    acceptanceProblems: [],
  };
}

/** The position of the last sign of a text in another one. */
export function positionOf(text: string, part: string): { readonly line: number; readonly character: number } {
  const at = text.indexOf(part) + part.length - 1;
  if (at < part.length - 1) throw new Error(`there is no ${part}`);
  const before = text.slice(0, at);
  return { line: before.split("\n").length - 1, character: at - before.lastIndexOf("\n") - 1 };
}
