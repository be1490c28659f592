import type { Operation } from "../model/api.ts";
import { bindingParts } from "./changes/schema-pairs.ts";
import type { OperationPair } from "./matched-operations.ts";

/** Whether an operation that named what it takes says nothing of it any more: it may take it still. */
export function isSilencedRequest({ base, head }: OperationPair): boolean {
  return namesRequestFields(base) && isUntypedRequest(head);
}

/** Whether the body of a request names a field. */
function namesRequestFields({ requestBody }: Operation): boolean {
  return (requestBody?.content ?? []).some(
    ({ schema }) => schema !== undefined && bindingParts(schema).some(({ properties }) => properties.size > 0),
  );
}

/** Whether there is a body that nothing is known of. */
function isUntypedRequest(operation: Operation): boolean {
  return (operation.requestBody?.content ?? []).length > 0 && !namesRequestFields(operation);
}
