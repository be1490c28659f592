import { isAbove, SENSITIVITIES, type Sensitivity } from "../core/exposure-words.ts";
import type { Review } from "../core/review.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";

type ConfirmedEntry = NonNullable<Review["confirmed"]>[number];

/** What people have confirmed of fields of this description, by `data.fields` of `sallyport.yaml`; what names no field of it is left out. */
export function confirmedFields({ data, policy }: Pick<AssessedApi, "data" | "policy">): readonly ConfirmedEntry[] {
  return [...policy.data.confirmations].flatMap(([key, { category, sensitivity, reason }]) => {
    const fields = data.confirmed.get(key) ?? [];
    if (fields.length === 0) return [];
    const [worst] = fields.flatMap((one) => one ?? []).toSorted((a, b) => rank(b) - rank(a));
    // The nearest file counts, and stands last.
    const site = policy.partsNamed.findLast(({ kind, name }) => kind === "field" && name === key)?.source;
    return [
      {
        field: key,
        fields: fields.length,
        category: category ?? null,
        sensitivity,
        instead:
          worst === undefined
            ? null
            : { category: worst.category, called: { ...worst.called }, sensitivity: worst.sensitivity },
        reason,
        file: site?.file ?? null,
        line: site?.line ?? null,
      },
    ];
  });
}

/** Those by which fields count as less sensitive than they look: an approval rests on them. */
export function loweredFields(api: Pick<AssessedApi, "data" | "policy">): readonly ConfirmedEntry[] {
  return confirmedFields(api).filter(
    ({ instead, sensitivity }) => instead !== null && isAbove(instead.sensitivity, sensitivity),
  );
}

function rank({ sensitivity }: { readonly sensitivity: Sensitivity }): number {
  return SENSITIVITIES.indexOf(sensitivity);
}
