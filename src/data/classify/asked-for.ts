import type { Api } from "../../model/api.ts";
import type { Schema } from "../../model/schema.ts";
import type { Entities } from "./entity.ts";
import { heldSchemaOf } from "../../model/schema-parts.ts";

/**
 * The things that an operation is about, which a caller gets by asking for them: the body of a success response, or what
 * stands in its envelope; one of many where it holds many.
 */
export function askedFor(api: Api, entities: Entities): ReadonlySet<Schema> {
  const things = new Set<Schema>();
  const bodies = new Set(
    api.operations
      .filter(({ operationKind }) => operationKind === "path")
      .flatMap(({ responses }) => responses.filter(({ statusClass }) => statusClass === "2xx"))
      .flatMap(({ content }) => content.flatMap(({ schema, itemSchema }) => [schema, itemSchema]))
      .filter((schema) => schema !== undefined)
      .map(heldSchemaOf),
  );
  for (const body of bodies) {
    if (entities.isEntity(body)) things.add(body);
    else for (const property of body.properties.values()) things.add(heldSchemaOf(property));
  }
  return things;
}
