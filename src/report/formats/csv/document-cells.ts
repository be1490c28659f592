import type { Review } from "../../../core/review.ts";

/** Of which API a row is. */
export function documentCells({ document }: Pick<Review, "document">): {
  readonly api: string;
  readonly version: string;
} {
  return { api: document.title ?? "", version: document.apiVersion ?? "" };
}
