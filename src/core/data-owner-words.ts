/** Whose data an operation returns, or whose things it changes, from worst to mildest. */
export const DATA_OWNERS = ["others", "unknown", "organization", "own", "public"] as const;
export type DataOwner = (typeof DATA_OWNERS)[number];

/** What decides it. */
export const OWNER_REASONS = [
  "finding",
  "failed-test",
  "people-like-the-caller",
  "no-caller",
  "own-staff",
  "untested",
  "tenancy",
  "authentication-unstated",
  "perhaps-published",
  "passed-test",
  "test-not-applicable",
  "entrance",
  "callers-own",
  "new",
  "published",
  "same-for-all",
] as const;
export type OwnerReason = (typeof OWNER_REASONS)[number];
