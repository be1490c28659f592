import { memo } from "../core/memo.ts";
import type { Operation } from "../model/api.ts";
import { composedProperties, heldSchemaOf } from "../model/schema-parts.ts";
import type { Schema } from "../model/schema.ts";

/** What comes back at the first level where it goes well, by name: of a list what each of its entries has. */
export const returnedProperties = memo(({ responses }: Operation): readonly (readonly [string, Schema])[] =>
  responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap(({ schema }) => schema ?? []))
    .flatMap((schema) => [...composedProperties(heldSchemaOf(schema))]),
);
