import { isAbove } from "../../core/exposure-words.ts";
import type { Policy } from "../../policy/policy.ts";
import { composedProperties } from "../../model/schema-parts.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { twinsOf } from "../elsewhere/twins.ts";
import type { ImpactSource } from "../source.ts";
import type { ReportedItem } from "./select.ts";

/** What a field is taken to hold that somebody reported, and of which nothing else tells what it holds. */
export const REPORTED_DATA = "reported_data";

/** A field that was reported and of which no category is known. */
export interface UnknownField {
  /** As a policy names it. */
  readonly name: string;
  readonly sensitivity: "confidential" | "restricted";
  /** What a field of the same name in a schema that tells the same is taken for. */
  readonly category?: string | undefined;
}

/** Such fields, and those of schemas that tell the same; by which somebody is identified, such as a selfie, is restricted. */
export function unknownFields({ api }: ImpactSource, items: readonly ReportedItem[]): readonly UnknownField[] {
  const named = items.flatMap(({ kind, flows, property, schemas = [] }) => {
    if (kind !== "field" || property === undefined || flows.length > 0) return [];
    const twins = twinsOf(api, schemas).map(({ schema }) => schema);
    const all = [...schemas, ...twins];
    const taken = takenAs(api, property, new Set(all.map((schema) => schema.name)));
    return all.flatMap((schema) =>
      schema.name !== undefined && composedProperties(schema).has(property)
        ? [[`${schema.name}.${property}`, taken] as const]
        : [],
    );
  });
  return [...new Map(named)].map(([name, taken]) => ({
    name,
    sensitivity:
      taken?.sensitivity === "restricted" || api.lexicon.has(wordsOf(name), "identity-evidence")
        ? "restricted"
        : "confidential",
    category: taken?.category,
  }));
}

/**
 * What a field is where another schema that tells the same has it: one that is described to come back masked holds what the
 * caller sends in the other.
 */
function takenAs(api: ImpactSource["api"], property: string, owners: ReadonlySet<string | undefined>) {
  return api.operations
    .flatMap((operation) => api.assessed(operation).flows)
    .map(({ field }) => field)
    .find(
      ({ name, owner, confidence, sensitivity }) =>
        name === property && owners.has(owner) && confidence !== "possible" && isAbove(sensitivity, "internal"),
    );
}

/**
 * A policy by which such fields are confidential at least: a report says that somebody got them who must not. `isOfAnyName` is for a
 * history, in which their schemas may have had other names.
 */
export function withReportedFields(policy: Policy, fields: readonly UnknownField[], isOfAnyName = false): Policy {
  if (fields.length === 0) return policy;
  const confirmations = new Map(policy.data.confirmations);
  for (const { name: written, sensitivity, category = REPORTED_DATA } of fields) {
    const name = isOfAnyName ? written.slice(written.lastIndexOf(".") + 1) : written;
    if (!confirmations.has(name)) confirmations.set(name, { category, sensitivity, reason: "it was reported" });
  }
  return { ...policy, data: { ...policy.data, confirmations } };
}
