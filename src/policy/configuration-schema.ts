import * as z from "zod";
import { configuration } from "./configuration.ts";

/**
 * Validators nest a branch for each property that they check, so that a thousand of them exhaust the stack of the
 * engine that compiles them (Ajv on Node: "Maximum call stack size exceeded").
 */
const CHECKED_ONE_BY_ONE = 100;

/** The JSON Schema of `sallyport.yaml`, as it is published. */
export function configurationSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(configuration, {
    target: "draft-2020-12",
    override: ({ jsonSchema }) => checkTogether(jsonSchema),
  });
}

/** Makes a mapping of many keys whose values have one schema check them at once; each key keeps its description. */
function checkTogether(schema: z.core.JSONSchema.BaseSchema): void {
  const properties = Object.entries(schema.properties ?? {}).map(
    ([key, property]) => [key, typeof property === "boolean" ? {} : property] as const,
  );
  if (properties.length <= CHECKED_ONE_BY_ONE || schema.additionalProperties !== false) return;
  const [reference, ...others] = new Set(properties.map(([, { $ref }]) => $ref));
  if (reference === undefined || others.length > 0) return;
  schema.properties = Object.fromEntries(
    properties.map(([key, { description }]) => [key, description === undefined ? {} : { description }]),
  );
  schema.propertyNames = { enum: properties.map(([key]) => key) };
  schema.patternProperties = { "": { $ref: reference } };
}
