import { isObject } from "../../core/json-value.ts";
import { placeOf, type Operation, type Response } from "../../model/api.ts";
import { successResponses, type TypedResponse } from "../../model/response-coverage.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import type { Change, Compared } from "../change.ts";
import type { MatchedOperations } from "../matched-operations.ts";

/** Success responses whose schema said what comes back, and no longer does. */
export function* typingChanges({ base, head }: Compared, { pairs }: MatchedOperations): Generator<Change> {
  const before = byOperation(successResponses(base));
  const after = byOperation(successResponses(head));
  for (const pair of pairs) {
    const now = after.get(pair.head) ?? [];
    for (const one of before.get(pair.base) ?? []) {
      if (!isTypedBySchema(one)) continue;
      const { response } = one;
      const same = now.find((other) => other.response.status === response.status);
      if (same === undefined || isTypedBySchema(same)) continue;
      const isGone = same.typing !== "open";
      // What was only named before, without a word on what it is, says no less as an object of any content.
      if (!isGone && namesOnly(response)) continue;
      yield {
        kind: isGone ? "response-schema-removed" : "response-opened",
        direction: "worse",
        operations: [pair.head],
        witness: response.statusClass,
        text: isGone
          ? `${pair.head.id} no longer describes its response${same.isByExample ? ", apart from an example" : ""} (${response.status})`
          : `${pair.head.id} allows any content in its response (${response.status})`,
        base: placeOf(response),
        head: placeOf(same.response),
      };
    }
  }
}

/** Whether all that comes back has names, and nothing is said of what stands under them. */
function namesOnly({ content }: Response): boolean {
  return content.every(({ schema }) => {
    const properties = schema === undefined ? [] : [...composedProperties(heldSchemaOf(schema)).values()];
    return (
      properties.length > 0 &&
      properties.every(({ node: { value } }) => isObject(value) && Object.keys(value).every((key) => WORDS.has(key)))
    );
  });
}

const WORDS: ReadonlySet<string> = new Set(["title", "description"]);

/** An example need not show all. */
function isTypedBySchema({ typing, isByExample }: TypedResponse): boolean {
  return typing === "typed" && !isByExample;
}

function byOperation(responses: Iterable<TypedResponse>): ReadonlyMap<Operation, readonly TypedResponse[]> {
  const found = new Map<Operation, TypedResponse[]>();
  for (const response of responses) {
    const list = found.get(response.operation);
    if (list === undefined) found.set(response.operation, [response]);
    else list.push(response);
  }
  return found;
}
