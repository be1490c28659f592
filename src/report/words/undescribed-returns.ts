import { count, listed } from "../../core/prose.ts";
import type { OperationEntry, Review } from "../../core/review.ts";

type Understood = Pick<OperationEntry, "understood">;

const MOST_NAMED = 2;

/** In place of what an operation returns, where the description does not say what that is; empty where it does. */
export function undescribedWords({ understood }: Understood): string {
  if (understood === "opaque") return "not described";
  return understood === "file" ? "a file, its content not described" : "";
}

/** That what is in files is not said, without the end of the sentence: schemas say no more of a file than that it is one. */
export function undescribedFiles({ operations }: Pick<Review, "operations">): string | undefined {
  const files = operations.filter(({ understood }) => understood === "file").map(({ id }) => id);
  if (files.length === 0) return undefined;
  return files.length === 1
    ? `nothing says what is in the file that ${files[0]} returns`
    : `nothing says what is in the files that ${count(files.length, "operation")} return (${listed(files, MOST_NAMED + 1)})`;
}

/** The operations of which no schema says what they return, in brackets where they are few. */
export function undescribedNames({ operations }: Pick<Review, "operations">): string {
  const opaque = operations.filter(({ understood }) => understood === "opaque").map(({ id }) => id);
  return opaque.length === 0 || opaque.length > MOST_NAMED ? "" : ` (${listed(opaque)})`;
}

/**
 * That it is not known what some operations return, whose access is to be tested or which a missing fact is about: they
 * belong to what others may read as much as what is described. `undefined` where there are none.
 */
export function undescribedReads({ operations, tests, verdict }: Review): string | undefined {
  const meant = new Set([
    ...tests.map(({ operation }) => operation),
    ...verdict.reasons.flatMap((reason) => reason.operations ?? []),
  ]);
  const ids = operations
    .filter(({ id, understood }) => (understood === "opaque" || understood === "file") && meant.has(id))
    .map(({ id }) => id);
  if (ids.length === 0) return undefined;
  return `What ${ids.length === 1 ? `${ids[0]} returns` : `${count(ids.length, "more operation")} return`} is not described.`;
}
