import { count } from "../../core/prose.ts";
import type { Review } from "../../core/review.ts";

/** What people have confirmed of a field, and on which a review rests. */
export interface ConfirmedRow {
  readonly field: string;
  /** What it is by their word: `public`. */
  readonly by: string;
  /** What it counts as otherwise. */
  readonly instead: string;
  readonly reason: string;
  readonly writtenAt: string;
}

/** What stands over these rows. */
export const CONFIRMED = "Data in fields, confirmed by people";

/** What people have confirmed of fields, each with its reason and with what the field counts as otherwise. */
export function confirmedRows({ confirmed = [], policy }: Review): readonly ConfirmedRow[] {
  return confirmed.map(({ field, fields, category, sensitivity, instead, reason, file, line }) => ({
    field: fields === 1 ? field : `${field} (${count(fields, "field")})`,
    by: category === null ? sensitivity : `${sensitivity}, ${category}`,
    instead: instead === null ? "not sensitive" : `${instead.called.singular}, ${instead.sensitivity}`,
    reason,
    writtenAt: file === null || line === null ? (policy.file ?? "the policy") : `${file}:${line}`,
  }));
}
