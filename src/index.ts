export type { Finding, FindingPlace, Refusal, Review, ReviewEnvelope } from "./core/review.ts";
export type { Severity } from "./core/severity.ts";
export { UserError } from "./core/user-error.ts";
export { filesBelow, withBuffers, type FileContent, type Files } from "./load/files.ts";
export { defaultPolicy } from "./policy/default-policy.ts";
export type { Policy } from "./policy/policy.ts";
export { policyFor, review, type ReviewOptions } from "./public-api.ts";
