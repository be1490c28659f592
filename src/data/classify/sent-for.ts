import { memo } from "../../core/memo.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import type { Api, Operation } from "../../model/api.ts";
import type { Schema } from "../../model/schema.ts";

/**
 * What each object is sent for: the words of the path and the summary of the operations whose body it is. One that is also answered
 * is a record, and not only what an operation takes.
 */
export const sentForOf = memo(({ operations }: Api): ReadonlyMap<Schema, readonly (readonly string[])[]> => {
  const sent = new Map<Schema, (readonly string[])[]>();
  for (const operation of operations) {
    for (const { schema } of operation.requestBody?.content ?? []) {
      if (schema === undefined) continue;
      const words = actOf(operation);
      for (const one of [schema, ...referred(schema)]) sent.set(one, [...(sent.get(one) ?? []), words]);
    }
  }
  return sent;
});

function referred(schema: Schema): readonly Schema[] {
  const found: Schema[] = [];
  for (let at = schema.ref; at !== undefined && found.length < MOST_STEPS; at = at.ref) found.push(at);
  // FastAPI and others wrap a body in `allOf` with one part.
  const [only, ...others] = schema.allOf;
  if (only !== undefined && others.length === 0) found.push(only, ...(only.ref === undefined ? [] : [only.ref]));
  return found;
}

const MOST_STEPS = 4;

/** What an operation does, by the last fixed segments of its path, its identifier and its summary. */
function actOf({ path, operationId = "", summary = "" }: Operation): readonly string[] {
  const segments = path
    .split("/")
    .filter((segment) => segment !== "" && !segment.startsWith("{"))
    .slice(-NEAREST);
  return [...segments, operationId.slice(0, LONGEST), summary.slice(0, LONGEST)].flatMap((text) => wordsOf(text));
}

/** So many fixed segments at the end of a path say what it does. */
const NEAREST = 2;
const LONGEST = 120;
