import { memo } from "../core/memo.ts";
import type { Operation } from "../model/api.ts";
import { composedProperties, heldSchemaOf } from "../model/schema-parts.ts";
import { targetOf, type Schema } from "../model/schema.ts";

/** What comes back at the first level where it goes well, by name: of a list what each of its entries has. */
export const returnedProperties = memo(({ responses }: Operation): readonly (readonly [string, Schema])[] =>
  responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap(({ schema }) => schema ?? []))
    .flatMap((schema) => [...composedProperties(heldSchemaOf(schema))])
    // What is only written is sent, and not returned (OpenAPI 3.0, Schema Object, `writeOnly`).
    .filter(([, property]) => !property.writeOnly && !targetOf(property).writeOnly),
);

/** The same of each entry, where what comes back is an envelope around one list of objects. */
export const listedProperties = memo((operation: Operation): readonly (readonly [string, Schema])[] => {
  const returned = returnedProperties(operation);
  const lists = returned
    .filter(([, property]) => targetOf(property).items !== undefined)
    .map(([, property]) => [...composedProperties(heldSchemaOf(property))])
    .filter((entries) => entries.length > 0);
  return lists.length === 1 ? lists[0]! : returned;
});
