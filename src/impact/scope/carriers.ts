import { isEither } from "../../data/flows/schema-graph.ts";
import type { Api, MediaType, Operation } from "../../model/api.ts";
import { freeSchemasOf, itemSchemasOf, partsOf } from "../../model/schema-parts.ts";
import { targetOf, type Schema } from "../../model/schema.ts";

/** The operations that return, or else take, a schema without being asked for it: for what no field of is classified. */
export function carriersOf(api: Pick<Api, "operations">, wanted: Schema): readonly Operation[] {
  const { returning, taking } = schemaCarriers(api, [wanted]);
  return returning.length > 0 ? returning : taking;
}

/**
 * The operations whose errors show one of some schemas that was there before: a conflict (RFC 9110, 15.5.10) any, what could
 * not be processed (422), was locked (423) or has changed since (412) one that is none of what was sent.
 */
export function errorCarriers(
  { operations }: Pick<Api, "operations">,
  wanted: readonly Schema[],
): readonly Operation[] {
  const holds = holderOf(new Set(wanted.map((schema) => targetOf(schema))));
  const isIn = (content: readonly MediaType[]): boolean =>
    content.some(({ schema }) => schema !== undefined && holds(targetOf(schema)));
  return operations.filter(
    ({ operationKind, responses, requestBody }) =>
      operationKind === "path" &&
      responses.some(
        ({ status, content }) =>
          isIn(content) && (status === "409" || (MAY_SHOW.has(status) && !isIn(requestBody?.content ?? []))),
      ),
  );
}

const MAY_SHOW: ReadonlySet<string> = new Set(["412", "422", "423"]);

/** The operations that return one of some schemas without being asked for it, and those that take one. */
export function schemaCarriers(
  { operations }: Pick<Api, "operations">,
  wanted: readonly Schema[],
): { readonly returning: readonly Operation[]; readonly taking: readonly Operation[] } {
  const holds = holderOf(new Set(wanted.map((schema) => targetOf(schema))));
  const isIn = (content: readonly MediaType[]): boolean =>
    content.some(({ schema, itemSchema }) =>
      [schema, itemSchema].some((one) => one !== undefined && holds(targetOf(one))),
    );
  const isReturned = ({ operationKind, responses, requestBody }: Operation): boolean =>
    operationKind === "path"
      ? responses.some(
          ({ statusClass, content }) => (statusClass === "2xx" || statusClass === "default") && isIn(content),
        )
      : isIn(requestBody?.content ?? []);
  return {
    returning: operations.filter(isReturned),
    taking: operations.filter(
      ({ operationKind, requestBody }) => operationKind === "path" && isIn(requestBody?.content ?? []),
    ),
  };
}

/** Gives whether a schema leads to one that is wanted; each is looked through once. */
function holderOf(wanted: ReadonlySet<Schema>): (schema: Schema) => boolean {
  const known = new Map<Schema, boolean>();
  return (from) => {
    const seen = new Set<Schema>([from]);
    // A set grows while it is walked: schemas lead back to each other.
    for (const schema of seen) {
      if (wanted.has(schema) || known.get(schema) === true) {
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
