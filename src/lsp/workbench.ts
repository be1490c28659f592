import type { Finding, Review } from "../core/review.ts";
import type { FixUnit } from "../fix/fix-units.ts";
import type { MadeFixes } from "../fix/make-fixes.ts";
import type { Files } from "../load/files.ts";
import type { Source } from "../load/source.ts";
import type { Policy } from "../policy/policy.ts";
import type { Judgements } from "../review/assumptions.ts";

/** Where a file is, as the command line takes it. */
export interface Placed {
  /** The folder that nothing outside of is read, absolute, links resolved. */
  readonly root: string;
  /** Relative to the root, with `/`. */
  readonly file: string;
}

/** A description as it was reviewed, and what it was reviewed of. */
export interface Reviewed extends Placed {
  /** What its texts were read of: what editors hold comes before what is on disk. */
  readonly files: Files;
  readonly policy: Policy;
  readonly review: Review;
  readonly judgements: Judgements;
  /** The day of the review, by which an acceptance is. */
  readonly asOf: string;
  /** What is wrong with what the register accepts of it. */
  readonly acceptanceProblems: readonly WrittenWrongly[];
}

/** What is wrong in a file that judges a description, and still lets it be judged. */
export interface WrittenWrongly {
  /** Relative to the root. */
  readonly file: string;
  readonly line: number;
  readonly message: string;
  readonly hint: string;
}

/** The files that a review asked for, whether they were there or not, by their names below the root. */
export interface Reads {
  /** What a description is made of. */
  readonly parts: Set<string>;
  /** What it is judged by: settings and their rulesets, the register, who owns files. */
  readonly settings: Set<string>;
}

/** The texts that editors hold, by the absolute paths of their files, links resolved. */
export type Buffers = ReadonlyMap<string, Uint8Array>;

/** A file that is to have another text; `before` is undefined where there is none yet. */
export interface ChangedFile {
  readonly before: string | undefined;
  readonly after: string;
}

/** What comes of making fixes: the changed files by their names below the root, the register among them. */
export interface FixedFiles {
  readonly result: MadeFixes;
  readonly files: ReadonlyMap<string, ChangedFile>;
}

/**
 * What the server asks of the command line, so that an editor shows and writes just what a command would. Each throws a
 * `UserError` where that command would refuse.
 */
export interface Workbench {
  /** Where a file is that an editor has open in one of some folders, if it ever had any; it need not be saved yet. */
  readonly placed: (path: string, folders: readonly string[] | undefined) => Placed;
  /** What it asks for is added to `reads`, where it is refused too. */
  readonly review: (placed: Placed, buffers: Buffers, reads: Reads) => Promise<Reviewed>;
  /** Checks the settings of a folder, by the file of one that stands in it. */
  readonly checkSettings: (placed: Placed, buffers: Buffers) => Promise<void>;
  /** Makes fixes of a description as `sallyport fix --apply` does, without writing anything. */
  readonly fixed: (reviewed: Reviewed, units: readonly FixUnit[]) => Promise<FixedFiles>;
  /** What `sallyport dismiss` writes, by the name of the file below the root; `because` is left to the user. */
  readonly dismissed: (reviewed: Reviewed, finding: Finding) => Promise<ReadonlyMap<string, ChangedFile>>;
  /**
   * What `sallyport register accept` writes, by the name of the register below the root; why, who and until when are left to
   * the user.
   */
  readonly accepted: (reviewed: Reviewed, finding: Finding) => Promise<ReadonlyMap<string, ChangedFile>>;
  /** The `sallyport.yaml` of a description with an answer in it, by the name of the file below the root. */
  readonly answered: (
    reviewed: Reviewed,
    answer: { readonly keys: readonly string[]; readonly value: string },
  ) => Promise<ReadonlyMap<string, ChangedFile>>;
  /** The absolute paths of the descriptions below a folder that refer to other files. */
  readonly descriptionsInParts: (folder: string) => Promise<readonly string[]>;
  /** Whether a file, absolute, is such a description. */
  readonly isInParts: (file: string) => boolean;
  /** The review of a description as a page. */
  readonly page: (reviewed: Reviewed) => Promise<string>;
}

/** The files that a review was made of, by their names below the root. */
export function sourcesOf({ judgements }: Pick<Reviewed, "judgements">): ReadonlyMap<string, Source> {
  return new Map(judgements.stated.api.document.sources().map((source) => [source.file, source]));
}

/** The first file of a review that is another now than when it was read. */
export function changedSince(reviewed: Pick<Reviewed, "judgements" | "files">): string | undefined {
  return [...sourcesOf(reviewed).values()].find(({ file, bytes }) => {
    const now = reviewed.files.read(file).bytes;
    return now === undefined || Buffer.compare(now, bytes) !== 0;
  })?.file;
}
