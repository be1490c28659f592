import { inKeyOrder } from "../../core/canonical-json.ts";
import { addTo } from "../../core/grouped.ts";
import type { Operation } from "../../model/api.ts";
import type { Compared } from "../change.ts";
import { matchedOperations } from "../matched-operations.ts";
import type { FormerPlaces } from "../places.ts";
import type { Renames } from "../renames.ts";
import { shortDigest, testId } from "./register-record-of.ts";
import { withCauses } from "./issue-causes.ts";
import type { Issue, Register } from "./register.ts";

/** What a description calls otherwise than when the register was written. */
export interface Renamed {
  readonly compared: Compared;
  readonly renames: Renames;
  readonly former: FormerPlaces;
  /** What the description is called, and was before it moved. */
  readonly files: readonly string[];
  /** What a reader knows places of the head by, where that is kept. */
  readonly words?: ReadonlyMap<string, string>;
}

/**
 * A register whose issues, acceptances and outcomes of tests follow what was renamed: a place keeps all that is on record
 * of it, its due date above all. What it is known by now is recorded beside what it was.
 */
export function followedRegister(register: Register, renamed: Renamed): Register {
  const { files, former } = renamed;
  const issues =
    former.size === 0
      ? register.issues
      : register.issues.map((issue) => (files.includes(issue.description) ? followedIssue(issue, renamed) : issue));
  return followedOutcomes({ ...register, issues }, renamed);
}

function followedIssue(issue: Issue, { former, words }: Renamed): Issue {
  const found = [...former].filter(([is, was]) => Object.hasOwn(issue.places, was) && !Object.hasOwn(issue.places, is));
  if (found.length === 0) return issue;
  const isOf = new Map<string, string[]>();
  for (const [is, was] of found) addTo(isOf, was, is);
  return {
    ...withCauses(issue, (cause) => ({
      ...cause,
      places: cause.places.flatMap((place) => [place, ...(isOf.get(place) ?? [])]).toSorted(),
    })),
    places: inKeyOrder({
      ...issue.places,
      ...Object.fromEntries(found.map(([is, was]) => [is, words?.get(is) ?? issue.places[was]!])),
    }),
    aliases: inKeyOrder({ ...issue.aliases, ...Object.fromEntries(found) }),
  };
}

/** Outcomes of tests of operations that are what they were, but for names. */
function followedOutcomes(register: Register, { compared, renames, files }: Renamed): Register {
  const { base, head } = compared;
  const isOurs = ({ description }: { readonly description: string }): boolean => files.includes(description);
  const ids = new Set(register.tests.filter(isOurs).map(({ id }) => id));
  const covered = new Set(register.suites.filter(isOurs).flatMap(({ operations }) => Object.values(operations)));
  if (ids.size + covered.size === 0) return register;
  const moved = new Map<string, Moved>();
  for (const pair of matchedOperations(base, head).pairs) {
    const was = shortDigest(base, pair.base);
    if (!covered.has(was) && !files.some((file) => ids.has(testId(file, pair.base)))) continue;
    const is = shortDigest(head, pair.head);
    if (is !== was && shortDigest(head, pair.head, namesBefore(renames, pair.head, pair.base)) === was)
      moved.set(was, { ...pair, digest: is });
  }
  if (moved.size === 0) return register;
  return {
    ...register,
    tests: register.tests.map((test) => {
      const found = isOurs(test) ? moved.get(test.digest) : undefined;
      if (found === undefined || test.id !== testId(test.description, found.base)) return test;
      return {
        ...test,
        id: testId(test.description, found.head),
        operation: found.head.id,
        digest: found.digest,
      };
    }),
    suites: register.suites.map((suite) =>
      isOurs(suite)
        ? {
            ...suite,
            operations: inKeyOrder(
              Object.fromEntries(
                Object.entries(suite.operations).map(([id, digest]) => {
                  const found = moved.get(digest);
                  return found === undefined ? [id, digest] : [found.head.id, found.digest];
                }),
              ),
            ),
          }
        : suite,
    ),
  };
}

interface Moved {
  readonly base: Operation;
  readonly head: Operation;
  readonly digest: string;
}

/** By what an operation and the ways in and out of it went before. */
function namesBefore(renames: Renames, head: Operation, base: Operation): Parameters<typeof shortDigest>[2] {
  return {
    operation: base,
    witnessOf: (witness) => renames.formerPlace(head, witness)?.witnesses[0] ?? witness,
  };
}
