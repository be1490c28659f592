import { memo } from "../core/memo.ts";
import { placeOf, type Operation } from "../model/api.ts";
import { requestFields } from "./request-fields.ts";
import { returnedProperties } from "./returned-properties.ts";

/**
 * Whether a request that makes something is described by the schema of what comes back, its `id` included: what the
 * service sets and what callers send cannot be told apart, and it may ignore what it sets.
 */
export const takesWholeRecord = memo((operation: Operation): boolean => {
  const id = requestFields(operation).find(
    ({ in: way, depth, text }) => way === "body" && depth === 0 && text === "id",
  );
  return (
    id !== undefined &&
    operation.method === "POST" &&
    returnedProperties(operation).some(([name, property]) => {
      const { file, pointer } = placeOf(property);
      return name === id.name && file === id.at.file && pointer === id.at.pointer;
    })
  );
});
