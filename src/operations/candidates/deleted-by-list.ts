import { wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation, Parameter } from "../../model/api.ts";
import { targetOf } from "../../model/schema.ts";

/** The query parameters by whose lists of identifiers a DELETE of a collection names what goes: `DELETE /products?uuid=…&uuid=…`. */
export function deletedByList({ method, path, parameters }: Operation): readonly Parameter[] {
  if (method !== "DELETE" || path.endsWith("}")) return [];
  return parameters.filter(({ in: place, schema, name }) => {
    if (place !== "query" || schema === undefined) return false;
    const { items, types } = targetOf(schema);
    if (items === undefined && !types.includes("array")) return false;
    return IDENTIFIER.test(wordsOf(name).at(-1) ?? "") || (items !== undefined && targetOf(items).format === "uuid");
  });
}

const IDENTIFIER = /^(?:id|uuid|guid|key)$/;
