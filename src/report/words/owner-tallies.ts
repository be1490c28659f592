import type { Review } from "../../core/review.ts";
import { isOpen } from "../../core/open-findings.ts";
import { dueWords } from "./due-words.ts";
import { isOverdue } from "./decision-words.ts";
import { NUMBERED, reasonWeight, type Weight } from "./reason-groups.ts";

/** What one owner has to do before a release. */
export interface OwnerTally {
  readonly owner: string;
  /** Of the reasons of the verdict, how many of each weight are theirs. */
  readonly reasons: Readonly<Record<Weight, number>>;
  readonly open: number;
  readonly overdue: number;
  /** Of the open ones, how many have a due date: without, nothing can be overdue. */
  readonly dated: number;
  /** By when the first of the open ones is due; `undefined` where nothing says it. */
  readonly due: string | undefined;
}

/** Who is owner where nobody is named. */
export const NOBODY = "not named";

/** An owner among owners: nobody is none who could act. */
export function ownerWords(owner: string | null): string {
  return owner === null || owner === NOBODY ? "no owner named" : owner;
}

/** Whose a finding is, or what no finding is of. */
export function responsibleOwner(
  document: Review["document"],
  finding?: Pick<Review["findings"][number], "owner">,
): string {
  return finding?.owner ?? document.owner ?? NOBODY;
}

/**
 * Who must act: each owner of an open finding or of a reason of the verdict, what blocks first. What names no owner is
 * that of the API's; a reason of several owners counts for each.
 */
export function ownerTallies(review: Review, asOf: string): readonly OwnerTally[] {
  const { document, findings, verdict } = review;
  const known = new Map(findings.map((finding) => [finding.fingerprint, finding] as const));
  const weighed = verdict.reasons.flatMap((reason) => {
    const owners = new Set(reason.findings.map((fingerprint) => responsibleOwner(document, known.get(fingerprint))));
    return [...(owners.size === 0 ? [responsibleOwner(document)] : owners)].map((owner) => ({
      owner,
      kind: reasonWeight(reason),
    }));
  });
  const open = findings.filter(isOpen).map((finding) => ({ owner: responsibleOwner(document, finding), finding }));
  const owners = new Set([...weighed, ...open].map(({ owner }) => owner));
  const number = (owner: string, weight: Weight): number =>
    weighed.filter((one) => one.owner === owner && one.kind === weight).length;
  return (
    [...owners]
      .map((owner) => ({
        owner,
        reasons: {
          blocks: number(owner, "blocks"),
          depends: number(owner, "depends"),
          condition: number(owner, "condition"),
        },
        open: open.filter((one) => one.owner === owner).length,
        overdue: open.filter((one) => one.owner === owner && isOverdue(one.finding, asOf)).length,
        dated: open.filter((one) => one.owner === owner && one.finding.due !== null).length,
        due: dueWords(
          review,
          open.flatMap((one) => (one.owner === owner ? [one.finding] : [])),
        ),
      }))
      // Who owns an approved API alone has nothing to do.
      .filter(({ reasons, open: n }) => n > 0 || NUMBERED.some(({ kind }) => reasons[kind] > 0))
      .toSorted((a, b) => byReasons(a, b) || b.open - a.open || (a.owner < b.owner ? -1 : 1))
  );
}

/** What has more that blocks first, then more that depends on an answer, then more conditions. */
export function byReasons(a: Pick<OwnerTally, "reasons">, b: Pick<OwnerTally, "reasons">): number {
  return NUMBERED.map(({ kind }) => b.reasons[kind] - a.reasons[kind]).find((by) => by !== 0) ?? 0;
}
