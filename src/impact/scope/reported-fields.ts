import type { Policy } from "../../policy/policy.ts";
import { composedProperties } from "../../model/schema-parts.ts";
import { twinsOf } from "../elsewhere/twins.ts";
import type { ImpactSource } from "../source.ts";
import type { ReportedItem } from "./select.ts";

/** What a field is taken to hold that somebody reported, and of which nothing else tells what it holds. */
export const REPORTED_DATA = "reported_data";

/** Fields that were reported and of which no category is known, as a policy names them; those of schemas that tell the same too. */
export function unknownFields({ api }: ImpactSource, items: readonly ReportedItem[]): readonly string[] {
  const names = items.flatMap(({ kind, flows, property, schemas = [] }) => {
    if (kind !== "field" || property === undefined || flows.length > 0) return [];
    const twins = twinsOf(api, schemas).map(({ schema }) => schema);
    return [...schemas, ...twins].flatMap((schema) =>
      schema.name !== undefined && composedProperties(schema).has(property) ? [`${schema.name}.${property}`] : [],
    );
  });
  return [...new Set(names)];
}

/**
 * A policy by which such fields are confidential: a report says that somebody got them who must not. `isOfAnyName` is for a
 * history, in which their schemas may have had other names.
 */
export function withReportedFields(policy: Policy, names: readonly string[], isOfAnyName = false): Policy {
  if (names.length === 0) return policy;
  const all = isOfAnyName ? names.map((name) => name.slice(name.lastIndexOf(".") + 1)) : names;
  const confirmations = new Map(policy.data.confirmations);
  for (const name of new Set(all))
    if (!confirmations.has(name))
      confirmations.set(name, { category: REPORTED_DATA, sensitivity: "confidential", reason: "it was reported" });
  return { ...policy, data: { ...policy.data, confirmations } };
}
