import type * as z from "zod";
import type { impactDocument } from "./impact-schema.ts";

/** What a reported vulnerability comes to: the JSON contract of `sallyport impact`, and all that its documents may read. */
export type ImpactAssessment = z.infer<typeof impactDocument>;

export type ImpactElsewhere = ImpactAssessment["elsewhere"][number];
export type ImpactData = ImpactAssessment["data"][number];
