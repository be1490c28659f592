/** How something is affected beside what was reported: what it has most in common first. */
export const RELATIONS = ["same-data", "same-object", "other-version", "same-weakness"] as const;
export type Relation = (typeof RELATIONS)[number];
