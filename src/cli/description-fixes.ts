import { claimingFixes } from "../fix/claims.ts";
import type { FixUnit } from "../fix/fix-units.ts";
import { madeFixes, type MadeFixes } from "../fix/make-fixes.ts";
import { withAttestations } from "../gate/register/attestations.ts";
import { readRegister } from "../gate/register/read-register.ts";
import { registerText } from "../gate/register/write-register.ts";
import type { Document } from "../load/document.ts";
import { withBuffers } from "../load/files.ts";
import type { Policy } from "../policy/policy.ts";
import { registeredReview, type RegisteredReview } from "./registered-review.ts";
import type { Entry } from "./root.ts";

/** A description that is to be fixed, with its review. */
export interface ToFix {
  readonly entry: Entry;
  readonly policy: Policy;
  readonly before: RegisteredReview;
}

/** What is made of fixes of a description, and which of them claim something that somebody must attest. */
export interface DescriptionFixes {
  readonly result: MadeFixes;
  readonly claims: readonly FixUnit[];
}

/** Makes as many of some fixes as the review after them is better for. Nothing is written. */
export async function descriptionFixes(
  { entry: { file, files }, policy, before }: ToFix,
  units: readonly FixUnit[],
  asOf: string,
): Promise<DescriptionFixes> {
  const { document } = before.judgements.stated.api;
  const result = await madeFixes(
    {
      document,
      before: before.review,
      reviewAgain: async (texts) => {
        const buffers = new Map([...texts].map(([name, text]) => [name, Buffer.from(withMark(document, name, text))]));
        return (await registeredReview(file, withBuffers(files, buffers), policy, asOf)).review;
      },
    },
    units,
  );
  return { result, claims: claimingFixes(result.made, before.review, result.review) };
}

/** The register with what fixes claim in it, where they claim something; `before` is undefined where there is none yet. */
export async function registerWithClaims(
  { entry: { file, files }, policy }: ToFix,
  claims: readonly FixUnit[],
  asOf: string,
): Promise<{
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly ids: ReadonlyMap<FixUnit, string>;
}> {
  const known = await readRegister(policy.register, files);
  const { register, ids } = withAttestations(known, file, claims, asOf);
  const { bytes } = files.read(policy.register);
  const before = bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8");
  return { before, after: claims.length === 0 ? undefined : registerText(before, register), ids };
}

/** The text of a file with the byte order mark that it has. */
export function withMark(document: Document, file: string, text: string): string {
  const [first, second, third] = document.sourceOf(file).bytes;
  return first === 0xef && second === 0xbb && third === 0xbf ? `\uFEFF${text}` : text;
}
