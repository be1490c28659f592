import { isDeepStrictEqual } from "node:util";
import { allFindings } from "../core/all-findings.ts";
import { grouped } from "../core/grouped.ts";
import type { Finding, Review } from "../core/review.ts";
import { capitalized } from "../core/sentence.ts";
import { worse, type Severity } from "../core/severity.ts";
import { UserError } from "../core/user-error.ts";
import type { Document } from "../load/document.ts";
import { LIMITS } from "../load/limits.ts";
import { readSource } from "../load/source.ts";
import { areMeeting, orderedChanges } from "../review/finding-fixes.ts";
import { MEETING, splicedText, splicesOf, type Splice } from "../review/text/splices.ts";
import { claimsBeside, type ReviewBeside } from "./claims.ts";
import { isUtf8, losesComment } from "../review/text/text-obstacles.ts";
import type { FixUnit } from "./fix-units.ts";
import { patched } from "./patched.ts";

/** What became of fixes. */
export interface MadeFixes {
  readonly made: readonly FixUnit[];
  /** What cannot be written into the text, and why. */
  readonly refused: readonly LeftFix[];
  /** What was made and taken back, since the review after it was no better. */
  readonly undone: readonly LeftFix[];
  readonly splices: readonly Splice[];
  /** The changed files, by their names below the root. */
  readonly texts: ReadonlyMap<string, string>;
  /** The review of the description as it is now. */
  readonly review: Review;
  /** Other descriptions that read what is changed. */
  readonly beside: readonly ReviewBeside[];
}

/** A fix that was not made. */
export interface LeftFix {
  readonly unit: FixUnit;
  /** A sentence. */
  readonly why: string;
  readonly hint: string;
  /** Whether it is so because something else would then be found, which is to be done too. */
  readonly isFollowed?: true;
}

/** What fixes are made in, and how the description is reviewed again with other texts. */
export interface FixRun {
  readonly document: Document;
  readonly before: Review;
  readonly reviewAgain: (texts: ReadonlyMap<string, string>) => Promise<Review>;
  /** Reviews the other descriptions that read files with other texts; without it there are none. */
  readonly besideWith?: (texts: ReadonlyMap<string, string>) => Promise<readonly ReviewBeside[]>;
}

/**
 * Makes as many of some fixes as the review after them is better for: what each closes must be gone, and nothing new found.
 * Those that are in the way of others are found by halving.
 */
export async function madeFixes(run: FixRun, units: readonly FixUnit[]): Promise<MadeFixes> {
  const refused: LeftFix[] = [];
  const undone: LeftFix[] = [];
  const possible = units.filter((unit) => {
    const obstacle = obstacleOf(run.document, unit);
    if (obstacle !== undefined) refused.push({ unit, ...obstacle });
    return obstacle === undefined;
  });
  let now: Attempt = { made: [], splices: [], texts: new Map(), review: run.before, beside: [] };
  const settle = async (pending: readonly FixUnit[]): Promise<void> => {
    if (pending.length === 0) return;
    const tried = await attempt(run, [...now.made, ...pending]);
    if ("review" in tried) {
      now = tried;
      return;
    }
    if (pending.length === 1) {
      undone.push({ unit: pending[0]!, ...tried.failure }); // it is the one
      return;
    }
    // Those whose finding is still there are known; who makes something new is not.
    const guilty = pending.filter((unit) => tried.failing.has(unit));
    if (guilty.length > 0 && guilty.length < pending.length) {
      await settle(pending.filter((unit) => !guilty.includes(unit)));
      return settle(guilty);
    }
    const half = Math.ceil(pending.length / 2);
    await settle(pending.slice(0, half));
    await settle(pending.slice(half));
  };
  await settle(possible);
  return { ...now, refused, undone };
}

interface Attempt {
  readonly made: readonly FixUnit[];
  readonly splices: readonly Splice[];
  readonly texts: ReadonlyMap<string, string>;
  readonly review: Review;
  readonly beside: readonly ReviewBeside[];
}

interface Failed {
  readonly failure: Omit<LeftFix, "unit">;
  readonly failing: ReadonlySet<FixUnit>;
}

async function attempt(run: FixRun, units: readonly FixUnit[]): Promise<Attempt | Failed> {
  const all = units.flatMap((unit) => unit.changes);
  const changes = orderedChanges(run.document, all);
  const spliced = splicesOf(run.document, changes);
  const fail = (why: string, hint = BY_HAND, failing: readonly FixUnit[] = []): Failed => ({
    failure: { why, hint },
    failing: new Set(failing),
  });
  if (areMeeting(all)) return fail(`${capitalized(MEETING.why)}.`, MEETING.hint);
  if ("refused" in spliced) return fail(`${spliced.refused.why}.`, spliced.refused.hint);
  const texts = new Map<string, string>();
  for (const [file, splices] of grouped(spliced.splices, (one) => one.file)) {
    const source = run.document.sourceOf(file);
    const text = splicedText(source.text, splices);
    const own = changes.filter(({ at }) => at.file === file);
    if (!isDeepStrictEqual(valueOf(file, text), patched(source.value, own)))
      return fail("The edit would change more than intended.");
    texts.set(file, text);
  }
  let review: Review;
  let beside: readonly ReviewBeside[];
  try {
    review = await run.reviewAgain(texts);
    beside = (await run.besideWith?.(texts)) ?? [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return fail(`The changed description cannot be reviewed: ${error.message}.`);
  }
  const after = placesOf(review);
  const left = units.filter(({ closes }) => closes.some(({ fingerprint }) => after.has(fingerprint)));
  if (left.length > 0) return fail("The finding would still be there after the fix.", BY_HAND, left);
  const news = newsIn(run.before, review);
  if (news !== undefined) {
    const { failure, failing } = fail(news, TOGETHER);
    return { failure: { ...failure, isFollowed: true }, failing };
  }
  if (isUnconditional(run.before, review) && units.every(({ requires }) => requires === null))
    return fail("The review would approve what it rejects now, although the fix makes no claim that must be attested.");
  for (const other of beside) {
    const more = newsIn(other.before, other.after);
    if (more !== undefined) return fail(`${other.file} reads it too. ${more}`, TOGETHER);
    if (isUnconditional(other.before, other.after) && claimsBeside(units, other).length === 0)
      return fail(
        `The review of ${other.file} would approve what it rejects now, although the fix makes no claim that must be attested.`,
      );
  }
  return { made: units, splices: spliced.splices, texts, review, beside };
}

const BY_HAND = "Change it by hand.";
const TOGETHER = "Change both by hand, if the description should say both.";

/** What stands in the way of one fix alone. */
function obstacleOf(document: Document, unit: FixUnit): Pick<LeftFix, "why" | "hint"> | undefined {
  const spliced = splicesOf(document, orderedChanges(document, unit.changes));
  if ("refused" in spliced) {
    const { file, pointer, why, hint } = spliced.refused;
    return { why: `${file} ${pointer}: ${why}.`, hint };
  }
  for (const splice of spliced.splices) {
    const { file } = splice;
    const source = document.sourceOf(file);
    if (file === "-") continue;
    if (!isUtf8(source)) return { why: `${file} is not UTF-8.`, hint: "Save the file as UTF-8." };
    if (unit.certainty === "safe" && losesComment(source, splice))
      return { why: `The change would remove a comment in ${file}.`, hint: BY_HAND };
  }
  return undefined;
}

function valueOf(file: string, text: string): unknown {
  try {
    return readSource(file, Buffer.from(text), LIMITS).value;
  } catch {
    return undefined;
  }
}

/** The places of all that is found, under assumptions too. */
function placesOf(review: Review): ReadonlySet<string> {
  return new Set(allFindings(review).flatMap(({ places }) => places.map(({ fingerprint }) => fingerprint)));
}

/** What a review has that the one before has not, or has as less severe: a sentence about the first of it that is more than information. */
function newsIn(before: Review, after: Review): string | undefined {
  const known = placesOf({ ...before, findings: [...before.findings, ...(before.dismissed ?? [])] });
  const supposed = ({ assumptions }: Review): readonly Finding[] => assumptions.flatMap(({ ifTrue }) => ifTrue);
  return (
    newsAmong(after.findings, known, severitiesOf(before.findings)) ??
    newsAmong(supposed(after), known, severitiesOf([...before.findings, ...supposed(before)]))
  );
}

function newsAmong(
  findings: readonly Finding[],
  known: ReadonlySet<string>,
  severities: ReadonlyMap<string, Severity>,
): string | undefined {
  for (const { title, message, severity, fingerprint, places } of findings) {
    const what = `${severity}: ${title}: ${message}.`;
    // What is for information alone keeps nobody from closing what is graver.
    if (severity !== "info" && places.some((place) => !known.has(place.fingerprint)))
      return `The fix would lead to a new finding, ${what}`;
    const was = severities.get(fingerprint);
    if (was !== undefined && worse(was, severity) !== was) return `The fix would make a finding worse, ${what}`;
  }
  return undefined;
}

function severitiesOf(findings: readonly Finding[]): ReadonlyMap<string, Severity> {
  const severities = new Map<string, Severity>();
  for (const { fingerprint, severity } of findings)
    severities.set(fingerprint, worse(severities.get(fingerprint) ?? severity, severity));
  return severities;
}

function isUnconditional(before: Review, after: Review): boolean {
  return before.verdict.decision === "reject" && after.verdict.decision === "approve";
}
