import { memoBy } from "../core/memo.ts";
import { innerWorkings } from "../data/search/inner-workings.ts";
import { isSaidWithheld } from "../data/search/withheld.ts";
import type { Api, Operation, Response } from "../model/api.ts";

/** The responses by which an operation says that something went wrong. */
export function errorResponses({ responses }: Operation): readonly Response[] {
  return responses.filter(
    ({ statusClass }) => /^[45]/.test(statusClass) || (statusClass === "default" && responses.length > 1),
  );
}

/**
 * The properties of errors, by name, that show where and how the service failed, or its debug output. Where a success has one
 * as well, that is the same fault: it is told, and put right, in one place.
 */
export const tracesInErrors = memoBy(
  ({ operations }: Pick<Api, "operations" | "schemas">) => operations,
  (api): ReadonlySet<string> => {
    const search = innerWorkings(api);
    const names = new Set<string>();
    for (const operation of api.operations) {
      if (operation.operationKind !== "path") continue;
      for (const { content } of errorResponses(operation))
        for (const media of content)
          for (const { name, schema, sign } of search(media, "read"))
            if ((sign === "trace" || sign === "debug") && !isSaidWithheld(schema)) names.add(name);
    }
    return names;
  },
);
