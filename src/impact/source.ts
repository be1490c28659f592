import type { Review } from "../core/review.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import type { Operation } from "../model/api.ts";

/** A description as it was judged and reviewed: what an assessment is made of. */
export interface ImpactSource {
  readonly api: AssessedApi;
  readonly review: Review;
}

/** The line of anything of a description. */
export function siteOf({ api }: ImpactSource, { node }: Pick<Operation, "node">): { file: string; line: number } {
  const { file } = node.source;
  return { file, line: api.document.lineOf({ file, pointer: node.pointer }) };
}
