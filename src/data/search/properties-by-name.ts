import { memo } from "../../core/memo.ts";
import type { Schema } from "../../model/schema.ts";

/** A property of an object. */
export interface OwnProperty {
  /** The property's own schema, also where that is a reference. */
  readonly property: Schema;
  /** The object that has it. */
  readonly holder: Schema;
}

/**
 * The properties of all these objects by their names. There are ten times as many properties as names: who looks for
 * some of them asks about names first, and for the others never comes to a property.
 */
export const propertiesByName = memo((schemas: readonly Schema[]): ReadonlyMap<string, readonly OwnProperty[]> => {
  const found = new Map<string, OwnProperty[]>();
  for (const holder of schemas) {
    holder.properties.forEach((property, name) => {
      const known = found.get(name);
      if (known === undefined) found.set(name, [{ property, holder }]);
      else known.push({ property, holder });
    });
  }
  return found;
});
