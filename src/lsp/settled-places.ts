import { childPointer, type Place } from "../core/place.ts";
import type { Review } from "../core/review.ts";

type Assumption = Review["assumptions"][number];

/**
 * Where in the description an answer to an assumption is about: the security schemes of which nobody knows who gets their
 * credential, or where what is not said would stand.
 */
export function settledPlaces(review: Review, assumption: Assumption): readonly Place[] {
  const { file, specVersion } = review.document;
  const schemes = specVersion.startsWith("2") ? "#/securityDefinitions" : "#/components/securitySchemes";
  const named = schemesSettled(assumption).map((name) => ({ file, pointer: childPointer(schemes, name) }));
  if (named.length > 0) return named;
  const part = { subscription: "#/webhooks", tenancy: schemes }[assumption.id] ?? "#/paths";
  return [{ file, pointer: part }];
}

/** The names of the schemes whose credentials an assumption is about. */
export function schemesSettled({ settle }: Pick<Assumption, "settle">): readonly string[] {
  return settle.flatMap((key) => {
    const name = /^admission\.(.+)$/s.exec(key)?.[1];
    return name === undefined || name === "*" || name === "webhooks" ? [] : [name];
  });
}
