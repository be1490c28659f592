import { placesFound } from "../core/all-findings.ts";
import { failedTestPlaces, withFailedOfBoth } from "../gate/failed-tests.ts";
import { formerPlaces, judgedPlaces } from "../gate/places.ts";
import { followedRegister } from "../gate/register/follow.ts";
import { shortDigest, testId } from "../gate/register/register-record-of.ts";
import type { Register } from "../gate/register/register.ts";
import { placeWords } from "../gate/register/place-words.ts";
import { renamesBetween } from "../gate/renames.ts";
import type { Policy } from "../policy/policy.ts";
import type { Judgements } from "../review/assumptions.ts";
import type { Review } from "../core/review.ts";
import type { CommitsBelow } from "./commits-below.ts";

/** A description as it is now. */
export interface ObservedDescription {
  /** What it is called, and was before it moved. */
  readonly files: readonly string[];
  readonly review: Review;
  readonly judgements: Judgements;
  readonly policy: Policy;
}

/**
 * The register with what is on record of places and operations that have other names now than in the commit that changed
 * the register last, or in those in which its issues were found. Where those cannot be read, nothing follows.
 */
export async function followedInGit(
  register: Register,
  observed: ObservedDescription,
  history: CommitsBelow,
  asOf: string,
): Promise<Register> {
  if (!isAnythingGone(register, observed)) return register;
  const found = register.issues.filter((issue) => observed.files.includes(issue.description));
  const commits = [history.lastChangeOf(register), ...found.flatMap(({ commit }) => commit ?? [])];
  let followed = register;
  for (const commit of [...new Set(commits)].slice(0, MOST_COMMITS)) {
    if (commit === undefined || !isAnythingGone(followed, observed)) continue;
    const base = await history.judgedAt(commit);
    if (base !== undefined) followed = followedFrom(base, followed, observed, asOf);
  }
  return followed;
}

/** So many commits are looked into, each of which costs a review. */
const MOST_COMMITS = 4;

function followedFrom(
  was: Judgements,
  register: Register,
  { review, judgements, files }: ObservedDescription,
  asOf: string,
): Register {
  const compared = { base: was.stated.api, head: judgements.stated.api };
  const renames = renamesBetween(compared);
  const words = new Map([
    ...review.findings.flatMap(({ places }) => places.map((place) => [place.fingerprint, placeWords(place)] as const)),
    ...failedTestPlaces(judgements),
  ]);
  const { base = was, head } = withFailedOfBoth({ base: was, head: judgements, register, files, asOf });
  return followedRegister(register, {
    compared,
    renames,
    former: formerPlaces(judgedPlaces(base), judgedPlaces(head), renames),
    files,
    words,
  });
}

/** Whether a place or operation that is on record is not there, so that it may have another name. */
function isAnythingGone(register: Register, { files, review, judgements }: ObservedDescription): boolean {
  const isOurs = ({ description }: { readonly description: string }): boolean => files.includes(description);
  const places = placesFound(review);
  const { api } = judgements.stated;
  if (
    register.issues.some(
      (issue) =>
        isOurs(issue) && issue.status !== "fixed" && Object.keys(issue.places).some((place) => !places.has(place)),
    )
  )
    return true;
  const [tests, suites] = [register.tests.filter(isOurs), register.suites.filter(isOurs)];
  if (tests.length + suites.length === 0) return false;
  const digests = new Set(api.operations.map((operation) => shortDigest(api, operation)));
  const ids = new Set(files.flatMap((file) => api.operations.map((operation) => testId(file, operation))));
  return (
    tests.some(({ id, digest }) => !ids.has(id) || !digests.has(digest)) ||
    suites.some(({ operations }) => Object.values(operations).some((digest) => !digests.has(digest)))
  );
}
