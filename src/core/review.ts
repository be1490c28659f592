import type * as z from "zod";
import type { fixVerification, reviewEnvelope } from "./review-schema.ts";

/** The JSON output: every review of one run, and what was refused. */
export type ReviewEnvelope = z.infer<typeof reviewEnvelope>;

/** What Sallyport says of one description. It is the JSON contract, and all that a report may read. */
export type Review = ReviewEnvelope["reviews"][number];
export type Refusal = ReviewEnvelope["refused"][number];
export type VanishedEntry = NonNullable<ReviewEnvelope["vanished"]>[number];
export type Finding = Review["findings"][number];
export type FindingPlace = Finding["places"][number];
export type FindingFix = NonNullable<Finding["fixes"]>[number];
export type WaiverEntry = Review["waivers"][number];
export type DismissalEntry = NonNullable<Review["dismissals"]>[number];
export type ExcerptLine = FindingPlace["excerpt"][number];
export type OperationEntry = Review["operations"][number];
export type SchemeEntry = Review["schemes"][number];
export type Skipped = Review["skipped"][number];

/** What was done about an issue of the register, as `sallyport register verify` tells it. */
export type FixVerification = z.infer<typeof fixVerification>;
export type IssueFixEntry = FixVerification["fix"];
