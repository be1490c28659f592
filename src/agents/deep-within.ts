import type { AssessedFlow } from "../exposure/assessed-api.ts";
import { textOfName } from "../lexicon/name-tokens.ts";

/**
 * Whether a field stands in an object within an object of what is returned: the card in the details of a payment, the code of a
 * gift card in the payment of a cart. The list that is asked for is no object around it.
 */
export function isDeepWithin({ path, operation: { lexicon } }: AssessedFlow): boolean {
  const named = path.filter(
    ({ property }) => property !== undefined && !lexicon.is(textOfName(property), "wraps-data"),
  );
  return named.filter(({ isItem }, at) => !isItem || at > 0).length > 1;
}

/** Whether all that it stands in are objects, such as the specification of a job, and no list or person among them. */
export function isDeepInObjects(flow: AssessedFlow): boolean {
  const named = flow.path.filter(({ property }) => property !== undefined);
  return isDeepWithin(flow) && !named.some(({ isItem }, at) => isItem && at > 0);
}
