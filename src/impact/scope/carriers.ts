import { isEither } from "../../data/flows/schema-graph.ts";
import type { Api, MediaType, Operation } from "../../model/api.ts";
import { freeSchemasOf, itemSchemasOf, partsOf } from "../../model/schema-parts.ts";
import { targetOf, type Schema } from "../../model/schema.ts";

/** The operations that return, or else take, a schema without being asked for it: for what no field of is classified. */
export function carriersOf({ operations }: Pick<Api, "operations">, wanted: Schema): readonly Operation[] {
  const holds = holderOf(targetOf(wanted));
  const isIn = (content: readonly MediaType[]): boolean =>
    content.some(({ schema, itemSchema }) =>
      [schema, itemSchema].some((one) => one !== undefined && holds(targetOf(one))),
    );
  const returning = operations.filter(({ operationKind, responses, requestBody }) =>
    operationKind === "path"
      ? responses.some(
          ({ statusClass, content }) => (statusClass === "2xx" || statusClass === "default") && isIn(content),
        )
      : isIn(requestBody?.content ?? []),
  );
  return returning.length > 0 ? returning : operations.filter(({ requestBody }) => isIn(requestBody?.content ?? []));
}

/** Gives whether a schema leads to the one that is wanted; each is looked through once. */
function holderOf(wanted: Schema): (schema: Schema) => boolean {
  const known = new Map<Schema, boolean>();
  return (from) => {
    const seen = new Set<Schema>([from]);
    // A set grows while it is walked: schemas lead back to each other.
    for (const schema of seen) {
      if (schema === wanted || known.get(schema) === true) {
        known.set(from, true);
        return true;
      }
      if (known.get(schema) === false) continue;
      for (const inner of schema.properties.values()) if (!isEither(targetOf(inner))) seen.add(targetOf(inner));
      for (const inner of [...partsOf(schema), ...itemSchemasOf(schema), ...freeSchemasOf(schema)])
        seen.add(targetOf(inner));
    }
    for (const schema of seen) known.set(schema, false);
    return false;
  };
}
