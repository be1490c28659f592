import { isTaken, type Value } from "../../src/authorization-tests/authorization-test.ts";
import { madeValue } from "../../src/authorization-tests/values/made-value.ts";
import { isObject, member } from "../../src/core/json-value.ts";
import { composedProperties } from "../../src/model/schema-parts.ts";
import { targetOf, type Schema } from "../../src/model/schema.ts";

/** A body in which a value that fits stands for what a run gives at its top, as `made` has it there. */
export function withGiven(body: unknown, made: Value, schema: Schema | undefined): unknown {
  if (!isObject(body)) return body;
  const properties = schema === undefined ? new Map<string, Schema>() : composedProperties(targetOf(schema));
  const given = (key: string): unknown => {
    const property = properties.get(key);
    return property === undefined ? "given" : madeValue(property, { asOf: "2026-11-27", seed: 0, mayShow: () => true });
  };
  const isGiven = (key: string): boolean => {
    const value = member(made, key) as Value; // a part of a value
    return isTaken(value) || (Array.isArray(value) && value.some((one) => isTaken(one)));
  };
  return Object.fromEntries(Object.entries(body).map(([key, one]) => [key, isGiven(key) ? given(key) : one]));
}
