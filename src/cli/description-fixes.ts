import path from "node:path";
import { UserError } from "../core/user-error.ts";
import { claimingFixes, claimsBeside, type ReviewBeside } from "../fix/claims.ts";
import type { FixUnit } from "../fix/fix-units.ts";
import { madeFixes, type MadeFixes } from "../fix/make-fixes.ts";
import { withAttestations } from "../gate/register/attestations.ts";
import { readRegister, type Unanswered } from "../gate/register/read-register.ts";
import { namesOnRecord, type Register } from "../gate/register/register.ts";
import { loadDocument, type Document } from "../load/document.ts";
import { withBuffers, type Files } from "../load/files.ts";
import { readApi } from "../model/read-api.ts";
import type { Policy } from "../policy/policy.ts";
import { withMark } from "./changed-texts.ts";
import { registeredReview, type Circumstances, type RegisteredReview } from "./registered-review.ts";
import type { Entry } from "./root.ts";
import { checkInside } from "./write-files.ts";

/** A description that is to be fixed, with its review. */
export interface ToFix {
  readonly entry: Entry;
  readonly policy: Policy;
  readonly before: RegisteredReview;
  /** The policy of another description. */
  readonly policyOf: (file: string) => Promise<Policy>;
  /** Others that may read the same files, beside those on record. */
  readonly named?: readonly string[];
  readonly unanswered?: Unanswered;
}

/** What is made of fixes of a description, and what is to be attested. */
export interface DescriptionFixes {
  readonly result: MadeFixes;
  /** Of it, and of other descriptions that read what is changed. */
  readonly claims: readonly DescriptionClaims[];
}

/** What is to be attested of a description, and in which register. */
export interface DescriptionClaims {
  readonly file: string;
  readonly register: string;
  readonly units: readonly FixUnit[];
}

/** Makes as many of some fixes as the review after them is better for. Nothing is written. */
export async function descriptionFixes(
  toFix: ToFix,
  units: readonly FixUnit[],
  asOf: string,
): Promise<DescriptionFixes> {
  const { entry, policy, before, policyOf, unanswered } = toFix;
  const { file, files } = entry;
  const { document } = before.judgements.stated.api;
  const result = await madeFixes(
    {
      document,
      before: before.review,
      reviewAgain: async (texts) =>
        (await registeredReview(file, withTexts(files, document, texts), policy, asOf, kept(unanswered))).review,
      besideWith: await besideOf(toFix, asOf),
    },
    units,
  );
  const claims: DescriptionClaims[] = [
    { file, register: policy.register, units: claimingFixes(result.made, before.review, result.review) },
  ];
  for (const other of result.beside)
    claims.push({
      file: other.file,
      register: (await policyOf(other.file)).register,
      units: claimsBeside(result.made, other),
    });
  return { result, claims: claims.filter((one) => one.units.length > 0) };
}

/** Registers with what fixes claim in them, by where they are; `before` is undefined where there is none yet. */
export type ClaimedRegisters = Map<
  string,
  { readonly name: string; readonly before: string | undefined; readonly register: Register }
>;

/** Adds claims of a description to its register; gives the id of the attestation of each. */
export async function addClaims(
  registers: ClaimedRegisters,
  { root, files }: Entry,
  { file, register: name, units }: DescriptionClaims,
  asOf: string,
  unanswered?: Unanswered,
): Promise<ReadonlyMap<FixUnit, string>> {
  const place = path.join(root, name);
  checkInside(root, name);
  const { bytes } = files.read(name);
  const known = registers.get(place) ?? {
    name,
    before: bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8"),
    register: await readRegister(name, files, unanswered),
  };
  const { register, ids } = withAttestations(known.register, file, units, asOf);
  registers.set(place, { ...known, register });
  return ids;
}

function kept(unanswered: Unanswered | undefined): Circumstances {
  return unanswered === undefined ? {} : { unanswered };
}

function withTexts(files: Files, document: Document, texts: ReadonlyMap<string, string>): Files {
  return withBuffers(
    files,
    new Map([...texts].map(([name, text]) => [name, Buffer.from(withMark(document.sourceOf(name), text))])),
  );
}

/** Reviews the other descriptions that read a changed file, before and after; those that cannot be read are no concern of a fix. */
async function besideOf(
  { entry: { file, files }, policy, policyOf, named = [], before: { judgements }, unanswered }: ToFix,
  asOf: string,
): Promise<(texts: ReadonlyMap<string, string>) => Promise<readonly ReviewBeside[]>> {
  const { document } = judgements.stated.api;
  const names = new Set([...named, ...namesOnRecord(await readRegister(policy.register, files, unanswered))]);
  const parts = new Map<string, ReadonlySet<string>>();
  const reviews = new Map<string, ReviewBeside["before"]>();
  const review = async (name: string, now: Files): Promise<ReviewBeside["before"]> =>
    (await registeredReview(name, now, await policyOf(name), asOf, kept(unanswered))).review;
  return async (texts) => {
    const beside: ReviewBeside[] = [];
    for (const name of names) {
      if (name === file) continue;
      const own = parts.get(name) ?? (await partsOf(name, files));
      parts.set(name, own);
      if (![...texts.keys()].some((one) => own.has(one))) continue;
      const before = reviews.get(name) ?? (await review(name, files));
      reviews.set(name, before);
      beside.push({ file: name, before, after: await review(name, withTexts(files, document, texts)) });
    }
    return beside;
  };
}

/** The files that a description is read from; none where it cannot be. */
async function partsOf(name: string, files: Files): Promise<ReadonlySet<string>> {
  try {
    const document = await loadDocument(name, files);
    readApi(document);
    return new Set(document.sources().map(({ file }) => file));
  } catch (error) {
    if (error instanceof UserError) return new Set();
    throw error;
  }
}
