/** What is a fix of a place, as far as a description tells: it can only claim the last two. */
const FIXES = ["removed", "narrowed", "filtered"] as const;
/** What only looks like a fix. */
const ATTEMPTS = ["only-gated", "renamed", "hidden"] as const;

/** What can be done about a place of an issue. */
export const PLACE_FIX_KINDS = [...FIXES, ...ATTEMPTS, "unchanged"] as const;
export type PlaceFixKind = (typeof PLACE_FIX_KINDS)[number];

/** What can be done about an issue: of its places together, `partial` where only some of them were fixed. */
export const ISSUE_FIX_KINDS = [...FIXES, ...ATTEMPTS, "partial", "unchanged"] as const;
export type IssueFixKind = (typeof ISSUE_FIX_KINDS)[number];

/** What the register says was done. `claimed`: somebody marked the issue as fixed, and nobody has compared yet. */
export const RECORDED_FIX_KINDS = [...FIXES, ...ATTEMPTS, "partial", "claimed"] as const;
type RecordedFixKind = (typeof RECORDED_FIX_KINDS)[number];

/** Whether what was done is a fix, as far as a description tells. */
export function isFixKind(kind: IssueFixKind | RecordedFixKind): boolean {
  return FIXES.some((one) => one === kind);
}

/** Kinds whose name is not what they are called. */
const NAMES: Readonly<Partial<Record<IssueFixKind | RecordedFixKind, string>>> = {
  "only-gated": "only authentication added",
  renamed: "renamed or moved",
  claimed: "marked as fixed by hand",
};

/** What a kind of fix is called. */
export function fixName(kind: IssueFixKind | RecordedFixKind): string {
  return NAMES[kind] ?? kind;
}
