import type { ImpactElsewhere } from "../../core/impact.ts";
import type { AssessedFlow } from "../../exposure/assessed-api.ts";
import type { Operation } from "../../model/api.ts";

/** An operation that is affected beside what was reported, and why. */
export interface Found {
  readonly relation: ImpactElsewhere["relation"];
  readonly operation: Operation;
  readonly way: ImpactElsewhere["way"];
  readonly why: string;
  /** Whether the reason is a finding of its own, which is worth a word beside another reason. */
  readonly isFinding?: boolean;
  /** What of the reported data it carries; none where it acts on the same object or has the same weakness. */
  readonly flows: readonly AssessedFlow[];
  /** Whether it may take the reported credential itself, whoever else can call it. */
  readonly isForReported?: boolean;
}
