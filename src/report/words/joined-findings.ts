import { memo } from "../../core/memo.ts";
import { isOpen } from "../../core/open-findings.ts";
import type { Finding, Review } from "../../core/review.ts";

type Weighed = Pick<Review, "verdict" | "findings" | "boundaries">;
type Reason = Review["verdict"]["reasons"][number];

/** A finding that conditions of the verdict settle in part or as a whole: they ask for the same check of the same operations. */
export interface JoinedFinding {
  /** The texts of the conditions. */
  readonly conditions: readonly string[];
  /** Its operations that none of them is about. */
  readonly rest: readonly string[];
}

/**
 * Findings that are no reason of the verdict themselves, by fingerprint, whose check is one that a condition asks for: a test
 * of who may reach what and a finding that nothing says so are one piece of work, and the release waits for it.
 */
export const joinedFindings = memo(
  ({ verdict, findings, boundaries = [] }: Weighed): ReadonlyMap<string, JoinedFinding> => {
    const weighed = new Set(verdict.reasons.flatMap((reason) => reason.findings));
    const asked = verdict.reasons.flatMap((reason) => askedOf(reason, boundaries));
    const joined = new Map<string, JoinedFinding>();
    if (asked.length === 0) return joined;
    for (const finding of findings) {
      const { fingerprint, rule, operations } = finding;
      const check = CHECKS.get(rule);
      if (check === undefined || weighed.has(fingerprint) || !isOpen(finding)) continue;
      const same = asked.filter(({ id, of }) => check.test(id) && operations.some((operation) => of.has(operation)));
      if (same.length > 0)
        joined.set(fingerprint, {
          conditions: same.map(({ text }) => text),
          rest: operations.filter((operation) => !same.some(({ of }) => of.has(operation))),
        });
    }
    return joined;
  },
);

/** What a condition is to be met for: a boundary that is to be tested, or responses that are to be described. */
function askedOf(
  { kind, text, operations = [] }: Reason,
  boundaries: NonNullable<Review["boundaries"]>,
): readonly { readonly id: string; readonly text: string; readonly of: ReadonlySet<string> }[] {
  if (kind !== "condition") return [];
  const boundary = boundaries.find(({ id }) => text.endsWith(` [${id}]`));
  if (boundary !== undefined) return [{ id: boundary.id, text, of: new Set(boundary.operations) }];
  return operations.length === 0 ? [] : [{ id: UNDESCRIBED, text, of: new Set(operations) }];
}

const UNDESCRIBED = "undescribed";

const OF_OBJECTS = /-(?:read|change|delete)$/;
const OF_FIELDS = /-properties$/;
const OF_RIGHTS = /-(?:rights|anonymous)$/;

/** By rule, the boundaries whose tests show what its findings doubt, by the ends of their IDs. */
const CHECKS: ReadonlyMap<Finding["rule"], RegExp> = new Map([
  ["bola-client-supplied-owner", OF_OBJECTS],
  ["bola-inconsistent-authorization", OF_OBJECTS],
  ["bola-other-users-data", OF_OBJECTS],
  ["bola-target-named-twice", OF_OBJECTS],
  ["bfla-account-settings", OF_RIGHTS],
  ["bfla-admin-operation", OF_RIGHTS],
  ["bfla-inconsistent-authorization", OF_RIGHTS],
  ["bfla-shared-data-write", OF_RIGHTS],
  ["bfla-write-weaker-than-read", OF_RIGHTS],
  ["mass-assignment", OF_FIELDS],
  ["mass-assignment-additional-properties", OF_FIELDS],
  ["mass-assignment-server-field", OF_FIELDS],
  ["response-without-schema", new RegExp(`^${UNDESCRIBED}$`)],
]);
